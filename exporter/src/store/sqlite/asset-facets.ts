import { sql } from 'kysely';
import type { AssetFacets, FacetValue, LabelFacet } from '../../model/inventory-view.ts';
import { slicesOf, yieldToLoop } from '../slices.ts';
import type { AssetFilter } from '../store.ts';
import { conditionsOf, labelConditions, searchConditions, whereAll } from './asset-filter.ts';
import type { SqliteDatabase } from './database.ts';

/** What a person can look through; the rest is found by searching. */
const MAX_VALUES = 50;
const MAX_LABEL_NAMES = 30;
const MAX_LABEL_VALUES = 20;
/** Assets whose labels are counted before others get their turn: some 2 ms. */
const SLICE = 500;

const DIMENSIONS = ['kind', 'status', 'tenant', 'source'] as const;
type Dimension = (typeof DIMENSIONS)[number];
type Counts = Map<string, number>;

interface Combination extends Record<Dimension, string> {
  readonly count: bigint;
}

export async function assetFacets(database: SqliteDatabase, filter: AssetFilter): Promise<AssetFacets> {
  const { total, counts } = countDimensions(readCombinations(database, filter), filter);
  await yieldToLoop();
  const facet = (dimension: Dimension) =>
    topOf(counts[dimension], MAX_VALUES, new Set<string>(filter[dimension] ?? []));
  return {
    total,
    kinds: facet('kind'),
    statuses: facet('status'),
    tenants: facet('tenant'),
    sources: facet('source'),
    labels: [
      ...(await selectedLabels(database, filter)),
      ...labelFacets(await countLabels(database, filter), filter),
    ],
  };
}

/** How many assets there are of each kind, status, tenant and source, whatever is selected of these. */
function readCombinations(database: SqliteDatabase, filter: AssetFilter): Combination[] {
  const where = whereAll([...searchConditions(filter), ...labelConditions(filter.labels)]);
  const query = sql<Combination>`SELECT kind, status, tenant, source, count(*) AS count
    FROM assets INDEXED BY assets_facets${where} GROUP BY kind, status, tenant, source`;
  return database.allOf(query.compile(database.build));
}

function countDimensions(
  combinations: readonly Combination[],
  filter: AssetFilter,
): { readonly total: number; readonly counts: Record<Dimension, Counts> } {
  const counts: Record<Dimension, Counts> = {
    kind: new Map(),
    status: new Map(),
    tenant: new Map(),
    source: new Map(),
  };
  const selected = DIMENSIONS.map((dimension) => {
    const values = filter[dimension];
    return values === undefined ? null : new Set<string>(values);
  });
  let total = 0;
  for (const combination of combinations) {
    const count = Number(combination.count);
    const failed = DIMENSIONS.filter((each, at) => selected[at]?.has(combination[each]) === false);
    if (failed.length === 0) total += count;
    if (failed.length > 1) continue;
    for (const dimension of failed.length === 0 ? DIMENSIONS : failed)
      add(counts[dimension], combination[dimension], count);
  }
  return { total, counts };
}

/** By name of the label, of all assets that pass the filter. */
async function countLabels(database: SqliteDatabase, filter: AssetFilter): Promise<Map<string, Counts>> {
  const where = whereAll([...conditionsOf(filter), ...searchConditions(filter)]);
  const matching = sql<{ rows: string }>`SELECT json_group_array(rowid) AS rows
    FROM assets INDEXED BY assets_facets${where}`;
  const [found] = database.allOf(matching.compile(database.build));
  const counts = new Map<string, Counts>();
  for await (const rows of slicesOf(JSON.parse(found?.rows ?? '[]') as number[], SLICE)) {
    const labels = sql<{ labels: string }>`SELECT coalesce(group_concat(labels), '') AS labels
      FROM assets WHERE rowid IN (SELECT value FROM json_each(${JSON.stringify(rows)}))`;
    const [slice] = database.allOf(labels.compile(database.build));
    for (const each of JSON.parse(`[${slice?.labels ?? ''}]`) as Record<string, string>[])
      for (const [name, value] of Object.entries(each)) add(ofName(counts, name), value, 1);
  }
  return counts;
}

function ofName(counts: Map<string, Counts>, name: string): Counts {
  const known = counts.get(name) ?? new Map<string, number>();
  counts.set(name, known);
  return known;
}

/** The most frequent labels that are not selected. */
function labelFacets(counts: ReadonlyMap<string, Counts>, { labels = {} }: AssetFilter): LabelFacet[] {
  const frequency = [...counts]
    .filter(([name]) => !Object.hasOwn(labels, name))
    .map(([name, values]) => ({ name, values, assets: [...values.values()].reduce((sum, n) => sum + n, 0) }));
  return frequency
    .sort((a, b) => b.assets - a.assets || compare(a.name, b.name))
    .slice(0, MAX_LABEL_NAMES)
    .map(({ name, values }) => ({
      name,
      distinct: values.size,
      values: topOf(values, MAX_LABEL_VALUES, new Set()),
    }));
}

async function selectedLabels(database: SqliteDatabase, filter: AssetFilter): Promise<LabelFacet[]> {
  const facets: LabelFacet[] = [];
  for (const [name, value] of Object.entries(filter.labels ?? {})) {
    const others = Object.entries(filter.labels ?? {}).filter(([other]) => other !== name);
    const counts = countValues(database, name, { ...filter, labels: Object.fromEntries(others) });
    facets.push({ name, distinct: counts.size, values: topOf(counts, MAX_LABEL_VALUES, new Set([value])) });
    await yieldToLoop();
  }
  return facets;
}

function countValues(database: SqliteDatabase, name: string, filter: AssetFilter): Counts {
  const where = whereAll([...conditionsOf(filter), ...searchConditions(filter)]);
  const query = sql<{ value: string; count: bigint }>`SELECT value, count(*) AS count
    FROM asset_labels INDEXED BY asset_labels_value
    WHERE name = ${name} AND asset IN (SELECT id FROM assets INDEXED BY assets_facets${where})
    GROUP BY value`;
  const rows = database.allOf(query.compile(database.build));
  return new Map(rows.map(({ value, count }) => [value, Number(count)]));
}

function add(counts: Counts, value: string, count: number): void {
  counts.set(value, (counts.get(value) ?? 0) + count);
}

/** The most frequent values, and those that are selected wherever they stand. */
function topOf(counts: Counts, limit: number, selected: ReadonlySet<string>): FacetValue[] {
  const missing = [...selected].filter((value) => !counts.has(value)).map((value) => ({ value, count: 0 }));
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || compare(a.value, b.value))
    .filter(({ value }, at) => at < limit || selected.has(value))
    .concat(missing);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
