/** The server with the SNMP probe: what is asked over HTTP, whom it asks, and what a reload changes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { ask } from '../../../test/support/http.ts';
import { type SnmpAgent, startSnmpAgent } from '../../../test/support/snmp-agent/start.ts';
import snmp from '../modules/probes/snmp/module.ts';
import { loadConfig } from './config/load.ts';
import { SectionReader } from './config/section-reader.ts';
import { type RunningServer, startServer } from './server.ts';

const SECRET = 'hunter2';
const uptimeAs = (name: string) =>
  `auths:\n  mine: { community: ${SECRET} }\nmodules:\n  up:\n    get: [1.3.6.1.2.1.1.3.0]\n    timeout: 300ms\n    retries: 0\n` +
  `    metrics:\n    - { name: ${name}, oid: 1.3.6.1.2.1.1.3, type: gauge, help: Up. }\n`;

let cwd: string;
let agent: SnmpAgent;
let server: RunningServer;

const write = (file: string, text: string) => writeFileSync(join(cwd, file), text);
const configure = (section: object) =>
  write(
    'fathom.yml',
    stringify({
      roles: ['exporter'],
      log: { level: 'error' },
      web: { listenAddress: '127.0.0.1:0' },
      snmp: { configFiles: ['snmp.yml'], ...section },
    }),
  );
const get = (query: string) => ask(`${server.url}/snmp?${query}`);
const up = (more = '') => get(`target=${agent.target}&module=up&auth=mine${more}`);

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'fathom-snmp-server-'));
  agent = await startSnmpAgent({ interfaces: 2, community: SECRET, delayMs: 100 });
  write('snmp.yml', uptimeAs('first'));
  configure({});
  const reader = new SectionReader();
  const load = () => loadConfig({ modules: [snmp], argv: [], env: {}, cwd, reader });
  server = await startServer({ modules: [snmp], load });
});
afterAll(async () => {
  await server.close();
  await agent.stop();
  rmSync(cwd, { recursive: true });
});

it('tells nothing of itself before it is asked', async () => {
  const { text } = await ask(`${server.url}/metrics`);
  for (const name of ['snmp_packets_total', 'snmp_exporter_build_info']) expect(text).not.toContain(name);
});

describe('a device', () => {
  it('is asked', async () => {
    const answer = await up();
    expect([answer.status, answer.headers['content-type']]).toEqual([
      200,
      'text/plain; version=0.0.4; charset=utf-8',
    ]);
    expect(answer.text).toMatch(/^# HELP first Up\.\n# TYPE first gauge\nfirst \d+\n/);
    expect(answer.text).toMatch(/^snmp_scrape_packets_sent\{module="up"\} 1$/m);
  });

  it('is asked once by all who ask the same at the same time', async () => {
    const before = (await agent.seen()).requests;
    const answers = await Promise.all(Array.from({ length: 20 }, () => up()));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    expect((await agent.seen()).requests).toBe(before + 1);
  });

  it.each([
    ['', 400, "'target' parameter must be specified once\n"],
    ['target=127.0.0.1&module=none', 400, "Unknown module 'none'\n"],
    ['target=192.0.2.1&module=up&auth=mine', 403, 'snmp.allow does not allow 192.0.2.1'],
    ['target=169.254.169.254', 403, 'snmp.allow does not allow 169.254.169.254'],
    ['target=[::ffff:169.254.169.254]', 403, 'snmp.allow does not allow'],
    ['target=tcp://8.8.8.8:80', 403, 'snmp.allow does not allow 8.8.8.8'],
  ])('%s → %d', async (query, status, text) => {
    const answer = await get(query);
    expect([answer.status, answer.text.includes(text)]).toEqual([status, true]);
  });

  it('that does not answer is a 500 with the words of snmp_exporter, and no failure of Fathom', async () => {
    const answer = await get(`target=${agent.target}&module=up&auth=public_v2`);
    expect(answer.status).toBe(500);
    expect(answer.text).toMatch(
      /^An error has occurred while serving metrics:\n\nerror collecting metric Desc\{fqName: "snmp_error"/,
    );
    const { text } = await ask(`${server.url}/metrics`);
    expect(text).toMatch(/^fathom_module_errors_total\{code="timeout",kind="probe",module="snmp"\} 1$/m);
    expect(text).toMatch(/^fathom_module_success\{kind="probe",module="snmp"\} 1$/m);
    expect(text).toMatch(/^snmp_request_errors_total 2$/m);
    expect(text).toMatch(/^snmp_exporter_build_info\{branch="fathom",.*,version="0\.30\.1"\} 1$/m);
    expect(text).toMatch(/^snmp_collection_duration_seconds_count\{module="up"\} \d+$/m);
  });
});

it('/config shows what is loaded and no secret', async () => {
  const { status, text } = await ask(`${server.url}/config`);
  expect([status, text.includes('community: <secret>'), text.includes(SECRET)]).toEqual([200, true, false]);
  expect(text).toContain('name: first');
});

describe('a reload', () => {
  it('takes a file that has changed, and keeps count', async () => {
    const before = /^snmp_packets_total (\d+)$/m.exec((await ask(`${server.url}/metrics`)).text)?.[1];
    write('snmp.yml', uptimeAs('second'));
    await server.reload();
    expect((await up()).text).toContain('\nsecond ');
    const after = /^snmp_packets_total (\d+)$/m.exec((await ask(`${server.url}/metrics`)).text)?.[1];
    expect(Number(after)).toBe(Number(before) + 1);
  });

  it('of a bad file changes nothing and names it', async () => {
    write('snmp.yml', 'modules:\n  up: { wolk: [1.3] }\n');
    await expect(server.reload()).rejects.toThrow(/wolk[^]*snmp\.yml:2/);
    const logged = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    expect((await ask(`${server.url}/-/reload`, { method: 'POST' })).status).toBe(400);
    const lines = logged.mock.calls.map(([line]) => String(line));
    logged.mockRestore();
    expect(lines.filter((line) => /configuration not reloaded.*wolk/.test(line))).toHaveLength(1);
    expect((await up()).text).toContain('\nsecond ');
    write('snmp.yml', uptimeAs('second'));
  });

  it('changes who may be asked', async () => {
    configure({ allow: ['10.0.0.0/8'] });
    await server.reload();
    expect((await up()).status).toBe(403);
    configure({
      allow: ['10.0.0.0/8'],
      targets: [{ name: 'switch', address: agent.target, auth: 'mine', modules: ['up'] }],
    });
    await server.reload();
    expect((await up()).status).toBe(200);
  });

  it('needs a restart for another source address', async () => {
    configure({ sourceAddress: '127.0.0.1' });
    await expect(server.reload()).rejects.toThrow('a change of snmp.sourceAddress needs a restart');
  });
});
