/** What happened in the demo estate within the last day. */
import { chatty } from './stories/chatty.ts';
import type { Happening } from './stories/happening.ts';
import { leak } from './stories/leak.ts';
import { miner } from './stories/miner.ts';
import { routine } from './stories/routine.ts';
import { yesterday } from './stories/yesterday.ts';

/** Everything that happened in the last day, oldest first. `nowMs` dates the starts of processes. */
export function happenings(ids: readonly string[], nowMs: number): readonly Happening[] {
  const all = [...yesterday(nowMs), ...routine(ids), ...leak(nowMs), ...miner(nowMs), ...chatty(nowMs)];
  return all.sort((a, b) => b.minutesAgo - a.minutesAgo);
}
