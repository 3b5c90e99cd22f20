/** What the URL of the list says, as a query to the API; what it should not say is left out. */
import type { IncidentQuery } from '../../api/incidents';
import { INCIDENT_STATUSES, PRIORITIES } from '../../api/values';
import type { Sorting } from '../../components/SortHeader';
import { chosenOf, hasAny, searchOf, unlessEmpty, type UrlReader } from '../../components/urlFilter';

export const SORTS = ['startedAt', 'updatedAt'] as const;
export type Sort = (typeof SORTS)[number];

const PAGE = 25;

export function sortingOf({ get }: UrlReader): Sorting<Sort> {
  return {
    sort: SORTS.find((each) => each === get('sort')) ?? 'startedAt',
    order: get('order') === 'asc' ? 'asc' : 'desc',
  };
}

/** `from` and `to` are RFC 3339, or empty. */
export function queryOf(url: UrlReader, from: string, to: string): IncidentQuery {
  return {
    ...sortingOf(url),
    limit: PAGE,
    status: unlessEmpty(chosenOf(url, 'status', INCIDENT_STATUSES)),
    severity: unlessEmpty(chosenOf(url, 'severity', PRIORITIES)),
    asset: unlessEmpty(url.get('asset').trim()),
    search: unlessEmpty(searchOf(url)),
    from: unlessEmpty(from),
    to: unlessEmpty(to),
    cursor: url.list('after').at(-1),
  };
}

export const FILTERS = ['status', 'severity', 'asset', 'search', 'from', 'to'] as const;

export const isFiltered = (url: UrlReader): boolean => hasAny(url, FILTERS);
