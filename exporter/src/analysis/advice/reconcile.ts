/** Brings the stored recommendations of an asset in line with what the advisors say now. */
import { createHash } from 'node:crypto';
import { FATHOM } from '../../model/action.ts';
import type { Recommendation } from '../../model/recommendation.ts';
import { formatTime, msToNs, nsToMs, parseTime } from '../../model/time.ts';
import { MAX_PAGE, type RecommendationStore } from '../../store/store.ts';
import { timeAfter } from '../action-event.ts';
import type { Advice, AdviceRound } from './advise.ts';
import { withFeedback } from './feedback.ts';

/** What is still found so long after it was marked as done was not done. */
const DONE_GRACE_MS = 15 * 60_000;

/** The same for the same conclusion, on every run and machine. */
export function recommendationId(advisor: string, asset: string, subject: string): string {
  const hash = createHash('sha256')
    .update(JSON.stringify([advisor, asset, subject]))
    .digest('hex');
  return `rec-${hash.slice(0, 16)}`;
}

/**
 * Stores what is said, keeping when it was first seen and what people did with it, and what is no longer said as
 * resolved. Returns those that are not resolved and those that this call resolved.
 */
export async function reconcile(
  store: Pick<RecommendationStore, 'update' | 'list'>,
  asset: string,
  round: AdviceRound,
  nowMs: number,
): Promise<Recommendation[]> {
  const said: Recommendation[] = [];
  for (const advice of round.advice) {
    const id = recommendationId(advice.advisor, asset, advice.draft.subject);
    const stored = await store.update(id, (known) => found(advice, id, asset, known, nowMs));
    if (stored !== null) said.push(stored);
  }
  const saidIds = new Set(said.map(({ id }) => id));
  const others = (await current(store, asset)).filter(({ id }) => !saidIds.has(id));
  const kept = others.filter(({ advisor }) => round.failed.has(advisor));
  const resolved: Recommendation[] = [];
  for (const { id, advisor } of others) {
    if (round.failed.has(advisor)) continue;
    const stored = await store.update(id, (known) => known && { ...known, state: 'resolved' });
    if (stored !== null) resolved.push(stored);
  }
  return [...said, ...kept, ...resolved];
}

function found(
  { advisor, draft }: Advice,
  id: string,
  asset: string,
  known: Recommendation | null,
  nowMs: number,
): Recommendation {
  const now = formatTime(msToNs(nowMs));
  const said = { ...draft, charts: draft.charts ?? [], id, asset, advisor, lastSeen: now };
  if (known === null) return { ...said, state: 'open', firstSeen: now, feedback: [] };
  const { firstSeen, feedback, state } = known;
  const again: Recommendation = { ...said, firstSeen, feedback, state };
  if (state === 'resolved') return { ...again, state: wasDismissed(known) ? 'dismissed' : 'open' };
  return isOverdue(known, nowMs) ? reopened(again, nowMs) : again;
}

/** Nobody wanted to hear of it, and nobody has changed their mind. */
function wasDismissed({ feedback }: Recommendation): boolean {
  return feedback.at(-1)?.action === 'dismiss';
}

function isOverdue({ state, feedback }: Recommendation, nowMs: number): boolean {
  const done = state === 'done' ? feedback.findLast(({ action }) => action === 'done') : undefined;
  const doneNs = done === undefined ? null : parseTime(done.time);
  return doneNs !== null && nowMs - nsToMs(doneNs) >= DONE_GRACE_MS;
}

function reopened(recommendation: Recommendation, nowMs: number): Recommendation {
  return withFeedback(recommendation, {
    time: timeAfter(recommendation.feedback.at(-1)?.time, nowMs),
    actor: FATHOM,
    action: 'reopen',
    reason: `Still found ${DONE_GRACE_MS / 60_000} minutes after it was marked as done.`,
  });
}

async function current(store: Pick<RecommendationStore, 'list'>, asset: string): Promise<Recommendation[]> {
  const { items } = await store.list({
    asset,
    state: ['open', 'acknowledged', 'done', 'dismissed'],
    sort: 'lastSeen',
    order: 'desc',
    limit: MAX_PAGE,
  });
  return [...items];
}
