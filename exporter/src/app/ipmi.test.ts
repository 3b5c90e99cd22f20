/** The server with the IPMI probe: what is asked over HTTP, whom it asks, and what becomes of sessions. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { ask } from '../../../test/support/http.ts';
import { type MadeUpBmc, PASSWORD, startMadeUpBmc, USER } from '../../../test/support/ipmi/made-up-bmc.ts';
import ipmi from '../modules/probes/ipmi/module.ts';
import { loadConfig } from './config/load.ts';
import { SectionReader } from './config/section-reader.ts';
import { type RunningServer, startServer } from './server.ts';

let cwd: string;
let made: MadeUpBmc;
let server: RunningServer;

const login = { user: USER, pass: PASSWORD };
const MODULES = {
  default: { ...login, collectors: ['chassis', 'sel'] },
  power: { ...login, collectors: ['dcmi'] },
};

const configure = (modules: object, section: object = {}) => {
  writeFileSync(join(cwd, 'ipmi.yml'), stringify({ modules }));
  const config = {
    roles: ['exporter'],
    log: { level: 'fatal' },
    web: { listenAddress: '127.0.0.1:0' },
    ipmi: { configFiles: ['ipmi.yml'], ...section },
  };
  writeFileSync(join(cwd, 'fathom.yml'), stringify(config));
};
const get = (query: string) => ask(`${server.url}/ipmi?${query}`);

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'fathom-ipmi-server-'));
  made = await startMadeUpBmc({ delayMs: 5 });
  configure(MODULES, { targets: [{ name: 'db1', address: '192.0.2.7', module: 'power' }] });
  const reader = new SectionReader();
  server = await startServer({
    load: () => loadConfig({ modules: [ipmi], argv: [], env: {}, cwd, reader }),
    modules: [ipmi],
  });
});
afterAll(async () => {
  await server.close();
  await made.stop();
  rmSync(cwd, { recursive: true });
});

describe('GET /ipmi', () => {
  it('shows a machine', async () => {
    const answer = await get(`target=${made.target}`);
    expect([answer.status, answer.headers['content-type']]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    expect(answer.text).toContain(
      '# HELP ipmi_chassis_power_state Current power state (1=on, 0=off).\n# TYPE ipmi_chassis_power_state gauge\nipmi_chassis_power_state 1\n',
    );
    expect(answer.text).toMatch(/\nipmi_scrape_duration_seconds 0\.\d+\n/);
    expect((await get(`target=${made.target}&module=power`)).text).toContain(
      'ipmi_dcmi_power_consumption_watts 210\n',
    );
  });

  it('asks once for those who ask at the same time', async () => {
    made.asked.length = 0;
    const answers = await Promise.all(['', '', ''].map(() => get(`target=${made.target}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(made.asked.filter((each) => each === '0 1')).toHaveLength(1);
  });

  it.each<[string, number, RegExp]>([
    ['', 400, /^'target' parameter must be specified\n$/],
    ['target=&module=power', 400, /^'target' parameter must be specified\n$/],
    ['target=TARGET&module=none', 400, /^Unknown module "none"\n$/],
    ['target=TARGET&module=%22x', 400, /^Unknown module "\\"x"\n$/],
    ['target=a/b', 400, /expected host or host:port/],
    ['target=8.8.8.8', 403, /ipmi\.allow does not allow 8\.8\.8\.8/],
  ])('%s is answered with %d', async (query, status, text) => {
    const answer = await get(query.replace('TARGET', made.target));
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(text)]);
  });

  it('answers within the time of the scrape', async () => {
    const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': '0.8' };
    const answer = await ask(`${server.url}/ipmi?target=127.0.0.99&module=power`, { headers });
    expect([answer.status, answer.text]).toEqual([
      200,
      expect.stringContaining('ipmi_up{collector="dcmi"} 0\n'),
    ]);
  });
});

it('tells Prometheus of the configured targets', async () => {
  const groups = JSON.parse((await ask(`${server.url}/sd`)).text) as { labels: Record<string, string> }[];
  const labels = ['__metrics_path__', '__param_target', '__param_module', 'instance'];
  expect(groups.slice(1).map((group) => labels.map((label) => group.labels[label]))).toEqual([
    ['/ipmi', '192.0.2.7', 'power', 'db1'],
  ]);
});

it('tells of itself', async () => {
  await get(`target=${made.target}`);
  const { text } = await ask(`${server.url}/metrics`);
  expect(text).toMatch(/\nfathom_ipmi_sessions 1\n/);
  expect(text).toMatch(/\nfathom_ipmi_packets_sent_total [1-9]\d*\n/);
  expect(text).toMatch(/\nfathom_ipmi_packets_dropped_total\{reason="integrity"\} 0\n/);
});

describe('a reload', () => {
  it('brings other modules; the session is kept', async () => {
    await get(`target=${made.target}`);
    const before = made.bmc.sessions;
    configure({ ...MODULES, default: { ...login, collectors: ['bmc'] } });
    await server.reload();
    made.asked.length = 0;
    expect((await get(`target=${made.target}`)).text).toContain('ipmi_bmc_info{');
    expect([made.bmc.sessions, made.asked]).toEqual([before, ['6 1', '6 59', '6 59']]);
    made.asked.length = 0;
    await get(`target=${made.target}`);
    expect(made.asked).toEqual(['6 1']);
  });

  it('with another password ends the session', async () => {
    await get(`target=${made.target}`);
    configure({ default: { ...login, pass: 'hunter3' } });
    await server.reload();
    expect((await get(`target=${made.target}`)).text).toContain(
      'fathom_ipmi_failure{collector="bmc",reason="auth_failed"} 1',
    );
    await vi.waitFor(() => expect(made.bmc.sessions).toBe(0));
  });

  it('that is wrong changes nothing, and repeats no password', async () => {
    configure(MODULES);
    await server.reload();
    configure({ default: { ...login, pass: 'hunter4', custom_args: { ipmi: ['--bridge-sensors'] } } });
    await expect(server.reload()).rejects.toThrow('modules.default.custom_args: Fathom runs no commands');
    await expect(server.reload()).rejects.not.toThrow('hunter');
    configure(MODULES, { targets: [{ name: 'a', address: 'a:b:c:1', module: 'nobody' }] });
    await expect(server.reload()).rejects.toThrow('module nobody is not defined in ipmi.configFiles');
    expect((await get(`target=${made.target}`)).text).toContain('ipmi_up{collector="chassis"} 1');
  });
});

describe('the BMC of this machine', () => {
  it('is shown with the rest that is known of it', async () => {
    configure(MODULES);
    await server.reload();
    expect((await ask(`${server.url}/metrics`)).text).not.toContain('ipmi_up{');
    configure({ power: MODULES.power }, { local: 'default' });
    await server.reload();
    const { text } = await ask(`${server.url}/metrics`);
    expect(text).toMatch(/\nipmi_up\{collector="chassis"\} [01]\n/);
    expect(text).toMatch(/\nfathom_build_info\{/);
    expect((await ask(`${server.url}/metrics?collect[]=cpu`)).text).not.toContain('ipmi_up{');
    configure(MODULES);
    await server.reload();
  });
});

it('ends its sessions when the server stops', async () => {
  await get(`target=${made.target}`);
  expect(made.bmc.sessions).toBeGreaterThan(0);
  await server.close();
  expect(made.bmc.sessions).toBe(0);
});
