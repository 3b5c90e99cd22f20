import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CommandLine, commandLine } from '../../../test/support/command-line.ts';
import { VERSION } from '../app/version.ts';

let cwd: string;
let cli: CommandLine;
let server: Server;
let url: string;
beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'fathom-cli-'));
  cli = await commandLine(cwd);
  server = createServer((request, response) =>
    answer(request.url ?? '', request.headers.authorization, response),
  );
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
  rmSync(cwd, { recursive: true });
});

const TIME = '2026-01-01T00:00:00.000Z';
const ASSET = {
  id: 'host-web1',
  kind: 'host',
  name: 'web1',
  labels: {},
  attributes: {},
  relations: [],
  tenant: 'default',
  source: 'system',
  status: 'active',
  firstSeen: TIME,
  lastSeen: TIME,
};
const EVENT = {
  id: 'e1',
  tenant: 'default',
  asset: 'host-web1',
  time: '2026-01-01T00:00:00.000000000Z',
  lastTime: '2026-01-01T00:00:00.000000000Z',
  source: 'test',
  kind: 'process.started',
  severity: 'info',
  message: 'evil \u001b[2J started',
  attributes: {},
  fingerprint: 'f',
  count: 2,
};
const HEALTH = {
  status: 'degraded',
  version: '1.2.3',
  host: 'web1',
  startedAt: TIME,
  uptimeSeconds: 90_061,
  dataDir: '/data',
  store: { status: 'ok', problem: null },
  problems: ['scanner docker fails'],
  modules: [
    { kind: 'collector', id: 'cpu', status: 'ok', lastRun: TIME, lastError: null },
    { kind: 'collector', id: 'zfs', status: 'unsupported', lastRun: TIME, lastError: 'unsupported: no ZFS' },
    { kind: 'scanner', id: 'docker', status: 'failing', lastRun: TIME, lastError: 'unreachable: no socket' },
  ],
  events: { stored: 5, duplicates: 1, collapsed: 1, lost: 0, rejected: 0, logBytes: 2048, queued: 0 },
  assets: [
    { kind: 'host', status: 'active', count: 1 },
    { kind: 'service', status: 'gone', count: 3 },
  ],
};
const BODIES: Readonly<Record<string, unknown>> = {
  '/healthz': 'ok',
  '/api/v1/health': HEALTH,
  '/api/v1/assets': { items: [ASSET], nextCursor: null },
  '/api/v1/assets/host-web1': ASSET,
  '/api/v1/assets/host-web1/recommendation': {
    asset: 'host-web1',
    score: null,
    recommendation: null,
    recommendations: [],
  },
  '/api/v1/assets/host-web1/events': { items: [EVENT], nextCursor: null },
};

function answer(
  path: string,
  authorization: string | undefined,
  response: import('node:http').ServerResponse,
): void {
  const body = BODIES[path.split('?')[0] ?? ''];
  if (authorization === 'Bearer wrong') response.writeHead(401).end('{}');
  else if (body !== undefined) response.writeHead(200).end(JSON.stringify(body));
  else
    response
      .writeHead(404, { 'content-type': 'application/problem+json' })
      .end('{"title":"Not Found","detail":"no such asset"}');
}

const fathom: CommandLine['run'] = (args, env) => cli.run(args, env);

describe('fathom', () => {
  it.each<[string[], number, RegExp, RegExp]>([
    [['--version'], 0, new RegExp(`^${VERSION}\n$`), /^$/],
    [['--help'], 0, /Usage: fathom.*serve.*scan.*status.*watch.*healthcheck.*config/s, /^$/],
    [['scan', 'ports', '--help'], 0, /--track-connections/, /^$/],
    [[], 2, /^$/, /Usage: fathom/],
    [['serv'], 2, /^$/, /unknown command 'serv'\n\(Did you mean serve\?\)/],
    [['watch'], 2, /^$/, /missing required argument 'asset-id'/],
    [['config', 'check'], 0, /^configuration: ok \(no file, all defaults\)\n$/, /^$/],
    [
      ['config', 'check', '--web.listen-addres=:1'],
      2,
      /^$/,
      /^fathom: configuration: 1 mistake\n {2}--web\.listen-addres: unknown flag; did you mean --web\.listen-address\?\n$/,
    ],
    [['config', 'print', '--tenant=acme'], 0, /^tenant: acme # flag --tenant$/m, /^$/],
    [['serve', 'now'], 2, /^$/, /now: unknown argument/],
    [['status', '--url', 'localhost:9797'], 2, /^$/, /^fathom: --url localhost:9797: expected http:/],
    [
      ['status', '--url', 'http://127.0.0.1:9'],
      1,
      /^$/,
      /^fathom: cannot reach http:\/\/127\.0\.0\.1:9.*\nIs the server running \(fathom serve\)\? Is --url right\?\n$/,
    ],
    [['healthcheck', '--url', 'http://127.0.0.1:9'], 1, /^$/, /cannot reach/],
    [['watch', 'x', '--interval', '0'], 2, /^$/, /--interval 0: expected seconds/],
  ])('%j', async (args, code, out, err) => {
    const ended = await fathom(args);
    expect(ended).toEqual({
      code,
      out: expect.stringMatching(out) as string,
      err: expect.stringMatching(err) as string,
    });
  });

  it('shows the stack of a mistake only when asked to', async () => {
    expect((await fathom(['config', 'check', '--x.y=1', '--log.level=debug'])).err).toMatch(/\n {4}at /);
  });

  it('prints health as a summary, as tables and as JSON', async () => {
    const short = await fathom(['status', '--summary', '--url', url]);
    expect(short).toMatchObject({ code: 0, err: '' });
    expect(short.out).toContain(
      `Fathom 1.2.3 on web1: degraded (up 1d 1h, ${url})\n  ! scanner docker fails\n`,
    );
    expect(short.out).toContain(
      'Modules: 2 running, 1 failing (docker), 1 without anything to measure here\n',
    );
    expect(short.out).toMatch(/^all +1 +0 +3$/m);
    expect(short.out).not.toContain('LAST ERROR');
    expect((await fathom(['status', '--url', url])).out).toContain('unreachable: no socket');
    expect(JSON.parse((await fathom(['status', '--json', '--url', url])).out)).toEqual(HEALTH);
  });

  it('says that a token is needed, and takes it from the environment', async () => {
    const { code, err } = await fathom(['status', '--url', url, '--token', 'wrong']);
    expect({ code, err }).toEqual({
      code: 1,
      err: `fathom: ${url}/api/v1/health: 401: give its token with --token or FATHOM_API_TOKEN\n`,
    });
    expect((await fathom(['status', '--url', url], { FATHOM_API_TOKEN: 'right-token' })).code).toBe(0);
  });

  it('checks health', async () => {
    expect(await fathom(['healthcheck', '--url', url])).toEqual({ code: 0, out: 'ok\n', err: '' });
    expect((await fathom(['healthcheck', '--url', `${url}/elsewhere`])).code).toBe(1);
  });

  it('names assets like one that is not there', async () => {
    const { code, err } = await fathom(['watch', 'host-wbe1', '--url', url]);
    expect({ code, err }).toEqual({ code: 1, err: 'fathom: no asset host-wbe1; near: host-web1\n' });
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('watches an asset line by line until %s', async (signal) => {
    const { child, ended } = cli.start(['watch', 'host-web1', '--url', url, '--interval', '0.1']);
    await once(child.stdout, 'data');
    setTimeout(() => child.kill(signal), 300);
    expect(await ended).toEqual({
      code: 0,
      err: '',
      out:
        'host-web1 host active\nhost-web1 threat 0 BENIGN\n' +
        '2026-01-01T00:00:00Z info     process.started: evil \uFFFD[2J started (×2)\n\n',
    });
  });

  it(
    'scans without a server, for people and for programs, and writes asset files',
    { timeout: 60_000 },
    async () => {
      const folder = join(cwd, 'aav');
      const people = await fathom(['scan', 'system', '--assets-dir', folder]);
      expect(people).toMatchObject({ code: 0, err: '' });
      expect(people.out).toMatch(/^system: 1 found\nFACT +\S+\nid +host-/);
      expect(people.out).toMatch(/\n1 asset found\n$/);
      const [file = ''] = readdirSync(folder);
      const written = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
        id: string;
        type: string;
        metadata: object;
      };
      expect(written).toMatchObject({ type: 'host', metadata: { source: 'system', status: 'active' } });
      expect(file).toBe(`${written.id}.aav`);

      const args = [
        'scan',
        'processes',
        '--min-cpu',
        '0',
        '--min-memory-mb',
        '0',
        '--scanner.processes.exclude-system=false',
        '--json',
      ];
      const { results } = JSON.parse((await fathom(args)).out) as {
        results: { scanner: string; assets: { attributes: object }[] }[];
      };
      expect(results.map(({ scanner }) => scanner)).toEqual(['processes']);
      expect(results[0]?.assets.map(({ attributes }) => attributes)).toContainEqual(
        expect.objectContaining({ pid: process.pid }),
      );
      expect(await fathom(['scan', 'processes', '--min-cpu', 'lots'])).toMatchObject({
        code: 2,
        err: expect.stringContaining('scanners.processes.minCpuPercent = "lots": expected number') as string,
      });
    },
  );

  it('ends quietly when nobody reads on', async () => {
    const { child, ended } = cli.start(['config', 'print']);
    child.stdout.destroy();
    expect(await ended).toMatchObject({ code: 0, err: '' });
  });
});
