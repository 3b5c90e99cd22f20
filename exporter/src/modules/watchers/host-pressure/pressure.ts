/** From counters to facts: what the looks say taken together. */
import type { Growth } from '../../../contract/host-facts.ts';
import type { CpuTicks } from './kernel.ts';

export interface CpuUse {
  readonly percent: number;
  readonly ioWaitPercent: number;
}

/** Share of all processors between two looks; null when no time has passed or the counters went back. */
export function cpuUse(before: CpuTicks, now: CpuTicks): CpuUse | null {
  const total = now.total - before.total;
  const busy = now.busy - before.busy;
  if (total <= 0 || busy < 0) return null;
  const percentOf = (ticks: number) => Math.min(100, Math.max(0, (100 * ticks) / total));
  return { percent: percentOf(busy), ioWaitPercent: percentOf(now.ioWait - before.ioWait) };
}

/** Bytes between two looks, by interface: one that is new, gone or has started to count anew tells nothing. */
export function trafficBetween(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): Growth {
  let bytes = 0;
  let most = 0;
  let busiest: string | null = null;
  for (const [name, count] of now) {
    const growth = count - (before.get(name) ?? count);
    if (growth <= 0) continue;
    bytes += growth;
    if (growth > most) [most, busiest] = [growth, name];
  }
  return { bytes, busiest };
}
