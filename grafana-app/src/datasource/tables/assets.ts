import { isColumn, ownValue, type Column as AssetColumn } from '../../components/AssetTable/columns';
import type { Asset, AssetFacets, FacetValue } from '../../api/types';
import { paths } from '../../routing';
import type { CountedBy } from '../query';
import { linkTo, numbers, texts, times, type Column, type Table } from '../table';

type OwnColumn = Exclude<
  AssetColumn,
  'name' | 'id' | 'kind' | 'status' | 'tenant' | 'source' | 'firstSeen' | 'lastSeen'
>;

/** More fields than a table can show. */
const MAX_OWN = 50;

/** `columns` are labels and attributes to be fields; all labels when there are none. */
export function assetTable(assets: readonly Asset[], columns: readonly string[]): Table {
  const wanted = columns.length > 0 ? columns : labelColumns(assets);
  return {
    name: 'assets',
    columns: [
      { ...texts('name', assets, ({ name }) => name), link: linkTo(paths.asset, 'id') },
      texts('id', assets, ({ id }) => id),
      texts('kind', assets, ({ kind }) => kind),
      texts('status', assets, ({ status }) => status),
      texts('tenant', assets, ({ tenant }) => tenant),
      texts('source', assets, ({ source }) => source),
      times('firstSeen', assets, ({ firstSeen }) => firstSeen),
      times('lastSeen', assets, ({ lastSeen }) => lastSeen),
      ...wanted
        .filter(isOwn)
        .slice(0, MAX_OWN)
        .map((column) => texts(column, assets, (asset) => ownValue(asset, column))),
    ],
  };
}

const isOwn = (column: string): column is OwnColumn =>
  isColumn(column) && (column.startsWith('labels.') || column.startsWith('attributes.'));

function labelColumns(assets: readonly Asset[]): readonly string[] {
  const names = new Set(assets.flatMap(({ labels }) => Object.keys(labels)));
  return [...names].sort((a, b) => a.localeCompare(b)).map((name) => `labels.${name}`);
}

const FACETS = { kind: 'kinds', status: 'statuses', tenant: 'tenants', source: 'sources' } as const;

export function countsIn(facets: AssetFacets, by: CountedBy, label: string): readonly FacetValue[] {
  return by === 'label' ? (facets.labels.find(({ name }) => name === label)?.values ?? []) : facets[FACETS[by]];
}

/** Counts of several answers are of different assets: added up. */
export function countTable(counts: readonly FacetValue[], by: CountedBy, label: string, limit: number): Table {
  const sums = new Map<string, number>();
  for (const { value, count } of counts) {
    sums.set(value, (sums.get(value) ?? 0) + count);
  }
  const all = [...sums].sort(([a, x], [b, y]) => y - x || a.localeCompare(b));
  const rows = all.slice(0, limit);
  const name = by === 'label' ? label : by;
  return {
    name: 'asset-counts',
    isCut: all.length > limit,
    columns: [
      inventoryLink(
        texts(name, rows, ([value]) => value),
        by,
        label
      ),
      numbers('count', rows, ([, count]) => count),
    ],
  };
}

function inventoryLink(column: Column, by: CountedBy, label: string): Column {
  const value = '${__value.raw:percentencode}';
  const filter = by === 'label' ? `labels=${encodeURIComponent(`${label}=`)}${value}` : `${by}=${value}`;
  return { ...column, link: `${paths.inventory()}?${filter}` };
}
