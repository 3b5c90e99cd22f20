/** Brings the stored recommendations of an asset in line with what the advisors say now. */
import { createHash } from 'node:crypto';
import type { Recommendation } from '../../model/recommendation.ts';
import { formatTime, msToNs } from '../../model/time.ts';
import { MAX_PAGE, type RecommendationStore } from '../../store/store.ts';
import type { AdviceRound } from './advise.ts';

/** The same for the same conclusion, on every run and machine. */
export function recommendationId(advisor: string, asset: string, subject: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([advisor, asset, subject]))
    .digest('hex');
  return `rec-${hash.slice(0, 16)}`;
}

/**
 * Stores what is said as open, keeping when it was first seen, and what is no longer said as resolved.
 * Returns the recommendations that are open now and those that this call resolved.
 */
export async function reconcile(
  store: RecommendationStore,
  asset: string,
  round: AdviceRound,
  nowMs: number,
): Promise<Recommendation[]> {
  const now = formatTime(msToNs(nowMs));
  const known = new Map((await latestOf(store, asset)).map((each) => [each.id, each]));
  const said = round.advice.map(({ advisor, draft }): Recommendation => {
    const id = recommendationId(advisor, asset, draft.subject);
    const firstSeen = known.get(id)?.firstSeen ?? now;
    return { ...draft, id, asset, advisor, state: 'open', firstSeen, lastSeen: now };
  });
  const saidIds = new Set(said.map(({ id }) => id));
  const open = [...known.values()].filter(({ id, state }) => state === 'open' && !saidIds.has(id));
  const kept = open.filter(({ advisor }) => round.failed.has(advisor));
  const resolved = open
    .filter(({ advisor }) => !round.failed.has(advisor))
    .map((each): Recommendation => ({ ...each, state: 'resolved' }));
  for (const each of [...said, ...resolved]) await store.put(each);
  return [...said, ...kept, ...resolved];
}

/** All open ones, and of those resolved the latest page, which keep their first sight when they come back. */
async function latestOf(store: RecommendationStore, asset: string): Promise<Recommendation[]> {
  const request = { asset, sort: 'lastSeen', order: 'desc', limit: MAX_PAGE } as const;
  const open = await store.list({ ...request, state: 'open' });
  const resolved = await store.list({ ...request, state: 'resolved' });
  return [...resolved.items, ...open.items];
}
