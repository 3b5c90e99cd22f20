import {
  DEFAULT_COLUMNS,
  isFixed,
  toColumns,
  type Column,
  type FixedColumn,
} from '../../components/AssetTable/columns';
import { isRecord } from '../../isRecord';

/** What a dashboard keeps of the panel. */
export interface AssetInventoryOptions {
  /** Of the shape of these options: what is saved by an older one is migrated. */
  version: 1;
  columns: readonly string[];
  sortBy: FixedColumn;
  order: 'asc' | 'desc';
  search: boolean;
  pageSize: number;
}

export const MIN_PAGE = 5;
/** More rows at once are slow to draw, and nobody reads them. */
export const MAX_PAGE = 200;

export const DEFAULTS: AssetInventoryOptions = {
  version: 1,
  columns: DEFAULT_COLUMNS,
  sortBy: 'name',
  order: 'asc',
  search: true,
  pageSize: 50,
};

/** Whatever a dashboard's JSON has: people edit it by hand, and other panels leave their options when the type changes. */
export function migrateOptions(saved: unknown): AssetInventoryOptions {
  const { columns, sortBy, order, search, pageSize } = isRecord(saved) ? saved : {};
  return {
    version: 1,
    columns: columnsOf(columns),
    sortBy: typeof sortBy === 'string' && isFixed(sortBy) ? sortBy : DEFAULTS.sortBy,
    order: order === 'desc' ? 'desc' : DEFAULTS.order,
    search: typeof search === 'boolean' ? search : DEFAULTS.search,
    pageSize: clampPage(pageSize),
  };
}

function columnsOf(saved: unknown): readonly Column[] {
  return toColumns(Array.isArray(saved) ? saved.filter((each) => typeof each === 'string') : []);
}

function clampPage(saved: unknown): number {
  return typeof saved === 'number' && Number.isFinite(saved)
    ? Math.min(MAX_PAGE, Math.max(MIN_PAGE, Math.trunc(saved)))
    : DEFAULTS.pageSize;
}
