/** The order of causes: what people have confirmed, then by confidence, then what they have rejected. */
import type { Cause } from '../../model/incident.ts';

/** People look at a few; what they have judged stays beyond it. */
const MAX_CAUSES = 5;
const MAX_JUDGED = 20;

export function ranked(causes: readonly Cause[]): Cause[] {
  const sorted = [...causes].sort(
    (a, b) => b.confidence - a.confidence || (a.title < b.title ? -1 : a.title > b.title ? 1 : 0),
  );
  const of = (verdict: Cause['verdict']) => sorted.filter((cause) => cause.verdict === verdict);
  const confirmed = of('confirmed').slice(0, MAX_JUDGED);
  const open = of(null).slice(0, Math.max(0, MAX_CAUSES - confirmed.length));
  return [...confirmed, ...open, ...of('rejected').slice(0, MAX_JUDGED)].map((cause, i) => ({
    ...cause,
    rank: i + 1,
  }));
}
