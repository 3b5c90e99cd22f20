/** The server with the Redfish probe: what is asked over HTTP, whom it asks, and what becomes of sessions. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { ask } from '../../../test/support/http.ts';
import { certificateAuthority } from '../../../test/support/certificates.ts';
import { type MockService, PASSWORD, startMockService, USER } from '../../../test/support/redfish/service.ts';
import { dellTree } from '../../../test/support/redfish/trees/dell.ts';
import redfish from '../modules/probes/redfish/module.ts';
import { loadConfig } from './config/load.ts';
import { SectionReader } from './config/section-reader.ts';
import { type RunningServer, startServer } from './server.ts';

let cwd: string;
let service: MockService;
let server: RunningServer;

const configure = (file: object, section: object = {}) => {
  writeFileSync(join(cwd, 'idrac.yml'), stringify(file));
  const config = {
    roles: ['exporter'],
    log: { level: 'fatal' },
    web: { listenAddress: '127.0.0.1:0' },
    redfish: { configFiles: ['idrac.yml'], tls: { caFile: join(cwd, 'ca.crt') }, ...section },
  };
  writeFileSync(join(cwd, 'fathom.yml'), stringify(config));
};
const login = { username: USER, password: PASSWORD };
const get = (query: string) => ask(`${server.url}/redfish?${query}`);

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'fathom-redfish-server-'));
  const certificate = certificateAuthority(cwd).issue('bmc', 'bmc', 'IP:127.0.0.1');
  service = await startMockService({ tree: dellTree(), tls: certificate, delayMs: 5 });
  configure({
    hosts: { default: login, '192.0.2.7': login },
    auths: { wrong: { ...login, password: 'hunter3' } },
  });
  const reader = new SectionReader();
  server = await startServer({
    load: () => loadConfig({ modules: [redfish], argv: [], env: {}, cwd, reader }),
    modules: [redfish],
  });
});
afterAll(async () => {
  await server.close();
  await service.stop();
  rmSync(cwd, { recursive: true });
});

describe('GET /redfish', () => {
  it('shows a machine, with the end of its certificate', async () => {
    const answer = await get(`target=${service.target}`);
    expect([answer.status, answer.headers['content-type']]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    expect(answer.text).toContain('# TYPE idrac_system_machine_info untyped\n');
    expect(answer.text).toContain('\nidrac_system_power_on 1\n');
    expect(answer.text).toMatch(/\nfathom_redfish_certificate_expiry_timestamp_seconds 1\d{9}\n/);
  });

  it('asks once for those who ask at the same time', async () => {
    const before = service.requests.length;
    const answers = await Promise.all(['', '', ''].map(() => get(`target=${service.target}`)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(service.requests.slice(before).filter((each) => each.endsWith('/Thermal'))).toHaveLength(1);
  });

  it.each<[string, number, RegExp]>([
    ['', 400, /^Query parameter 'target' is mandatory\n$/],
    ['target=', 400, /^Query parameter 'target' is mandatory\n$/],
    ['target=a/b', 400, /expected host or host:port/],
    ['target=8.8.8.8', 403, /redfish\.allow does not allow 8\.8\.8\.8/],
    [
      'target=TARGET&auth=nobody',
      500,
      /^Error instantiating metrics collector for host 127\.0\.0\.1:\d+: could not find login credentials\n$/,
    ],
    [
      'target=TARGET&auth=wrong',
      500,
      /^Error instantiating metrics collector for host 127\.0\.0\.1:\d+: .*does not accept the user name and password/,
    ],
  ])('%s is answered with %d', async (query, status, text) => {
    const answer = await get(query.replace('TARGET', service.target));
    expect([answer.status, answer.text]).toEqual([status, expect.stringMatching(text)]);
    expect(answer.text).not.toMatch(/hunter/);
  });
});

it('tells Prometheus of the hosts that are configured', async () => {
  const groups = JSON.parse((await ask(`${server.url}/sd`)).text) as { labels: Record<string, string> }[];
  expect(groups.slice(1).map(({ labels }) => [labels['__metrics_path__'], labels['__param_target']])).toEqual(
    [['/redfish', '192.0.2.7']],
  );
});

describe('a reload', () => {
  it('brings another default target, groups and prefix; the login is kept', async () => {
    await get(`target=${service.target}`);
    const { made } = service.sessions;
    configure({
      hosts: { default: login },
      default_target: service.target,
      metrics_prefix: 'bmc',
      metrics: { memory: true },
    });
    await server.reload();
    const answer = await get('');
    expect(answer.text).toContain('bmc_memory_module_health{id="DIMM.Socket.A1",status="OK"} 0');
    expect(answer.text).not.toContain('_sensors_');
    expect(service.sessions.made).toBe(made);
  });

  it('that is wrong changes nothing, and repeats no password', async () => {
    configure({ hosts: { default: { ...login, pasword: 'hunter4' } } });
    await expect(server.reload()).rejects.toThrow('hosts.default.pasword: unknown key');
    await expect(server.reload()).rejects.not.toThrow('hunter4');
    expect((await get('')).status).toBe(200);
  });
});

it('ends its sessions when the server stops', async () => {
  await get(`target=${service.target}`);
  expect(service.sessions.open).toBeGreaterThan(0);
  await server.close();
  expect(service.sessions.open).toBe(0);
});
