import { describe, expect, it } from 'vitest';
import { openTestStore, temporaryFolder } from '../../../../test/support/store.ts';
import type { AssetDraft, AssetKind } from '../../model/asset.ts';
import type { AssetFilter, Inventory } from '../store.ts';

const T = Date.parse('2026-11-01T00:00:00.000Z');

async function emptyInventory(): Promise<Inventory> {
  return (await openTestStore(await temporaryFolder())).inventory;
}

const draft = (id: string, kind: AssetKind, labels: Record<string, string> = {}): AssetDraft => ({
  id,
  kind,
  name: `Name of ${id}`,
  labels,
  attributes: {},
  relations: [],
});

/** Five assets of three kinds, two tenants and two sources; `web-2` is gone. */
async function smallInventory(): Promise<Inventory> {
  const inventory = await emptyInventory();
  const blue = [
    draft('web-1', 'host', { env: 'prod', team: 'a' }),
    draft('web-2', 'host', { env: 'prod', team: 'b' }),
    draft('db-1', 'vm', { env: 'dev', team: 'a' }),
  ];
  const red = [draft('db-2', 'vm', { env: 'prod' }), draft('cache-1', 'service')];
  await inventory.report({ source: 'system', tenant: 'blue', timeMs: T, assets: blue });
  await inventory.report({ source: 'api', tenant: 'red', timeMs: T, assets: red });
  await inventory.report({
    source: 'system',
    tenant: 'blue',
    timeMs: T + 1,
    assets: blue.filter(({ id }) => id !== 'web-2'),
    completeWithin: {},
  });
  return inventory;
}

/** `prod 3, dev 1` */
const counts = (values: readonly { value: string; count: number }[]) =>
  values.map(({ value, count }) => `${value} ${count}`).join(', ');

async function shown(inventory: Inventory, filter: AssetFilter) {
  const { total, kinds, statuses, tenants, sources, labels } = await inventory.facets(filter);
  return {
    total,
    kinds: counts(kinds),
    statuses: counts(statuses),
    tenants: counts(tenants),
    sources: counts(sources),
    labels: labels.map(({ name, values }) => `${name}: ${counts(values)}`),
  };
}

const ALL = {
  total: 5,
  kinds: 'host 2, vm 2, service 1',
  statuses: 'active 4, gone 1',
  tenants: 'blue 3, red 2',
  sources: 'system 3, api 2',
  labels: ['env: prod 3, dev 1', 'team: a 2, b 1'],
};

describe('facets', () => {
  it.each<[string, AssetFilter, Partial<typeof ALL>]>([
    ['without a filter', {}, ALL],
    [
      'ignore their own selection',
      { kind: ['vm'] },
      {
        ...ALL,
        total: 2,
        statuses: 'active 2',
        tenants: 'blue 1, red 1',
        sources: 'api 1, system 1',
        labels: ['env: dev 1, prod 1', 'team: a 1'],
      },
    ],
    [
      'of several selections, each ignores its own',
      { kind: ['vm', 'service'], status: ['active'], tenant: ['red'] },
      {
        total: 2,
        kinds: 'service 1, vm 1',
        statuses: 'active 2',
        tenants: 'red 2, blue 1',
        sources: 'api 2',
        labels: ['env: prod 1'],
      },
    ],
    [
      'of a label ignores that label alone',
      { labels: { env: 'prod', team: 'a' } },
      {
        total: 1,
        kinds: 'host 1',
        statuses: 'active 1',
        tenants: 'blue 1',
        sources: 'system 1',
        labels: ['env: dev 1, prod 1', 'team: a 1, b 1'],
      },
    ],
    [
      'keep what is selected though nothing has it',
      { kind: ['bmc'], labels: { env: 'test' }, search: 'no such asset' },
      { total: 0, kinds: 'bmc 0', statuses: '', tenants: '', sources: '', labels: ['env: test 0'] },
    ],
    ['of a search', { search: 'NAME OF DB' }, { total: 2, kinds: 'vm 2' }],
    ['of a search for what is special in SQL', { search: "%' OR 1=1 --" }, { total: 0 }],
    ['of values that are special in SQL', { tenant: ["' OR 1=1 --", '%'] }, { total: 0 }],
  ])('%s', async (_, filter, expected) => {
    expect(await shown(await smallInventory(), filter)).toMatchObject(expected);
  });

  it('take labels with the names of what objects have', async () => {
    const inventory = await emptyInventory();
    const labels = JSON.parse('{"constructor":"x","__proto__":"y","toString":""}') as Record<string, string>;
    await inventory.report({ source: 's', tenant: 't', timeMs: T, assets: [draft('a', 'host', labels)] });
    expect((await shown(inventory, {})).labels).toEqual([
      '__proto__: y 1',
      'constructor: x 1',
      'toString:  1',
    ]);
    expect((await shown(inventory, { labels: { constructor: 'z' } })).labels).toEqual([
      'constructor: x 1, z 0',
    ]);
  });

  it('have bounds, and count what is beyond', async () => {
    const inventory = await emptyInventory();
    const assets = Array.from({ length: 60 }, (_, i) =>
      draft(`a${i}`, 'host', { [`only-${String(i).padStart(2, '0')}`]: 'x', n: String(i), m: 'same' }),
    );
    for (const [i, asset] of assets.entries())
      await inventory.report({ source: `source-${i}`, tenant: `tenant-${i}`, timeMs: T, assets: [asset] });
    const { tenants, sources, labels } = await inventory.facets({});
    expect([tenants.length, sources.length, labels.length]).toEqual([50, 50, 30]);
    expect(labels[0]).toEqual({ name: 'm', distinct: 1, values: [{ value: 'same', count: 60 }] });
    expect(labels[1]).toMatchObject({ name: 'n', distinct: 60 });
    expect(labels[1]?.values).toHaveLength(20);
    const selected = await inventory.facets({ tenant: ['tenant-59'], labels: { n: '59' } });
    expect(selected.tenants).toEqual([{ value: 'tenant-59', count: 1 }]);
    expect(selected.labels[0]).toMatchObject({ name: 'n', distinct: 1, values: [{ value: '59', count: 1 }] });
    const beyond = await inventory.facets({ labels: { n: '59' } });
    expect(beyond.labels[0]?.values).toHaveLength(21);
    expect(beyond.labels[0]?.values.at(-1)).toEqual({ value: '59', count: 1 });
  });
});
