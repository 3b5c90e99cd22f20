import type { Priority, RecommendationState } from '../../api/types';
import { PRIORITIES, RECOMMENDATION_STATES } from '../../api/values';
import { isRecord } from '../../isRecord';

/** What a dashboard keeps of the panel. */
export interface RecommendationsOptions {
  /** Of the shape of these options: what is saved by an older one is migrated. */
  version: 1;
  /** None for all of them. */
  severities: Priority[];
  /** None for all of them. */
  states: RecommendationState[];
  maxItems: number;
  display: 'compact' | 'expanded';
}

/** More than anybody reads on a dashboard. */
export const MAX_ITEMS = 200;

export const DEFAULTS: RecommendationsOptions = {
  version: 1,
  severities: [],
  states: ['open', 'acknowledged'],
  maxItems: 20,
  display: 'compact',
};

/** Whatever a dashboard's JSON has: people edit it by hand, and other panels leave their options when the type changes. */
export function migrateOptions(saved: unknown): RecommendationsOptions {
  const { severities, states, maxItems, display } = isRecord(saved) ? saved : {};
  return {
    version: 1,
    severities: Array.isArray(severities)
      ? PRIORITIES.filter((each) => severities.includes(each))
      : DEFAULTS.severities,
    states: Array.isArray(states) ? RECOMMENDATION_STATES.filter((each) => states.includes(each)) : DEFAULTS.states,
    maxItems: isCount(maxItems) ? Math.min(maxItems, MAX_ITEMS) : DEFAULTS.maxItems,
    display: display === 'expanded' ? 'expanded' : DEFAULTS.display,
  };
}

const isCount = (value: unknown): value is number => Number.isInteger(value) && Number(value) >= 1;
