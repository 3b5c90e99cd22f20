import { describe, expect, it } from 'vitest';
import { openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import type { AssetDraft, Relation } from '../../model/asset.ts';
import type { RelationQuery, Store } from '../store.ts';

const T = Date.parse('2026-11-01T00:00:00.000Z');
const ALL: RelationQuery = { sort: 'id', order: 'asc', limit: 1000 };

const draft = (id: string, relations: Relation[] = [], fields: Partial<AssetDraft> = {}): AssetDraft => ({
  id,
  kind: 'service',
  name: `name of ${id}`,
  labels: {},
  attributes: {},
  relations,
  ...fields,
});
const on = (target: string): Relation => ({ type: 'runs-on', target });

const report = (store: Store, assets: AssetDraft[], timeMs = T) =>
  store.inventory.report({ source: 'api', tenant: 'default', timeMs, assets });

async function storeWith(...assets: AssetDraft[]): Promise<Store> {
  const store = await openTestStore(await temporaryFolder());
  await report(store, assets);
  return store;
}

const shortOf = async (store: Store, id: string, query: Partial<RelationQuery> = {}) =>
  (await store.graph.relations(id, { ...ALL, ...query })).items.map(
    ({ direction, type, id: other }) => `${direction} ${type} ${other}`,
  );

describe('relations', () => {
  it('are found from either end, with what is known of the other', async () => {
    const store = await storeWith(
      draft('web', [on('host'), { type: 'depends-on', target: 'unheard-of' }], { attributes: { port: 80 } }),
      draft('host', [], { kind: 'host' }),
    );
    const { items } = await store.graph.relations('web', ALL);
    expect(items).toEqual([
      {
        direction: 'out',
        type: 'runs-on',
        id: 'host',
        asset: { id: 'host', kind: 'host', name: 'name of host', status: 'active', attributes: {} },
      },
      { direction: 'out', type: 'depends-on', id: 'unheard-of', asset: null },
    ]);
    expect((await store.graph.relations('host', ALL)).items).toEqual([
      {
        direction: 'in',
        type: 'runs-on',
        id: 'web',
        asset: {
          id: 'web',
          kind: 'service',
          name: 'name of web',
          status: 'active',
          attributes: { port: 80 },
        },
      },
    ]);
    expect(await shortOf(store, 'unheard-of')).toEqual(['in depends-on web']);
  });

  it('follow what is reported', async () => {
    const store = await storeWith(draft('a', [on('b'), on('b'), on('c')]), draft('b'));
    expect(await shortOf(store, 'a')).toEqual(['out runs-on b', 'out runs-on c']);
    await report(store, [draft('a', [on('c')], { attributes: { x: 1 } })], T + 1);
    expect([await shortOf(store, 'a'), await shortOf(store, 'b')]).toEqual([['out runs-on c'], []]);
    await report(store, [draft('a', [on('c')], { attributes: { x: 2 } })], T + 2);
    expect(await shortOf(store, 'c')).toEqual(['in runs-on a']);
    await report(store, [draft('a')], T + 3);
    expect(await shortOf(store, 'c')).toEqual([]);
  });

  it('end with the asset that has them, not with the one they point at', async () => {
    const store = await storeWith(draft('a', [on('b')]));
    await report(store, [draft('b', [{ type: 'part-of', target: 'a' }])], T + 10_000);
    await store.inventory.age(T + 1, 0);
    await store.inventory.age(0, T + 1);
    expect(await store.inventory.get('a')).toBeNull();
    expect(await shortOf(store, 'b')).toEqual(['out part-of a']);
    expect((await store.graph.relations('b', ALL)).items[0]?.asset).toBeNull();
  });

  it('come back with assets that are restored', async () => {
    const store = await storeWith(draft('a', [on('b')]));
    const asset = await store.inventory.get('a');
    const other = await storeWith();
    await other.inventory.restore(asset === null ? [] : [asset]);
    expect(await shortOf(other, 'b')).toEqual(['in runs-on a']);
  });

  it.each<[string, Partial<RelationQuery>, string[]]>([
    ['by direction', { direction: 'in' }, ['in depends-on c', 'in runs-on d']],
    ['by type', { type: ['runs-on', 'part-of'] }, ['out runs-on b', 'in runs-on d']],
    ['by kind', { kind: ['host'] }, ['out runs-on b']],
    [
      'sorted',
      { sort: 'name', order: 'desc' },
      ['in runs-on d', 'in depends-on c', 'out runs-on b', 'out depends-on nowhere'],
    ],
  ])('%s', async (_, query, expected) => {
    const store = await storeWith(
      draft('a', [on('b'), { type: 'depends-on', target: 'nowhere' }]),
      draft('b', [], { kind: 'host' }),
      draft('c', [{ type: 'depends-on', target: 'a' }]),
      draft('d', [on('a')]),
    );
    expect(await shortOf(store, 'a', query)).toEqual(expected);
  });

  it.each(['id', 'name', 'kind', 'status'] as const)('page by %s without gap or repeat', async (sort) => {
    const others = Array.from({ length: 9 }, (_, i) => draft(`s${i}`, [on('hub')], { name: `n${i % 3}` }));
    const outgoing = others.slice(0, 4).map(({ id }) => on(id));
    const store = await storeWith(...others, draft('hub', [...outgoing, on('nowhere')]));
    for (const order of ['asc', 'desc'] as const) {
      const whole = await shortOf(store, 'hub', { sort, order });
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const request: RelationQuery = { sort, order, limit: 2, ...(cursor === null ? {} : { cursor }) };
        const page = await store.graph.relations('hub', request);
        paged.push(...page.items.map((each) => `${each.direction} ${each.type} ${each.id}`));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(paged).toEqual(whole);
      expect(new Set(paged).size).toBe(14);
    }
  });

  it('of a host with ten thousand are found without holding up the rest', async () => {
    const many = Array.from({ length: 10_000 }, (_, i) =>
      draft(`p${i}`, [on('hub')], { name: `n${i % 97}`, attributes: { cmdline: 'x'.repeat(500) } }),
    );
    const store = await storeWith(...many, draft('hub', [], { kind: 'host' }));
    for (const query of [
      {},
      { sort: 'name' },
      { kind: ['service'], order: 'desc' },
    ] as Partial<RelationQuery>[]) {
      const times: number[] = [];
      for (let i = 0; i < 5; i += 1) {
        const before = performance.now();
        expect(await shortOf(store, 'hub', { limit: 100, ...query })).toHaveLength(100);
        times.push(performance.now() - before);
      }
      // It takes 6 ms; with the tests of other files beside it, several times as long.
      expect(Math.min(...times)).toBeLessThan(50);
    }
  });

  it('refuse the cursor of another asset', async () => {
    const store = await storeWith(draft('a', [on('b'), on('c')]), draft('b', [on('a')]));
    const { nextCursor } = await store.graph.relations('a', { ...ALL, limit: 1 });
    const foreign = store.graph.relations('b', { ...ALL, limit: 1, cursor: nextCursor ?? '' });
    await expect(foreign).rejects.toMatchObject({ code: 'malformed_reply' });
  });
});

describe('the graph', () => {
  it('gives neighbours, edges and degrees', async () => {
    const { graph } = await storeWith(
      draft('a', [on('b'), on('nowhere')]),
      draft('b', [on('c')]),
      draft('c'),
    );
    expect([...(await graph.neighbours(['b'], 10))].sort()).toEqual(['a', 'c']);
    expect(await graph.neighbours(['a', 'b', 'c'], 2)).toHaveLength(2);
    expect(await graph.edges(['a', 'b', 'nowhere'], 10)).toEqual([
      { source: 'a', target: 'b', type: 'runs-on' },
      { source: 'a', target: 'nowhere', type: 'runs-on' },
    ]);
    expect(await graph.edges(['a', 'b', 'c'], 1)).toHaveLength(1);
    expect(await graph.degrees(['a', 'b', 'c', 'x'])).toEqual(
      new Map([
        ['a', 2],
        ['b', 2],
        ['c', 1],
      ]),
    );
  });

  it('filters', async () => {
    const { graph } = await storeWith(
      draft('a', [], { labels: { env: 'prod' } }),
      draft('b', [], { kind: 'host', name: '100% B' }),
      draft('c', [], { name: "'; DROP TABLE assets; --" }),
    );
    const count = async (filter: Parameters<typeof graph.count>[0]) => [...(await graph.count(filter))];
    expect(await count({})).toEqual([
      ['host', 1],
      ['service', 2],
    ]);
    expect(await count({ labels: { env: 'prod' } })).toEqual([['service', 1]]);
    expect(await count({ labels: { env: 'prod', "x'": '"' } })).toEqual([]);
    expect(await count({ search: '% b' })).toEqual([['host', 1]]);
    expect(await count({ search: "'; drop" })).toEqual([['service', 1]]);
    expect(await count({ kind: ['host', 'vm'], status: ['active'], tenant: ['default'] })).toEqual([
      ['host', 1],
    ]);
    expect(await count({ status: ['gone'] })).toEqual([]);
    expect(await graph.ofKind({ kind: 'service', status: 'active' }, { search: 'name' }, 5)).toMatchObject([
      { id: 'a' },
    ]);
    expect([...(await graph.among(['a', 'b', 'z'], { kind: ['host'] })).keys()]).toEqual(['b']);
  });
});
