/** The columns of a table of assets: those that every asset has, its labels, its attributes. */
import type { Asset } from '../../api/types';

export const FIXED_COLUMNS = ['name', 'id', 'kind', 'status', 'tenant', 'source', 'firstSeen', 'lastSeen'] as const;
export type FixedColumn = (typeof FIXED_COLUMNS)[number];
/** `labels.<name>` or `attributes.<name>`. */
type OwnColumn = `labels.${string}` | `attributes.${string}`;
export type Column = FixedColumn | OwnColumn;

export const DEFAULT_COLUMNS: readonly Column[] = ['name', 'kind', 'status', 'source', 'lastSeen'];

/** More do not fit a screen, and the address has to carry them all. */
export const MAX_COLUMNS = 20;

export function isFixed(column: string): column is FixedColumn {
  return FIXED_COLUMNS.some((fixed) => fixed === column);
}

function isOwn(column: string): column is OwnColumn {
  return column.length <= 139 && /^(?:labels|attributes)\.[^,]+$/u.test(column);
}

export const isColumn = (column: string): column is Column => isFixed(column) || isOwn(column);

/** What is known of them, once each, with the name always: it leads to the asset. */
export function toColumns(texts: readonly string[]): readonly Column[] {
  const known = [...new Set(texts)].filter(isColumn).slice(0, MAX_COLUMNS);
  if (known.length === 0) {
    return DEFAULT_COLUMNS;
  }
  return known.includes('name') ? known : ['name', ...known];
}

/** A column that is chosen goes to the end; one that is there goes. */
export function toggleColumn(columns: readonly Column[], column: Column): readonly Column[] {
  return columns.includes(column) ? columns.filter((each) => each !== column) : [...columns, column];
}

/** Of a label or attribute; null where the asset has none. */
export function ownValue(asset: Asset, column: OwnColumn): string | null {
  const at = column.indexOf('.');
  const values: Readonly<Record<string, unknown>> =
    column.slice(0, at) === 'labels' ? asset.labels : (asset.attributes ?? {});
  const name = column.slice(at + 1);
  return Object.hasOwn(values, name) ? toText(values[name]) : null;
}

function toText(value: unknown): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Attributes of the assets at hand, as columns to choose. */
export function attributeColumns(assets: readonly Asset[]): readonly Column[] {
  const columns = assets.flatMap((asset) => Object.keys(asset.attributes ?? {}).map((name) => `attributes.${name}`));
  return [...new Set(columns)].filter(isColumn).sort((a, b) => a.localeCompare(b));
}
