import type { TopologyQuery } from '../../api/topology';
import { ASSET_KINDS, ASSET_STATUSES } from '../../api/values';
import type { Coloring } from '../../components/TopologyGraph/graph';
import { chosenOf, searchOf, type UrlReader } from '../../components/urlFilter';

export const DEPTHS = [1, 2, 3, 4] as const;
export type Depth = (typeof DEPTHS)[number];

export const FILTERS = ['kind', 'status', 'tenant'] as const;
export type Filter = (typeof FILTERS)[number];

/** What the page shows, as its URL says. What makes no sense in it counts as absent. */
export interface TopologyState {
  readonly coloring: Coloring;
  readonly view: 'graph' | 'list';
  readonly search: string;
  readonly focus: string | null;
  readonly depth: Depth;
  /** Only the focus and its neighbours, instead of all with these in front. */
  readonly only: boolean;
  readonly filters: Readonly<Record<Filter, readonly string[]>>;
}

/** What the API takes for an asset's id. */
const ASSET_ID = /^[A-Za-z0-9][A-Za-z0-9._:@-]{0,199}$/;

export function stateOf(url: UrlReader): TopologyState {
  const focus = url.get('focus');
  const known = ASSET_ID.test(focus) ? focus : null;
  return {
    coloring: url.get('color') === 'score' ? 'score' : 'health',
    view: url.get('view') === 'list' ? 'list' : 'graph',
    search: searchOf(url),
    focus: known,
    depth: DEPTHS.find((depth) => String(depth) === url.get('depth')) ?? 1,
    only: known !== null && url.get('only') === 'true',
    filters: {
      kind: chosenOf(url, 'kind', ASSET_KINDS),
      status: chosenOf(url, 'status', ASSET_STATUSES),
      tenant: url.list('tenant'),
    },
  };
}

export const isFiltered = ({ filters }: TopologyState): boolean => FILTERS.some((name) => filters[name].length > 0);

/** Processes and containers come and go by the hundred: what is gone is shown only to those who ask for it. */
const NOT_GONE = ASSET_STATUSES.filter((status) => status !== 'gone');

export const queryOfAll = ({ filters }: TopologyState): TopologyQuery => ({
  ...filters,
  status: filters.status.length === 0 ? NOT_GONE : filters.status,
});

/** The focus with what is around it; null without one. */
export function queryOfFocus({ focus, depth }: TopologyState): TopologyQuery | null {
  return focus === null ? null : { focus, depth };
}
