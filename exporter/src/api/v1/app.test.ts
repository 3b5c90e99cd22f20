import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectProblem, startApi, type TestApi } from '../../../../test/support/api.ts';
import type { Ask } from '../../../../test/support/http.ts';
import type { Asset } from '../../model/asset.ts';
import { ModuleError } from '../../model/errors.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(() => api.reset());

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
        'store',
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
    const answer = await api.request(path);
    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
    expect(Object.keys(answer.json() as object)).toEqual(keys);
    expect(answer.headers['x-powered-by']).toBeUndefined();
    expect(answer.headers['x-content-type-options']).toBe('nosniff');
  });

  it('in gzip what is long, for who takes it', async () => {
    const assets = Array.from({ length: 20 }, (_, n) => ({
      id: `host-${n + 10}`,
      kind: 'host',
      name: `long-name-${n}`,
    }));
    await api.request('/ingest/assets', { json: { assets } });
    const plain = await api.request('/assets');
    const zipped = await api.request('/assets', { headers: { 'Accept-Encoding': 'gzip' } });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect([zipped.headers['content-encoding'], zipped.headers.vary]).toEqual(['gzip', 'Accept-Encoding']);
    expect(zipped.bytes.length).toBeLessThan(plain.bytes.length / 2);
    expect(JSON.parse(gunzipSync(zipped.bytes).toString())).toEqual(plain.json());
  });

  it('as it is what is short', async () => {
    const answer = await api.request('/scores', { headers: { 'Accept-Encoding': 'gzip' } });
    expect([answer.status, answer.headers['content-encoding']]).toEqual([200, undefined]);
    expect(answer.json()).toHaveProperty('items');
  });

  it('HEAD as GET', async () => expect((await api.request('/assets', { method: 'HEAD' })).status).toBe(200));
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
    ['/assets?labels=env=prod,env=dev', 400, 'query.labels'],
    [
      `/assets/facets?labels=${Array.from({ length: 21 }, (_, i) => `l${i}=`).join(',')}`,
      400,
      'query.labels',
    ],
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
    expectProblem(await api.request(path), status, ...[fault, other].filter((each) => each !== undefined));
  });

  it.each([
    ['DELETE', '/assets', 'GET, HEAD, POST'],
    ['PUT', '/assets/host-1', 'GET, HEAD'],
    ['GET', '/ingest/events', 'POST'],
    ['OPTIONS', '/alertmanager', 'POST'],
    ['POST', '/health', 'GET, HEAD'],
  ])('%s %s → 405', async (method, path, allow) => {
    const answer = await api.request(path, { method });
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
    expectProblem(await api.request('/assets', options), status, ...paths);
    expect(api.data.assets).toHaveLength(2);
  });

  it('answers 200, 400 or 404 to whatever query and path come', async () => {
    await fc.assert(
      fc.asyncProperty(fc.webQueryParameters(), fc.webSegment(), async (query, segment) => {
        for (const path of [`/assets?${query}`, `/assets/${segment}`, `/scores?cursor=${segment}`]) {
          expect([200, 400, 404]).toContain((await api.request(path)).status);
        }
      }),
      { numRuns: 60 },
    );
    expect(api.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('tells nothing of an internal error', async () => {
    api.failWith(new Error('password=hunter2'));
    const answer = await api.request('/events', { json: { asset: 'host-1', message: 'x' } });
    expectProblem(answer, 500);
    expect(answer.text).not.toContain('hunter2');
    expect(api.lines.filter(({ level }) => level === 'error')).toHaveLength(1);
  });

  it('asks to come back when the queue is full', async () => {
    api.failWith(new ModuleError('limit_exceeded', 'queue'));
    for (const path of ['/events', '/ingest/events']) {
      const event = { asset: 'host-1', message: 'x' };
      const answer = await api.request(path, { json: path === '/events' ? event : { events: [event] } });
      expectProblem(answer, 503);
      expect(answer.headers['retry-after']).toBe('1');
    }
  });

  it('does not let another site change anything', async () => {
    const headers = { 'Sec-Fetch-Site': 'cross-site' };
    expectProblem(await api.request('/assets', { json: {}, headers }), 403);
    expect((await api.request('/assets', { headers })).status).toBe(200);
  });
});

describe('POST /assets', () => {
  const draft = { id: 'srv-01', kind: 'host', name: 'srv-01', labels: { env: 'prod' } };

  it('adds, then updates', async () => {
    const added = await api.request('/assets', { json: draft });
    expect([added.status, added.json()]).toEqual([
      201,
      expect.objectContaining({ ...draft, source: 'api', tenant: 'default', status: 'active' }),
    ]);
    expect((await api.request('/assets', { json: { ...draft, name: 'renamed' } })).status).toBe(200);
    expect((await api.request('/assets/srv-01')).json()).toMatchObject({ name: 'renamed' });
  });

  it('takes gzip and a tenant', async () => {
    const headers = { 'Content-Type': 'application/json', 'Content-Encoding': 'gzip' };
    const answer = await api.request('/assets', {
      headers,
      body: gzipSync(JSON.stringify({ ...draft, tenant: 'blue' })),
    });
    expect([answer.status, (answer.json() as Asset).tenant]).toEqual([201, 'blue']);
  });
});
