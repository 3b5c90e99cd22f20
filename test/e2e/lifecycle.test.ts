/** The server as a process: signals, reload, a second instance, a crash. */
import { spawnSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FathomProcess, startFathom } from '../support/fathom.ts';

describe('fathom serve', () => {
  let folder: string;
  let fathom: FathomProcess | undefined;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fathom-lifecycle-'));
  });

  afterEach(async () => {
    await fathom?.kill();
    fathom = undefined;
    await rm(folder, { recursive: true, force: true });
  });

  const start = async (args: readonly string[] = []) =>
    (fathom = await startFathom({ cwd: folder, dataDir: join(folder, 'data'), args }));

  it.each(['SIGTERM', 'SIGINT'] as const)('stops on %s within 5 s and says so', async (signal) => {
    const server = await start();
    const startedAt = Date.now();
    server.signal(signal);
    expect(await server.ended).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(5000);
    expect(server.output()).toContain('stopped');
    fathom = undefined;
  });

  it('prints what a newcomer wants to know', async () => {
    const server = await start();
    for (const path of ['/', '/metrics', '/api/docs', '/sd'])
      expect(server.output()).toContain(server.url + path);
    expect(server.output()).toMatch(/discovered\s+.*1 host/);
    expect(server.output()).toContain(server.dataDir);
  });

  it('refuses to share its data with a second instance, naming the folder', async () => {
    const first = await start();
    const failure = await startFathom({ dataDir: first.dataDir }).catch((error: unknown) => String(error));
    expect(failure).toContain(first.dataDir);
    expect(failure).toContain(String(first.pid));
  });

  it('reloads on SIGHUP and POST /-/reload without losing state, and refuses a bad configuration', async () => {
    const config = join(folder, 'fathom.yml');
    await writeFile(config, 'collectors: { loadavg: { enabled: true } }\n');
    const server = await start();
    const runsOf = async (module: string) => {
      const page = await (await fetch(`${server.url}/metrics`)).text();
      return Number(
        new RegExp(`^fathom_module_runs_total\\{kind="collector",module="${module}"\\} (\\d+)$`, 'm').exec(
          page,
        )?.[1],
      );
    };
    await runsOf('cpu');
    const before = await runsOf('cpu');

    await writeFile(config, 'collectors: { loadavg: { enabled: false } }\n');
    const reloaded = await fetch(`${server.url}/-/reload`, { method: 'POST' });
    expect([reloaded.status, await reloaded.text()]).toEqual([200, 'reloaded\n']);
    expect(await runsOf('loadavg')).toBeNaN();
    expect(await runsOf('cpu')).toBeGreaterThan(before);

    await writeFile(config, 'collectors: { lodavg: { enabled: true } }\n');
    const refused = await fetch(`${server.url}/-/reload`, { method: 'POST' });
    expect(refused.status).toBeGreaterThanOrEqual(400);
    expect(await refused.text()).toContain('loadavg');
    expect(await runsOf('cpu')).toBeGreaterThan(before);

    await writeFile(config, 'tenant: other\ncollectors: { loadavg: { enabled: true } }\n');
    server.signal('SIGHUP');
    await expect
      .poll(() => server.output(), { timeout: 5000 })
      .toContain('a change of tenant needs a restart');
    await writeFile(config, 'collectors: { loadavg: { enabled: true } }\n');
    server.signal('SIGHUP');
    await expect.poll(() => runsOf('loadavg'), { timeout: 5000 }).toBeGreaterThan(0);
  });

  it('has every acknowledged event after kill -9, and takes a second delivery without storing it', async () => {
    let server = await start();
    const event = { asset: 'srv-1', kind: 'test.event', source: 'test', severity: 'info', attributes: {} };
    const batch = (from: number) => ({
      events: Array.from({ length: 50 }, (_, i) => ({
        ...event,
        message: `event ${from + i}`,
        time: new Date().toISOString(),
        idempotencyKey: `key-${from + i}`,
      })),
    });
    const post = async (body: object) => {
      const reply = await fetch(`${server.url}/api/v1/ingest/events`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return (await reply.json()) as { results: { status: string }[] };
    };
    const statuses = ({ results }: { results: { status: string }[] }) => [
      ...new Set(results.map(({ status }) => status)),
    ];
    for (const from of [0, 50, 100]) expect(statuses(await post(batch(from)))).toEqual(['stored']);
    await server.kill();

    server = await start();
    const listed = await fetch(`${server.url}/api/v1/events?asset=srv-1&limit=1000`);
    const { items } = (await listed.json()) as { items: { message: string }[] };
    expect(new Set(items.map(({ message }) => message)).size).toBe(150);
    expect(statuses(await post(batch(100)))).toEqual(['duplicate']);
  });

  it('writes assets as files and reads them back into an empty inventory', async () => {
    const assets = join(folder, 'assets');
    const server = await start([`--assets-dir=${assets}`]);
    const body = { id: 'srv-9', kind: 'host', name: 'nine', attributes: { rack: 'R3' } };
    const created = await fetch(`${server.url}/api/v1/assets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(created.status).toBe(201);
    await server.stop();
    await rm(join(folder, 'data'), { recursive: true });

    const again = await start([`--assets-dir=${assets}`]);
    const found = await fetch(`${again.url}/api/v1/assets/srv-9`);
    expect(found.status).toBe(200);
    expect(await found.json()).toMatchObject({ name: 'nine', attributes: { rack: 'R3' } });
  });

  it('serves a page that promtool accepts, but for the names that its peers have', async () => {
    const server = await start();
    const page = await (await fetch(`${server.url}/metrics`)).text();
    const { status, stderr } = spawnSync('promtool', ['check', 'metrics'], { input: page });
    expect([0, 3], stderr.toString()).toContain(status);
    const findings = stderr
      .toString()
      .split('\n')
      .filter((line) => line !== '');
    expect(findings.filter((line) => !/^(node|namedprocess)_/.test(line))).toEqual([]);
  });
});
