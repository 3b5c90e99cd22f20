import { describe, expect, it } from 'vitest';
import { openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import type { Asset, AssetDraft } from '../../model/asset.ts';
import { ASSET_SORTS, type AssetQuery, type Inventory, type Report } from '../store.ts';

const T = Date.parse('2026-11-01T00:00:00.000Z');
const ALL: AssetQuery = { sort: 'id', order: 'asc', limit: 1000 };

function draft(id: string, fields: Partial<AssetDraft> = {}): AssetDraft {
  return { id, kind: 'service', name: `name of ${id}`, labels: {}, attributes: {}, relations: [], ...fields };
}

function report(assets: AssetDraft[], fields: Partial<Report> = {}): Report {
  return { source: 'ports', tenant: 'default', timeMs: T, assets, ...fields };
}

async function emptyInventory(): Promise<Inventory> {
  return (await openTestStore(await temporaryFolder())).inventory;
}

const ids = (assets: readonly Asset[]) => assets.map((asset) => asset.id);

async function changesOf(inventory: Inventory, id: string): Promise<unknown[]> {
  const { items } = await inventory.history(id, { limit: 100 });
  return items.map(({ field, before, after }) => [field, before, after]);
}

describe('a report', () => {
  it('adds what is new, whole', async () => {
    const inventory = await emptyInventory();
    const asset = draft('a', {
      labels: { team: 'x' },
      attributes: { port: 80, nested: { list: [1, null] } },
      relations: [{ type: 'runs-on', target: 'host' }],
    });
    const added = await inventory.report(report([asset]));
    const time = new Date(T).toISOString();
    expect(added).toEqual([
      { ...asset, tenant: 'default', source: 'ports', status: 'active', firstSeen: time, lastSeen: time },
    ]);
    expect(await inventory.get('a')).toEqual(added[0]);
    expect(await inventory.get('b')).toBeNull();
    expect(await changesOf(inventory, 'a')).toEqual([
      ['created', null, { kind: 'service', name: 'name of a' }],
    ]);
  });

  it.each<[string, Partial<AssetDraft>, unknown[][]]>([
    ['nothing', {}, []],
    ['the name', { name: 'new' }, [['name', 'name of a', 'new']]],
    ['the kind', { kind: 'process' }, [['kind', 'service', 'process']]],
    ['a label', { labels: { team: 'y' } }, [['labels.team', 'x', 'y']]],
    [
      'labels that come and go',
      { labels: { constructor: 'z' } },
      [
        ['labels.constructor', null, 'z'],
        ['labels.team', 'x', null],
      ],
    ],
    ['an attribute', { attributes: { port: 81, stats: { n: 1 } } }, [['attributes.port', 80, 81]]],
    ['statistics, which are not worth remembering', { attributes: { port: 80, stats: { n: 2 } } }, []],
    ['the order of attributes', { attributes: { stats: { n: 1 }, port: 80 } }, []],
    [
      'relations',
      { relations: [{ type: 'part-of', target: 'c' }] },
      [['relations', ['runs-on b'], ['part-of c']]],
    ],
  ])('of %s changes just that', async (_, fields, expected) => {
    const inventory = await emptyInventory();
    const before = draft('a', {
      labels: { team: 'x' },
      attributes: { port: 80, stats: { n: 1 } },
      relations: [{ type: 'runs-on', target: 'b' }],
    });
    await inventory.report(report([before]));
    const changed = await inventory.report(report([{ ...before, ...fields }], { timeMs: T + 1000 }));
    expect(ids(changed)).toEqual(expected.length === 0 ? [] : ['a']);
    expect((await changesOf(inventory, 'a')).slice(0, -1)).toEqual(expected);
    expect(await inventory.get('a')).toMatchObject({
      ...fields,
      firstSeen: new Date(T).toISOString(),
      lastSeen: new Date(T + 1000).toISOString(),
    });
  });

  it('that is complete makes gone what it lacks, of its source, tenant and scope', async () => {
    const inventory = await emptyInventory();
    await inventory.report(report(['h1:a', 'h1:b', 'h2:a'].map((id) => draft(id))));
    await inventory.report(report([draft('h1:other')], { source: 'api' }));
    await inventory.report(report([draft('h1:foreign')], { tenant: 'other' }));
    const changed = await inventory.report(
      report([draft('h1:a')], { completeWithin: { idPrefix: 'h1:' }, timeMs: T + 5 }),
    );
    expect(changed).toMatchObject([{ id: 'h1:b', status: 'gone' }]);
    expect((await changesOf(inventory, 'h1:b'))[0]).toEqual(['status', 'active', 'gone']);
    const gone = await inventory.list({ ...ALL, status: ['gone'] });
    expect(ids(gone.items)).toEqual(['h1:b']);
    expect(ids(await inventory.report(report([], { completeWithin: { idPrefix: 'h1:b' } })))).toEqual([]);
  });

  it('brings back what was gone', async () => {
    const inventory = await emptyInventory();
    await inventory.report(report([draft('a')]));
    await inventory.report(report([], { completeWithin: {} }));
    expect(await inventory.report(report([draft('a')]))).toMatchObject([{ id: 'a', status: 'active' }]);
    expect((await changesOf(inventory, 'a'))[0]).toEqual(['status', 'gone', 'active']);
  });

  it('may name an asset twice: the last word counts', async () => {
    const inventory = await emptyInventory();
    const changed = await inventory.report(
      report([draft('a', { name: 'one' }), draft('a', { name: 'two' })]),
    );
    expect(changed).toMatchObject([{ id: 'a', name: 'two' }]);
  });
});

describe('list', () => {
  const assets = Array.from({ length: 25 }, (_, i) =>
    draft(`a${String(i).padStart(2, '0')}`, {
      kind: i % 2 === 0 ? 'service' : 'process',
      name: `N${(i * 7) % 5}`,
      labels: i % 5 === 0 ? { env: 'prod', n: String(i) } : { env: 'dev' },
    }),
  );

  it.each<[string, Partial<AssetQuery>, (asset: AssetDraft) => boolean]>([
    ['by kind', { kind: ['process'] }, (asset) => asset.kind === 'process'],
    ['by text in the name, in any case', { search: 'n3' }, (asset) => asset.name === 'N3'],
    ['by text in the id', { search: 'A1' }, (asset) => asset.id.startsWith('a1')],
    ['by text that is special in LIKE', { search: '%' }, () => false],
    ['by labels', { labels: { env: 'prod', n: '10' } }, (asset) => asset.id === 'a10'],
    [
      'by status, source and tenant',
      { status: ['active'], source: ['ports'], tenant: ['default'] },
      () => true,
    ],
    ['by a source that is none', { source: ['none'] }, () => false],
  ])('%s', async (_, query, keep) => {
    const inventory = await emptyInventory();
    await inventory.report(report(assets));
    expect(ids((await inventory.list({ ...ALL, ...query })).items)).toEqual(
      assets.filter(keep).map((asset) => asset.id),
    );
  });

  it.each(ASSET_SORTS)('pages by %s without loss', async (sort) => {
    const inventory = await emptyInventory();
    for (const [index, asset] of assets.entries())
      await inventory.report(report([asset], { timeMs: T + (index % 3) }));
    for (const order of ['asc', 'desc'] as const) {
      const whole = ids((await inventory.list({ sort, order, limit: 1000 })).items);
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const request: AssetQuery = { sort, order, limit: 4, ...(cursor === null ? {} : { cursor }) };
        const page = await inventory.list(request);
        paged.push(...ids(page.items));
        cursor = page.nextCursor;
      } while (cursor !== null);
      expect(paged).toEqual(whole);
      expect(new Set(paged).size).toBe(25);
    }
  });

  it('refuses the cursor of another query', async () => {
    const inventory = await emptyInventory();
    await inventory.report(report(assets));
    const { nextCursor } = await inventory.list({ ...ALL, limit: 1, labels: { env: 'dev' } });
    const foreign = inventory.list({ ...ALL, limit: 1, labels: { env: 'prod' }, cursor: nextCursor ?? '' });
    await expect(foreign).rejects.toMatchObject({ code: 'malformed_reply' });
  });
});

describe('history', () => {
  it('is paged, newest first, and found by time', async () => {
    const inventory = await emptyInventory();
    for (let i = 0; i < 6; i += 1)
      await inventory.report(report([draft('a', { name: `n${i}` })], { timeMs: T + i * 1000 }));
    const first = await inventory.history('a', { limit: 4 });
    const second = await inventory.history('a', { limit: 4, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items].map((each) => each.after)).toEqual([
      'n5',
      'n4',
      'n3',
      'n2',
      'n1',
      { kind: 'service', name: 'n0' },
    ]);
    expect(second.nextCursor).toBeNull();
    const between = await inventory.changesBetween('a', T + 1000, T + 3000, 2);
    expect(between.map((each) => each.after)).toEqual(['n1', 'n2']);
    await expect(inventory.history('b', { limit: 4, cursor: first.nextCursor ?? '' })).rejects.toMatchObject({
      code: 'malformed_reply',
    });
  });
});

describe('age', () => {
  it('makes stale what nothing reports, and forgets it later', async () => {
    const inventory = await emptyInventory();
    await inventory.report(report([draft('old'), draft('gone', { labels: { a: 'b' } })]));
    await inventory.report(report([draft('fresh')], { timeMs: T + 10_000 }));
    const first = await inventory.age(T + 1, T);
    expect(first).toMatchObject({ stale: [{ id: 'gone', status: 'stale' }, { id: 'old' }], forgotten: [] });
    expect(await inventory.counts()).toEqual([
      { kind: 'service', status: 'active', count: 1 },
      { kind: 'service', status: 'stale', count: 2 },
    ]);
    const second = await inventory.age(T + 1, T + 1);
    expect([...second.forgotten].sort()).toEqual(['gone', 'old']);
    expect(await inventory.get('old')).toBeNull();
    expect((await inventory.history('old', { limit: 10 })).items).toEqual([]);
    expect((await inventory.list({ ...ALL, labels: { a: 'b' } })).items).toEqual([]);
  });

  it('keeps the last thousand changes of an asset', async () => {
    const inventory = await emptyInventory();
    for (let i = 0; i < 21; i += 1) {
      const attributes = Object.fromEntries(Array.from({ length: 50 }, (_, k) => [`k${k}`, i]));
      await inventory.report(report([draft('a', { attributes })]));
    }
    await inventory.age(0, 0);
    let count = 0;
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await inventory.history('a', { limit: 1000, ...(cursor === '' ? {} : { cursor }) });
      count += page.items.length;
      cursor = page.nextCursor;
    }
    expect(count).toBe(1000);
  });
});

it('restores what is not known, as it was, and leaves the rest', async () => {
  const inventory = await emptyInventory();
  const [known] = await inventory.report(report([draft('a')]));
  const lost: Asset = { ...(known as Asset), id: 'b', status: 'gone', source: 'system', labels: { x: 'y' } };
  expect(await inventory.restore([{ ...(known as Asset), name: 'older' }, lost, lost])).toBe(1);
  expect(await inventory.get('a')).toEqual(known);
  expect(await inventory.get('b')).toEqual(lost);
  expect(ids((await inventory.list({ ...ALL, labels: { x: 'y' } })).items)).toEqual(['b']);
});

describe('what the BMC of a machine says', () => {
  const bmc = (power: string) => ({ address: '10.0.0.9', power });
  const fromOutside = (power: string, timeMs = T) =>
    report(
      [draft('host-a', { kind: 'host', name: 'ipmi-a', attributes: { bmc: bmc(power), serial: 'S1' } })],
      {
        source: 'redfish',
        timeMs,
      },
    );
  const fromInside = (attributes: AssetDraft['attributes'], timeMs = T) =>
    report([draft('host-a', { kind: 'host', name: 'a', attributes })], { source: 'system', timeMs });

  it('is added to what another source tells of it, and stays when that one tells it again', async () => {
    const inventory = await emptyInventory();
    await inventory.report(fromInside({ cpu: 4 }));
    await inventory.report(fromOutside('on', T + 1000));
    await inventory.report(fromOutside('on', T + 2000));
    await inventory.report(fromInside({ cpu: 8 }));
    expect(await inventory.get('host-a')).toMatchObject({
      name: 'a',
      source: 'system',
      attributes: { cpu: 8, bmc: bmc('on') },
      lastSeen: new Date(T).toISOString(),
    });
    expect(await changesOf(inventory, 'host-a')).toEqual([
      ['attributes.cpu', 4, 8],
      ['attributes.bmc', null, bmc('on')],
      ['created', null, { kind: 'host', name: 'a' }],
    ]);
  });

  it('is all there is of a machine that nobody else tells of', async () => {
    const inventory = await emptyInventory();
    await inventory.report(fromOutside('on'));
    await inventory.report(fromOutside('off'));
    expect(await inventory.get('host-a')).toMatchObject({
      name: 'ipmi-a',
      source: 'redfish',
      attributes: { bmc: bmc('off'), serial: 'S1' },
    });
    await inventory.report(fromInside({ cpu: 4 }));
    expect((await inventory.get('host-a'))?.attributes).toEqual({ cpu: 4, bmc: bmc('off') });
  });
});
