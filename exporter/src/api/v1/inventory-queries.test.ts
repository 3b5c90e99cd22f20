import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expectProblem } from '../../../../test/support/api.ts';
import { startRealApi } from '../../../../test/support/real-api.ts';
import type { Asset, AssetChange, AssetDraft } from '../../model/asset.ts';
import type { AssetFacets } from '../../model/inventory-view.ts';

const T = Date.parse('2026-11-01T00:00:00.000Z');

async function filledApi() {
  const api = await startRealApi();
  const draft = (id: string, kind: AssetDraft['kind']): AssetDraft => ({
    id,
    kind,
    name: `Name ${id}`,
    labels: { env: kind === 'vm' ? 'dev' : 'prod' },
    attributes: {},
    relations: [],
  });
  const report = (source: string, tenant: string, timeMs: number, assets: AssetDraft[]) =>
    api.store.inventory.report({ source, tenant, timeMs, assets });
  await report('system', 'blue', T, [draft('a', 'host'), draft('b', 'vm')]);
  await report('api', 'red', T + 1000, [draft('c', 'service'), draft('d', 'vm')]);
  return api;
}

describe('GET /assets', () => {
  it.each([
    ['kind=host,service', 'a,c'],
    ['kind=vm&tenant=red,blue', 'b,d'],
    ['kind=host,vm&source=api', 'd'],
    ['status=gone,stale', ''],
    ['tenant=red,red,red', 'c,d'],
    ['search=NAME&labels=env=prod&kind=host,vm', 'a'],
    ['sort=tenant&order=desc&limit=2', 'd,c'],
    ['sort=source', 'c,d,a,b'],
  ])('?%s', async (query, expected) => {
    const { items } = (await (await filledApi()).request(`/assets?${query}`)).json() as { items: Asset[] };
    expect(items.map(({ id }) => id).join(',')).toBe(expected);
  });

  it('goes on with the same filters only', async () => {
    const { request } = await filledApi();
    const { nextCursor } = (await request('/assets?kind=host,vm&limit=1')).json() as { nextCursor: string };
    const next = await request(`/assets?kind=host,vm&limit=1&cursor=${nextCursor}`);
    expect((next.json() as { items: Asset[] }).items.map(({ id }) => id)).toEqual(['b']);
    expectProblem(await request(`/assets?kind=host&limit=1&cursor=${nextCursor}`), 400, 'query.cursor');
  });

  it.each(['\u0001', '\ud83d\ude00', '\ud800', "'"])('goes on after names full of %j', async (character) => {
    const { request, store } = await startRealApi();
    const name = character.repeat(256 / character.length);
    const assets = ['a', 'b', 'c'].map((letter) => ({
      id: letter.repeat(200),
      kind: 'host' as const,
      name,
      labels: {},
      attributes: {},
      relations: [],
    }));
    await store.inventory.report({ source: 'api', tenant: 'default', timeMs: T, assets });
    const found: string[] = [];
    for (let next: string | null = ''; next !== null;) {
      const page = await request(`/assets?sort=name&limit=1${next && `&cursor=${next}`}`);
      const { items, nextCursor } = page.json() as { items: Asset[]; nextCursor: string | null };
      found.push(...items.map(({ id }) => id.charAt(0)));
      next = nextCursor;
    }
    expect(found).toEqual(['a', 'b', 'c']);
  });

  it.each([
    ['/assets?kind=host,toaster', 'query.kind'],
    ['/assets?kind=', 'query.kind'],
    ['/assets?tenant=a,,b', 'query.tenant'],
    [`/assets?source=${'x'.repeat(129)}`, 'query.source'],
    ['/assets?kind=host&kind=vm', 'query.kind'],
    ['/assets/facets?limit=1', 'query.limit'],
    ['/assets/facets?sort=id', 'query.sort'],
    ['/assets/facets?labels==', 'query.labels'],
    ['/changes?from=today', 'query.from'],
    ['/changes?field=', 'query.field'],
    ['/changes?asset=../x', 'query.asset'],
    ['/changes?sort=field', 'query.sort'],
    ['/changes?cursor=e30', 'query.cursor'],
  ])('%s is refused', async (path, fault) => {
    expectProblem(await (await filledApi()).request(path), 400, fault);
  });
});

it('whatever is searched and selected, the answer is 200 or 400', async () => {
  const { request, lines } = await filledApi();
  const text = fc.string({ unit: 'binary' });
  const query = fc.record(
    {
      search: text,
      tenant: text,
      source: text,
      labels: fc.oneof(
        text,
        text.map((value) => `env=${value}`),
      ),
    },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(query, async (parameters) => {
      const asked = new URLSearchParams(parameters).toString();
      for (const path of ['/assets', '/assets/facets', '/assets/export', '/changes'])
        expect([200, 400]).toContain((await request(`${path}?${asked}`)).status);
    }),
    { numRuns: 60 },
  );
  expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
});

describe('GET /assets/facets', () => {
  it('counts what passes the filters', async () => {
    const { request } = await filledApi();
    const facets = (await request('/assets/facets?kind=vm,host&search=name')).json() as AssetFacets;
    expect(facets).toEqual({
      total: 3,
      kinds: [
        { value: 'vm', count: 2 },
        { value: 'host', count: 1 },
        { value: 'service', count: 1 },
      ],
      statuses: [{ value: 'active', count: 3 }],
      tenants: [
        { value: 'blue', count: 2 },
        { value: 'red', count: 1 },
      ],
      sources: [
        { value: 'system', count: 2 },
        { value: 'api', count: 1 },
      ],
      labels: [
        {
          name: 'env',
          distinct: 2,
          values: [
            { value: 'dev', count: 2 },
            { value: 'prod', count: 1 },
          ],
        },
      ],
    });
  });
});

describe('GET /changes', () => {
  it.each([
    ['', 'd,c,b,a'],
    ['order=asc', 'a,b,c,d'],
    ['from=2026-11-01T00:00:01Z', 'd,c'],
    ['from=2026-11-01T00:00:00.000000001Z', 'd,c'],
    ['to=2026-11-01T00:00:01Z', 'b,a'],
    ['from=2026-11-01T01:00:00%2B01:00&to=2026-11-01T00:00:00.0001Z', 'b,a'],
    ['asset=c', 'c'],
    ['source=system&field=created', 'b,a'],
    ['field=status', ''],
  ])('?%s', async (query, expected) => {
    const answer = await (await filledApi()).request(`/changes?${query}`);
    const { items } = answer.json() as { items: AssetChange[] };
    expect(items.map(({ asset }) => asset).join(',')).toBe(expected);
  });

  it('have the name and kind of the asset', async () => {
    const answer = await (await filledApi()).request('/changes?limit=1');
    expect(answer.json()).toEqual({
      items: [
        {
          asset: 'd',
          assetName: 'Name d',
          assetKind: 'vm',
          time: '2026-11-01T00:00:01.000Z',
          field: 'created',
          before: null,
          after: { kind: 'vm', name: 'Name d' },
          source: 'api',
        },
      ],
      nextCursor: expect.any(String) as string,
    });
  });
});
