import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { expectProblem, startApi, type TestApi } from '../../../../test/support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(() => api.reset());

const events = (...list: unknown[]) => api.request('/ingest/events', { json: { events: list } });

describe('POST /events', () => {
  it('stores once for each idempotency key', async () => {
    const options = {
      json: { asset: 'host-1', kind: 'host.rebooted' },
      headers: { 'Idempotency-Key': 'k-once' },
    };
    const [first, second] = [await api.request('/events', options), await api.request('/events', options)];
    expect([first.status, second.status]).toEqual([201, 200]);
    expect(second.json()).toEqual({ ...(first.json() as object), status: 'duplicate' });
    expect(api.data.events).toHaveLength(1);
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
    expectProblem(await api.request('/events', { json }), 400, path);
  });

  it.each(['', 'x'.repeat(257)])('refuses an idempotency key of %j', async (key) => {
    expectProblem(
      await api.request('/events', {
        json: { asset: 'a', message: 'x' },
        headers: { 'Idempotency-Key': key },
      }),
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
    expect(api.data.events[0]).toMatchObject({
      asset: 'srv-01',
      kind: 'metric.disk_used_pct',
      source: 'agent',
      attributes: { metric: 'disk_used_pct', value: 72.5 },
      timeNs: 1_771_509_600_000_000_000n,
    });
    expect(api.data.events[1]).toMatchObject({ kind: 'event', source: 'api', severity: 'info' });
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
    expect((await api.request('/ingest/events', options)).json()).toMatchObject({ stored: 2, duplicates: 0 });
    expect((await api.request('/ingest/events', options)).json()).toMatchObject({ stored: 0, duplicates: 2 });
  });

  it('takes ten thousand events and no more', async () => {
    const batch = (count: number) =>
      events(...Array.from({ length: count }, () => ({ asset: 'a', message: 'x' })));
    expect((await batch(10_000)).json()).toMatchObject({ stored: 10_000, rejected: 0 });
    expectProblem(await batch(10_001), 400, 'body.events');
    expect((await events()).json()).toEqual({ stored: 0, duplicates: 0, rejected: 0, results: [] });
  });

  it('refuses more than 4 MiB, compressed or not', async () => {
    const text = JSON.stringify({ events: ['x'.repeat(4 * 1024 * 1024)] });
    const headers = { 'Content-Type': 'application/json' };
    expectProblem(
      await api.request('/ingest/events', {
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
        const { status } = await api.request('/ingest/events', { json });
        expect([200, 400]).toContain(status);
      }),
      { numRuns: 60 },
    );
    expect(api.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
