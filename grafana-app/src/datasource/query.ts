/** What a query asks for: as dashboards keep it. */
import type { DataQuery } from '@grafana/schema';
import { defaultLimit } from './newQuery';
import { isRecord } from '../isRecord';

export const QUERY_TYPES = [
  'assets',
  'asset-counts',
  'events',
  'scores',
  'score-history',
  'recommendations',
  'incidents',
  'root-cause',
  'topology',
  'changes',
] as const;
export type QueryType = (typeof QUERY_TYPES)[number];

const ASSET_FILTERS = ['kind', 'status', 'tenant', 'source', 'labels', 'search'] as const;

/** The filters of each type, named as the parameters of Fathom's API. */
export const FILTERS = {
  assets: ASSET_FILTERS,
  'asset-counts': ASSET_FILTERS,
  events: ['asset', 'kind', 'severity', 'source', 'tenant', 'search'],
  scores: ['level', 'search', 'minScore'],
  'score-history': ['entity'],
  recommendations: ['state', 'severity', 'advisor', 'asset', 'search'],
  incidents: ['status', 'severity', 'asset', 'search'],
  'root-cause': ['incident', 'status', 'severity', 'asset', 'search'],
  topology: [...ASSET_FILTERS, 'focus', 'depth'],
  changes: ['asset', 'source', 'field'],
} as const satisfies Readonly<Record<QueryType, readonly string[]>>;
export type FilterName = (typeof FILTERS)[QueryType][number];
export const FILTER_NAMES: readonly FilterName[] = [...new Set(Object.values(FILTERS).flat())];

/** What assets can be counted by; `label` needs the label's name. */
export const COUNTED_BY = ['kind', 'status', 'tenant', 'source', 'label'] as const;
export type CountedBy = (typeof COUNTED_BY)[number];

export type Filters = Partial<Record<FilterName, string[]>>;

export interface FathomQuery extends DataQuery {
  queryType: QueryType;
  /** Each a list of values, any of which will do; a value may be a variable, also of several values. */
  filters: Filters;
  limit: number;
  /** Of `asset-counts`. */
  by: CountedBy;
  /** Of `asset-counts` by label: its name. */
  label: string;
  /** Of `assets`: `labels.<name>` and `attributes.<name>` that become fields. Empty: all labels. */
  columns: string[];
  /** The frames are to be annotations. */
  annotation?: boolean;
}

export const MAX_LIMIT = 10_000;
/** The API draws no larger graph. */
export const MAX_TOPOLOGY = 2000;
const MAX_VALUES = 100;
const MAX_VALUE_LENGTH = 1024;

/** Whatever a dashboard holds: written by hand, by a script, or by the editor. Filters of other types are left out. */
export function readQuery(saved: unknown): FathomQuery {
  const given: Readonly<Record<string, unknown>> = isRecord(saved) ? saved : {};
  const queryType = oneOf(QUERY_TYPES, given.queryType) ?? 'assets';
  return {
    refId: typeof given.refId === 'string' ? given.refId : 'A',
    ...(given.hide === true && { hide: true }),
    ...(isDataSourceRef(given.datasource) && { datasource: given.datasource }),
    queryType,
    filters: readFilters(given.filters, queryType),
    limit: readLimit(given.limit, queryType),
    by: oneOf(COUNTED_BY, given.by) ?? 'kind',
    label: typeof given.label === 'string' ? given.label.slice(0, MAX_VALUE_LENGTH) : '',
    columns: textsOf(given.columns),
    ...(given.annotation === true && { annotation: true }),
  };
}

function readFilters(given: unknown, queryType: QueryType): Filters {
  const values: Readonly<Record<string, unknown>> = isRecord(given) ? given : {};
  const filters: Filters = {};
  for (const name of FILTERS[queryType]) {
    const texts = textsOf(values[name]);
    if (texts.length > 0) {
      filters[name] = texts;
    }
  }
  return filters;
}

function readLimit(given: unknown, queryType: QueryType): number {
  const most = queryType === 'topology' ? MAX_TOPOLOGY : MAX_LIMIT;
  return typeof given === 'number' && Number.isFinite(given) && given >= 1
    ? Math.min(most, Math.trunc(given))
    : defaultLimit(queryType);
}

function textsOf(given: unknown): string[] {
  const texts: readonly unknown[] = Array.isArray(given) ? given : [given];
  return texts
    .flatMap((each) => (typeof each === 'string' || typeof each === 'number' ? [String(each).trim()] : []))
    .filter((each) => each !== '')
    .map((each) => each.slice(0, MAX_VALUE_LENGTH))
    .slice(0, MAX_VALUES);
}

export function oneOf<T extends string>(values: readonly T[], given: unknown): T | undefined {
  return values.find((value) => value === given);
}

function isDataSourceRef(value: unknown): value is { uid?: string; type?: string } {
  return (
    isRecord(value) &&
    (value.uid === undefined || typeof value.uid === 'string') &&
    (value.type === undefined || typeof value.type === 'string')
  );
}
