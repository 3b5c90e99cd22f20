/** What the URL of the list says, as a query to the API; what it should not say is left out. */
import type { RecommendationQuery } from '../../api/recommendations';
import type { Priority, RecommendationState } from '../../api/types';
import { PRIORITIES, RECOMMENDATION_STATES } from '../../api/values';
import { chosenOf, hasAny, searchOf, unlessEmpty, type UrlReader } from '../../components/urlFilter';

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

export const FILTERS = ['severity', 'state', 'advisor', 'asset', 'search'] as const;

export const orderOf = ({ get }: UrlReader): Order => ORDER_NAMES.find((each) => each === get('sort')) ?? 'severity';

export const severitiesOf = (url: UrlReader): readonly Priority[] => chosenOf(url, 'severity', PRIORITIES);

/** Empty for all of them. */
export function statesOf(url: UrlReader): readonly RecommendationState[] {
  const chosen = chosenOf(url, 'state', RECOMMENDATION_STATES);
  return chosen.length > 0 || url.get('state') === ANY ? chosen : DEFAULT_STATES;
}

/** As `state` stands in the URL; nothing for the default. */
export function stateParameter(states: readonly RecommendationState[]): string {
  if (states.length === 0) {
    return ANY;
  }
  const isDefault = states.length === DEFAULT_STATES.length && DEFAULT_STATES.every((each) => states.includes(each));
  return isDefault ? '' : RECOMMENDATION_STATES.filter((each) => states.includes(each)).join(',');
}

export function queryOf(url: UrlReader): RecommendationQuery {
  return {
    ...ORDERS[orderOf(url)],
    limit: PAGE,
    severity: unlessEmpty(severitiesOf(url)),
    state: unlessEmpty(statesOf(url)),
    advisor: unlessEmpty(url.list('advisor')),
    asset: unlessEmpty(url.get('asset').trim()),
    search: unlessEmpty(searchOf(url)),
    cursor: url.list('after').at(-1),
  };
}

/** Whether anything but the default is asked for. */
export const isFiltered = (url: UrlReader): boolean => hasAny(url, FILTERS);
