/** What the URL of the list says, as a query to the API; what it should not say is left out. */
import type { IncidentQuery } from '../../api/incidents';

export const SORTS = ['startedAt', 'updatedAt'] as const;
export type Sort = (typeof SORTS)[number];
export type Order = 'asc' | 'desc';

export const STATUSES = ['open', 'resolved'] as const;
export const SEVERITIES = ['critical', 'high', 'medium', 'low'] as const;

const PAGE = 25;
/** As the API has it. */
const MAX_SEARCH = 256;

/** Of the URL's parameters. */
interface Source {
  get(name: string): string;
  list(name: string): string[];
}

export function sortOf({ get }: Source): { sort: Sort; order: Order } {
  return {
    sort: SORTS.find((each) => each === get('sort')) ?? 'startedAt',
    order: get('order') === 'asc' ? 'asc' : 'desc',
  };
}

/** `from` and `to` are RFC 3339, or empty. */
export function queryOf(source: Source, from: string, to: string): IncidentQuery {
  return {
    ...sortOf(source),
    limit: PAGE,
    status: unlessEmpty(STATUSES.filter((each) => source.list('status').includes(each))),
    severity: unlessEmpty(SEVERITIES.filter((each) => source.list('severity').includes(each))),
    asset: unlessEmpty(source.get('asset').trim()),
    search: unlessEmpty(source.get('search').trim().slice(0, MAX_SEARCH)),
    from: unlessEmpty(from),
    to: unlessEmpty(to),
    cursor: source.list('after').at(-1),
  };
}

export const FILTERS = ['status', 'severity', 'asset', 'search', 'from', 'to'] as const;

export const isFiltered = ({ get }: Source): boolean => FILTERS.some((name) => get(name) !== '');

const unlessEmpty = <V extends string | readonly string[]>(value: V): V | undefined =>
  value.length === 0 ? undefined : value;
