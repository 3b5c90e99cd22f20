import type { RecommendationCount } from '../../api/recommendations';
import type { Priority, RecommendationState } from '../../api/types';

/** Per severity, of the chosen states; a choice of none is all. */
export function bySeverity(
  counts: readonly RecommendationCount[],
  states: readonly RecommendationState[]
): ReadonlyMap<Priority, number> {
  return sums(
    counts.filter(({ state }) => states.length === 0 || states.includes(state)),
    ({ severity }) => severity
  );
}

/** Per state, of the chosen severities; a choice of none is all. */
export function byState(
  counts: readonly RecommendationCount[],
  severities: readonly Priority[]
): ReadonlyMap<RecommendationState, number> {
  return sums(
    counts.filter(({ severity }) => severities.length === 0 || severities.includes(severity)),
    ({ state }) => state
  );
}

function sums<K>(counts: readonly RecommendationCount[], keyOf: (count: RecommendationCount) => K): Map<K, number> {
  const totals = new Map<K, number>();
  for (const each of counts) {
    totals.set(keyOf(each), (totals.get(keyOf(each)) ?? 0) + each.count);
  }
  return totals;
}
