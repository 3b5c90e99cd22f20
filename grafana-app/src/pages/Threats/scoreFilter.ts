/** What the URL of the list says, as a query to the API; what it should not say is left out. */
import type { ScoreQuery } from '../../api/scores';
import { THREAT_LEVELS } from '../../api/values';
import type { Sorting } from '../../components/SortHeader';
import { chosenOf, hasAny, searchOf, unlessEmpty, type UrlReader } from '../../components/urlFilter';

const SORTS = ['score', 'entity', 'time'] as const;
export type Sort = (typeof SORTS)[number];

export const FILTERS = ['level', 'search'] as const;

/** As many as the history of scores is read of at once. */
const PAGE = 20;

export function sortingOf({ get }: UrlReader): Sorting<Sort> {
  return {
    sort: SORTS.find((each) => each === get('sort')) ?? 'score',
    order: get('order') === 'asc' ? 'asc' : 'desc',
  };
}

export const levelsOf = (url: UrlReader) => chosenOf(url, 'level', THREAT_LEVELS);

export function queryOf(url: UrlReader): ScoreQuery {
  return {
    ...sortingOf(url),
    limit: PAGE,
    level: unlessEmpty(levelsOf(url)),
    search: unlessEmpty(searchOf(url)),
    cursor: url.list('after').at(-1),
  };
}

export const isFiltered = (url: UrlReader): boolean => hasAny(url, FILTERS);
