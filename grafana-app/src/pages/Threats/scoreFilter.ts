/** What the URL of the list says, as a query to the API; what it should not say is left out. */
import type { ScoreQuery } from '../../api/scores';

const SORTS = ['score', 'entity', 'time'] as const;
export type Sort = (typeof SORTS)[number];

/** The worst first. */
export const LEVELS = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'BENIGN'] as const;

export const FILTERS = ['level', 'search'] as const;

/** As many as the history of scores is read of at once. */
const PAGE = 20;
/** As the API has it. */
const MAX_SEARCH = 256;

/** Of the URL's parameters. */
interface Source {
  get(name: string): string;
  list(name: string): string[];
}

export function sortingOf({ get }: Source): { sort: Sort; order: 'asc' | 'desc' } {
  return {
    sort: SORTS.find((each) => each === get('sort')) ?? 'score',
    order: get('order') === 'asc' ? 'asc' : 'desc',
  };
}

export const levelsOf = ({ list }: Source) => LEVELS.filter((each) => list('level').includes(each));

export function queryOf(source: Source): ScoreQuery {
  const levels = levelsOf(source);
  const search = source.get('search').trim().slice(0, MAX_SEARCH);
  return {
    ...sortingOf(source),
    limit: PAGE,
    level: levels.length === 0 ? undefined : levels,
    search: search === '' ? undefined : search,
    cursor: source.list('after').at(-1),
  };
}

export const isFiltered = ({ get }: Source): boolean => FILTERS.some((name) => get(name) !== '');
