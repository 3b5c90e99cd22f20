import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Answer, type Ask, ask } from '../../../../test/support/http.ts';
import { recordingLog } from '../../../../test/support/log.ts';
import { type FakeData, fakeServices } from '../../../../test/support/services.ts';
import type { Asset } from '../../model/asset.ts';
import { ModuleError } from '../../model/errors.ts';
import type { ThreatScore } from '../../model/score.ts';
import type { EventStore } from '../../store/store.ts';
import { type HttpHandle, startHttpServer } from '../server.ts';
import type { AlertmanagerPayload } from './alertmanager-payload.ts';

const NOW = '2026-11-21T03:00:00.000Z';
const asset = (id: string): Asset => ({
  id,
  kind: 'host',
  name: id,
  labels: {},
  attributes: {},
  relations: [],
  tenant: 'default',
  source: 'system',
  status: 'active',
  firstSeen: NOW,
  lastSeen: NOW,
});
const score = (entity: string, value: number): ThreatScore => ({
  entity,
  score: value,
  confidence: 0.5,
  level: value > 60 ? 'HIGH' : 'LOW',
  contributors: [],
  evidence: [],
  correlatedEvents: [],
  primaryEvent: null,
  time: NOW,
});

const data: FakeData = { assets: [], events: [], incidents: [], recommendations: [], scores: [] };
const services = fakeServices({}, data);
const { log, lines } = recordingLog();
const payloads: AlertmanagerPayload[] = [];
let server: HttpHandle;
let appendFault: Error | null = null;

beforeAll(async () => {
  const events: EventStore = {
    ...services.store.events,
    append: (drafts) => (appendFault ? Promise.reject(appendFault) : services.store.events.append(drafts)),
    list: (query) =>
      query.cursor === 'bad'
        ? Promise.reject(new ModuleError('malformed_reply', 'cursor'))
        : services.store.events.list(query),
  };
  const handleAlertmanager = async (payload: AlertmanagerPayload) => {
    payloads.push(payload);
    return [];
  };
  const all = { ...services, store: { ...services.store, events }, handleAlertmanager };
  server = await startHttpServer({ listenAddress: '127.0.0.1:0', services: all, log });
});
afterAll(() => server.close());
beforeEach(() => {
  for (const list of Object.values(data) as unknown[][]) list.length = 0;
  data.assets.push(asset('host-1'), asset('host-2'));
  appendFault = null;
  payloads.length = 0;
  lines.length = 0;
});

const api = (path: string, options?: Ask) => ask(`${server.url}/api/v1${path}`, options);
const events = (...list: unknown[]) => api('/ingest/events', { json: { events: list } });

function expectProblem(answer: Answer, status: number, ...paths: string[]) {
  expect(answer.headers['content-type']).toBe('application/problem+json; charset=utf-8');
  const problem = answer.json() as {
    status: number;
    title: string;
    type: string;
    detail: string;
    errors?: { path: string }[];
  };
  expect([answer.status, problem.status, problem.type]).toEqual([status, status, 'about:blank']);
  expect(problem.detail).not.toMatch(/node_modules|\.ts:|at \w+ \(/);
  if (paths.length > 0) expect(problem.errors?.map(({ path }) => path)).toEqual(paths);
  return problem;
}

describe('answers', () => {
  it.each([
    [
      '/health',
      [
        'status',
        'version',
        'host',
        'startedAt',
        'uptimeSeconds',
        'dataDir',
        'problems',
        'modules',
        'events',
        'assets',
      ],
    ],
    ['/assets', ['items', 'nextCursor']],
    [
      '/assets?kind=host&status=active&sort=lastSeen&order=desc&limit=1&labels=env=prod,team=',
      ['items', 'nextCursor'],
    ],
    ['/assets/host-1/events', ['items', 'nextCursor']],
    ['/assets/host-1/history?limit=5', ['items', 'nextCursor']],
    ['/assets/host-1/recommendation', ['asset', 'score', 'recommendation', 'recommendations']],
    [
      '/events?asset=host-1&from=2026-02-19T14:00:00Z&to=2026-02-19T15:00:00%2B01:00',
      ['items', 'nextCursor'],
    ],
    ['/scores', ['items', 'nextCursor']],
    ['/recommendations?state=open', ['items', 'nextCursor']],
    ['/incidents?status=open', ['items', 'nextCursor']],
  ])('GET %s', async (path, keys) => {
    const answer = await api(path);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(Object.keys(answer.json() as object)).toEqual(keys);
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('HEAD as GET', async () => expect((await api('/assets', { method: 'HEAD' })).status).toBe(200));
});

describe('problems', () => {
  it.each([
    ['/nothing', 404],
    ['', 404],
    ['/assets/host-9', 404],
    ['/assets/host-9/events', 404],
    ['/assets/host-9/recommendation', 404],
    ['/assets/host-9/history', 404],
    ['/scores/host-9', 404],
    ['/incidents/9', 404],
    ['/assets/%2e%2e%2fetc', 400, 'path.id'],
    ['/assets/%ff', 400],
    ['/assets?limit=0', 400, 'query.limit'],
    ['/assets?limit=1001', 400, 'query.limit'],
    ['/assets?limit=', 400, 'query.limit'],
    ['/assets?limit=5&limit=6', 400, 'query.limit'],
    ['/assets?colour=red&size=1', 400, 'query.colour', 'query.size'],
    ['/assets?__proto__=1', 400, 'query.__proto__'],
    ['/assets?sort=size', 400, 'query.sort'],
    ['/assets?order=up', 400, 'query.order'],
    ['/assets?kind=toaster', 400, 'query.kind'],
    ['/assets?labels=x', 400, 'query.labels'],
    ['/assets?cursor=', 400, 'query.cursor'],
    ['/assets/host-1/history?asset=host-2', 400, 'query.asset'],
    ['/assets/host-1/events?asset=host-2', 400, 'query.asset'],
    ['/events?from=yesterday', 400, 'query.from'],
    ['/events?from=2300-01-01T00:00:00Z', 400, 'query.from'],
    ['/events?cursor=bad', 400, 'query.cursor'],
    ['/scores?cursor=bad', 400, 'query.cursor'],
    ['/scores?minScore=101', 400, 'query.minScore'],
    ['/health?verbose=1', 400, 'query.verbose'],
  ])('GET %s → %d', async (path, status, fault?: string, other?: string) => {
    expectProblem(await api(path), status, ...[fault, other].filter((each) => each !== undefined));
  });

  it.each([
    ['DELETE', '/assets', 'GET, HEAD, POST'],
    ['PUT', '/assets/host-1', 'GET, HEAD'],
    ['GET', '/ingest/events', 'POST'],
    ['OPTIONS', '/alertmanager', 'POST'],
    ['POST', '/health', 'GET, HEAD'],
  ])('%s %s → 405', async (method, path, allow) => {
    const answer = await api(path, { method });
    expectProblem(answer, 405);
    expect(answer.headers.allow).toBe(allow);
  });

  it.each([
    ['malformed', { body: '{"a":', headers: { 'Content-Type': 'application/json' } }, 400, ['body']],
    [
      'no JSON by its type',
      { body: 'a=1', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } },
      415,
      [],
    ],
    ['without a type', { body: '{}' }, 415, []],
    [
      'in an unknown encoding',
      { body: '{}', headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'zip' } },
      415,
      [],
    ],
    [
      'in an unknown charset',
      { body: '{}', headers: { 'Content-Type': 'application/json; charset=ebcdic' } },
      415,
      [],
    ],
    [
      'broken gzip',
      { body: 'xx', headers: { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' } },
      400,
      [],
    ],
    ['too large', { json: { id: 'x'.repeat(1024 * 1024) } }, 413, []],
    ['a list', { json: [] }, 400, ['body']],
    ['null', { json: null }, 400, ['body']],
    [
      'with an unknown field',
      { json: { id: 'a', kind: 'host', name: 'a', colour: 'red' } },
      400,
      ['body.colour'],
    ],
    [
      'with faults',
      { json: { id: '../a', kind: 'toaster', name: '' } },
      400,
      ['body.id', 'body.kind', 'body.name'],
    ],
    [
      'nested',
      {
        body: `{"id":"a","kind":"host","name":"a","attributes":{"a":${'['.repeat(1e5)}${']'.repeat(1e5)}}}`,
        headers: { 'Content-Type': 'application/json' },
      },
      400,
      ['body'],
    ],
  ] as [string, Ask, number, string[]][])('a body %s', async (_name, options, status, paths) => {
    expectProblem(await api('/assets', options), status, ...paths);
    expect(data.assets).toHaveLength(2);
  });

  it('tells nothing of an internal error', async () => {
    appendFault = new Error('password=hunter2');
    const answer = await api('/events', { json: { asset: 'host-1', message: 'x' } });
    expectProblem(answer, 500);
    expect(answer.text).not.toContain('hunter2');
    expect(lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('asks to come back when the queue is full', async () => {
    appendFault = new ModuleError('limit_exceeded', 'queue');
    for (const path of ['/events', '/ingest/events']) {
      const event = { asset: 'host-1', message: 'x' };
      const answer = await api(path, { json: path === '/events' ? event : { events: [event] } });
      expectProblem(answer, 503);
      expect(answer.headers['retry-after']).toBe('1');
    }
  });

  it('does not let another site change anything', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site' };
    expectProblem(await api('/assets', { json: {}, headers }), 403);
    expect((await api('/assets', { headers })).status).toBe(200);
  });
});

describe('POST /assets', () => {
  const draft = { id: 'srv-01', kind: 'host', name: 'srv-01', labels: { env: 'prod' } };

  it('adds, then updates', async () => {
    const added = await api('/assets', { json: draft });
    expect([added.status, added.json()]).toEqual([
      201,
      expect.objectContaining({ ...draft, source: 'api', tenant: 'default', status: 'active' }),
    ]);
    expect((await api('/assets', { json: { ...draft, name: 'renamed' } })).status).toBe(200);
    expect((await api('/assets/srv-01')).json()).toMatchObject({ name: 'renamed' });
  });

  it('takes gzip and a tenant', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    const answer = await api('/assets', {
      headers,
      body: gzipSync(JSON.stringify({ ...draft, tenant: 'blue' })),
    });
    expect([answer.status, (answer.json() as Asset).tenant]).toEqual([201, 'blue']);
  });
});

describe('POST /events', () => {
  it('stores once for each idempotency key', async () => {
    const options = {
      json: { asset: 'host-1', kind: 'host.rebooted' },
      headers: { 'Idempotency-Key': 'k-once' },
    };
    const [first, second] = [await api('/events', options), await api('/events', options)];
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.json()).toEqual({ ...(first.json() as object), status: 'duplicate' });
    expect(data.events).toHaveLength(1);
  });

  it.each([
    [{ message: 'x' }, 'body.asset'],
    [{ asset: 'a', asset_id: 'a', message: 'x' }, 'body.asset_id'],
    [{ asset: 'a' }, 'body.message'],
    [{ asset: 'a', metric: 'm' }, 'body.metric'],
    [{ asset: 'a', message: 'x', time: '2026-02-19T14:00:00' }, 'body.time'],
    [{ asset: 'a', message: 'x', severity: 'loud' }, 'body.severity'],
    [{ asset: 'a', message: 'x', attributes: { big: 'x'.repeat(70_000) } }, 'body.attributes'],
    [{ asset: 'a', message: 'x', attributes: [] }, 'body.attributes'],
    [{ asset: 'a', message: 'x', extra: 1 }, 'body.extra'],
  ])('refuses %j', async (json, path) => {
    expectProblem(await api('/events', { json }), 400, path);
  });

  it.each(['', 'x'.repeat(257)])('refuses an idempotency key of %j', async (key) => {
    expectProblem(
      await api('/events', { json: { asset: 'a', message: 'x' }, headers: { 'Idempotency-Key': key } }),
      400,
    );
  });
});

describe('POST /ingest/events', () => {
  it("takes InfraMind's fields and reports on each event", async () => {
    const answer = await events(
      {
        asset_id: 'srv-01',
        source: 'agent',
        message: 'root fs usage',
        metric: 'disk_used_pct',
        value: 72.5,
        severity: 'info',
        timestamp: '2026-02-19T14:00:00Z',
      },
      { asset: 'srv-01' },
      'nonsense',
      { asset: 'srv-01', message: 'plain', idempotencyKey: 'k1' },
      { asset: 'srv-01', message: 'plain', idempotencyKey: 'k1' },
    );
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({
      stored: 2,
      duplicates: 1,
      rejected: 2,
      results: [
        { index: 0, status: 'stored', id: 'e1' },
        {
          index: 1,
          status: 'rejected',
          error: 'events.1.message: one of message, kind and metric is required',
        },
        { index: 2, status: 'rejected', error: expect.stringContaining('events.2: ') as string },
        { index: 3, status: 'stored', id: 'e2' },
        { index: 4, status: 'duplicate', id: 'e2' },
      ],
    });
    expect(data.events[0]).toMatchObject({
      asset: 'srv-01',
      kind: 'metric.disk_used_pct',
      source: 'agent',
      attributes: { metric: 'disk_used_pct', value: 72.5 },
      timeNs: 1_771_509_600_000_000_000n,
    });
    expect(data.events[1]).toMatchObject({ kind: 'event', source: 'api', severity: 'info' });
  });

  it('gives each event of a batch its own key', async () => {
    const options = {
      json: {
        events: [
          { asset: 'a', message: 'x' },
          { asset: 'a', message: 'x' },
        ],
      },
      headers: { 'Idempotency-Key': 'batch' },
    };
    expect((await api('/ingest/events', options)).json()).toMatchObject({ stored: 2, duplicates: 0 });
    expect((await api('/ingest/events', options)).json()).toMatchObject({ stored: 0, duplicates: 2 });
  });

  it('takes ten thousand events and no more', async () => {
    const batch = (count: number) =>
      events(...Array.from({ length: count }, () => ({ asset: 'a', message: 'x' })));
    expect((await batch(10_000)).json()).toMatchObject({ stored: 10_000, rejected: 0 });
    expectProblem(await batch(10_001), 400, 'body.events');
    expect((await events()).json()).toEqual({ stored: 0, duplicates: 0, rejected: 0, results: [] });
  });

  it('refuses more than 10 MiB, compressed or not', async () => {
    const text = JSON.stringify({ events: ['x'.repeat(10 * 1024 * 1024)] });
    const headers = { 'Content-Type': 'application/json' };
    expectProblem(
      await api('/ingest/events', {
        headers: { ...headers, 'Content-Encoding': 'gzip' },
        body: gzipSync(text),
      }),
      413,
    );
  });

  it('answers 200 or 400 to whatever JSON comes', async () => {
    const value = fc.oneof(
      fc.jsonValue(),
      fc.record({
        events: fc.array(
          fc.oneof(
            fc.jsonValue(),
            fc.record({ asset: fc.string(), message: fc.string(), value: fc.double() }),
          ),
        ),
      }),
    );
    await fc.assert(
      fc.asyncProperty(value, async (json) => {
        const { status } = await api('/ingest/events', { json });
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 60 },
    );
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('answers 200, 400 or 404 to whatever query and path come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.webQueryParameters(), fc.webSegment(), async (query, segment) => {
        for (const path of [`/assets?${query}`, `/assets/${segment}`, `/scores?cursor=${segment}`]) {
          expect([200, 400, 404]).toContain((await api(path)).status);
        }
      }),
      { numRuns: 60 },
    );
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('GET /scores', () => {
  it('filters, sorts and pages without gap or repeat', async () => {
    data.scores.push(score('e', 90), score('a', 70), score('b', 70), score('c', 30), score('d', 10));
    const seen: string[] = [];
    let cursor = '';
    do {
      const answer = await api(
        `/scores?sort=score&order=asc&minScore=20&limit=2${cursor && `&cursor=${cursor}`}`,
      );
      const page = answer.json() as { items: ThreatScore[]; nextCursor: string | null };
      seen.push(...page.items.map(({ entity }) => entity));
      cursor = page.nextCursor ?? '';
    } while (cursor);
    expect(seen).toEqual(['c', 'a', 'b', 'e']);
    expect((await api('/scores?level=HIGH&sort=entity&order=desc')).json()).toMatchObject({
      items: [{ entity: 'e' }, { entity: 'b' }, { entity: 'a' }],
    });
    expect((await api('/scores/a')).json()).toMatchObject({ entity: 'a', score: 70 });
  });

  it('refuses the cursor of another query', async () => {
    data.scores.push(score('a', 70), score('b', 60));
    const { nextCursor } = (await api('/scores?limit=1')).json() as { nextCursor: string };
    expectProblem(await api(`/scores?limit=1&order=asc&cursor=${nextCursor}`), 400, 'query.cursor');
  });
});

describe('POST /alertmanager', () => {
  const alert = {
    status: 'firing',
    labels: { alertname: 'A' },
    startsAt: '2026-11-21T03:00:00.123456789Z',
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint: 'f1',
  };

  it("takes Alertmanager's webhook, with fields it may add later", async () => {
    const payload = {
      version: '4',
      groupKey: '{}:{}',
      status: 'firing',
      receiver: 'fathom',
      alerts: [{ ...alert, new: 1 }],
      notificationReason: 'x',
    };
    const answer = await api('/alertmanager', { json: payload });
    expect([answer.status, answer.json()]).toEqual([200, { incidents: [] }]);
    expect(payloads[0]?.alerts).toEqual([{ ...alert, annotations: {}, generatorURL: '' }]);
  });

  it.each([
    [{ version: '3', status: 'firing', alerts: [] }, 'body.version'],
    [{ version: '4', status: 'firing', alerts: [{ ...alert, status: 'maybe' }] }, 'body.alerts.0.status'],
    [{ version: '4', status: 'firing', alerts: [{ ...alert, startsAt: 'now' }] }, 'body.alerts.0.startsAt'],
    [{ version: '4', status: 'firing' }, 'body.alerts'],
  ])('refuses %j', async (json, path) => {
    expectProblem(await api('/alertmanager', { json }), 400, path);
    expect(payloads).toEqual([]);
  });
});
