/** What the URL of the list says, as a query to the API; what it should not say is left out. */
import type { RecommendationQuery } from '../../api/recommendations';
import type { Priority, RecommendationState } from '../../api/types';
import { SEVERITIES, STATES } from '../../components/recommendationStates';

/** Of the URL's parameters. */
interface Source {
  get(name: string): string;
  list(name: string): string[];
}

/** What there is still something to do about. */
const DEFAULT_STATES: readonly RecommendationState[] = ['open', 'acknowledged'];
/** The state in a URL when all shall be shown: without one, those to do something about are. */
const ANY = 'any';

const ORDERS = {
  severity: { sort: 'severity', order: 'desc' },
  newest: { sort: 'firstSeen', order: 'desc' },
  oldest: { sort: 'firstSeen', order: 'asc' },
  latest: { sort: 'lastSeen', order: 'desc' },
} as const satisfies Record<string, Pick<RecommendationQuery, 'sort' | 'order'>>;

export type Order = keyof typeof ORDERS;
export const ORDER_NAMES: readonly Order[] = ['severity', 'newest', 'oldest', 'latest'];

const PAGE = 25;
/** As the API has it. */
const MAX_SEARCH = 256;

export const FILTERS = ['severity', 'state', 'advisor', 'asset', 'search'] as const;

export const orderOf = ({ get }: Source): Order => ORDER_NAMES.find((each) => each === get('sort')) ?? 'severity';

export function severitiesOf({ list }: Source): readonly Priority[] {
  const chosen = list('severity');
  return SEVERITIES.filter((each) => chosen.includes(each));
}

/** Empty for all of them. */
export function statesOf({ get, list }: Source): readonly RecommendationState[] {
  const chosen = STATES.filter((each) => list('state').includes(each));
  return chosen.length > 0 || get('state') === ANY ? chosen : DEFAULT_STATES;
}

/** As `state` stands in the URL; nothing for the default. */
export function stateParameter(states: readonly RecommendationState[]): string {
  if (states.length === 0) {
    return ANY;
  }
  const isDefault = states.length === DEFAULT_STATES.length && DEFAULT_STATES.every((each) => states.includes(each));
  return isDefault ? '' : STATES.filter((each) => states.includes(each)).join(',');
}

export function queryOf(source: Source): RecommendationQuery {
  return {
    ...ORDERS[orderOf(source)],
    limit: PAGE,
    severity: unlessEmpty(severitiesOf(source)),
    state: unlessEmpty(statesOf(source)),
    advisor: unlessEmpty(source.list('advisor')),
    asset: unlessEmpty(source.get('asset').trim()),
    search: unlessEmpty(source.get('search').trim().slice(0, MAX_SEARCH)),
    cursor: source.list('after').at(-1),
  };
}

/** Whether anything but the default is asked for. */
export const isFiltered = ({ get }: Source): boolean => FILTERS.some((name) => get(name) !== '');

const unlessEmpty = <V extends string | readonly string[]>(value: V): V | undefined =>
  value.length === 0 ? undefined : value;
