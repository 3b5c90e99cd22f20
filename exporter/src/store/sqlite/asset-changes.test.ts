import { describe, expect, it } from 'vitest';
import { openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import type { AssetDraft } from '../../model/asset.ts';
import type { ChangeQuery, Inventory } from '../store.ts';

const T = Date.parse('2026-11-01T00:00:00.000Z');
const NEWEST: ChangeQuery = { sort: 'time', order: 'desc', limit: 100 };

const draft = (id: string, fields: Partial<AssetDraft> = {}): AssetDraft => ({
  id,
  kind: 'host',
  name: id,
  labels: {},
  attributes: {},
  relations: [],
  ...fields,
});

async function emptyInventory(): Promise<Inventory> {
  return (await openTestStore(await temporaryFolder())).inventory;
}

/** `a` gets a label, an attribute and a name, `b` another name, each a second after the other. */
async function changedInventory(): Promise<Inventory> {
  const inventory = await emptyInventory();
  const steps: [source: string, asset: AssetDraft][] = [
    ['system', draft('a')],
    ['system', draft('b')],
    ['system', draft('a', { labels: { env: 'prod' } })],
    ['system', draft('a', { labels: { env: 'prod' }, attributes: { os: 'x' } })],
    ['api', draft('b', { name: 'bee' })],
    ['system', draft('a', { name: 'labels', labels: { env: 'prod' }, attributes: { os: 'x' } })],
  ];
  for (const [i, [source, asset]] of steps.entries())
    await inventory.report({ source, tenant: 'default', timeMs: T + i * 1000, assets: [asset] });
  return inventory;
}

async function shown(inventory: Inventory, query: Partial<ChangeQuery>): Promise<string[]> {
  const { items } = await inventory.changes({ ...NEWEST, ...query });
  return items.map(({ asset, field }) => `${asset} ${field}`);
}

async function paged(inventory: Inventory, query: ChangeQuery): Promise<{ found: string[]; pages: number }> {
  const found: string[] = [];
  let pages = 0;
  for (let cursor: string | null = ''; cursor !== null; pages += 1) {
    const page = await inventory.changes({ ...query, ...(cursor === '' ? {} : { cursor }) });
    found.push(...page.items.map(({ asset, field }) => `${asset} ${field}`));
    cursor = page.nextCursor;
  }
  return { found, pages };
}

describe('changes', () => {
  const all = ['a name', 'b name', 'a attributes.os', 'a labels.env', 'b created', 'a created'];

  it.each<[string, Partial<ChangeQuery>, string[]]>([
    ['newest first', {}, all],
    ['oldest first', { order: 'asc' }, [...all].reverse()],
    ['of an asset', { asset: 'b' }, ['b name', 'b created']],
    ['of an asset that is none', { asset: 'c' }, []],
    ['from a time, inclusive, to another, exclusive', { fromMs: T + 2000, toMs: T + 4000 }, all.slice(2, 4)],
    ['of a source', { source: 'api' }, ['b name']],
    ['of a field', { field: 'name' }, ['a name', 'b name']],
    ['of any label', { field: 'labels' }, ['a labels.env']],
    ['of a label', { field: 'labels.env' }, ['a labels.env']],
    ['of the beginning of a field', { field: 'label' }, []],
    ['of field, source and time', { field: 'name', source: 'system', fromMs: T + 5000 }, ['a name']],
  ])('%s', async (_, query, expected) => {
    expect(await shown(await changedInventory(), query)).toEqual(expected);
  });

  it('have the name and kind of the asset as it is now', async () => {
    const { items } = await (await changedInventory()).changes({ ...NEWEST, asset: 'b', limit: 1 });
    expect(items).toEqual([
      {
        asset: 'b',
        assetName: 'bee',
        assetKind: 'host',
        time: new Date(T + 4000).toISOString(),
        field: 'name',
        before: 'b',
        after: 'bee',
        source: 'api',
      },
    ]);
  });

  it.each(['asc', 'desc'] as const)('are paged %s without loss, though many have one time', async (order) => {
    const inventory = await emptyInventory();
    const assets = Array.from({ length: 25 }, (_, i) => draft(`a${i}`));
    await inventory.report({ source: 's', tenant: 't', timeMs: T, assets });
    await inventory.report({ source: 's', tenant: 't', timeMs: T - 1, assets: [draft('old')] });
    const query: ChangeQuery = { sort: 'time', order, limit: 4 };
    for (const filter of [{}, { source: 's' }]) {
      const { found, pages } = await paged(inventory, { ...query, ...filter });
      expect([new Set(found).size, found.length, pages]).toEqual([26, 26, 7]);
      expect(found.at(order === 'asc' ? 0 : -1)).toBe('old created');
    }
  });

  it('look through a bounded number for a filter without an index, and go on with the next page', async () => {
    const inventory = await emptyInventory();
    await inventory.report({ source: 'rare', tenant: 't', timeMs: T, assets: [draft('rare')] });
    const assets = Array.from({ length: 10_500 }, (_, i) => draft(`a${i}`));
    await inventory.report({ source: 's', tenant: 't', timeMs: T + 1, assets });
    const query: ChangeQuery = { ...NEWEST, limit: 1, source: 'rare' };
    expect(await inventory.changes(query)).toMatchObject({
      items: [],
      nextCursor: expect.any(String) as string,
    });
    expect(await paged(inventory, query)).toEqual({ found: ['rare created'], pages: 2 });
  });

  it('refuse the cursor of another query', async () => {
    const inventory = await changedInventory();
    const { nextCursor } = await inventory.changes({ ...NEWEST, limit: 1 });
    for (const other of [{ asset: 'a' }, { source: 'api' }, { order: 'asc' as const }, { fromMs: T }]) {
      const foreign = inventory.changes({ ...NEWEST, ...other, cursor: nextCursor ?? '' });
      await expect(foreign).rejects.toMatchObject({ code: 'malformed_reply' });
    }
  });
});
