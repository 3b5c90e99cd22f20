/** From counters to facts: what the looks say taken together. */
import type { CpuTicks, Memory } from './kernel.ts';

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

export function memoryPercent({ totalBytes, availableBytes }: Memory): number {
  return 100 * (1 - availableBytes / totalBytes);
}

export interface Level {
  readonly timeMs: number;
  readonly percent: number;
}

/** An hour of looks every second. */
const MAX_LEVELS = 3600;

/** The levels within the window, with the newest added. */
export function withinWindow(levels: readonly Level[], newest: Level, windowMs: number): Level[] {
  const recent = levels.filter(({ timeMs }) => timeMs <= newest.timeMs && newest.timeMs - timeMs <= windowMs);
  return [...recent.slice(1 - MAX_LEVELS), newest];
}

/** By how many points the newest lies above the lowest. */
export function riseOf(levels: readonly Level[]): number {
  const newest = levels.at(-1);
  return newest ? newest.percent - Math.min(...levels.map(({ percent }) => percent)) : 0;
}

/** Bytes between two looks, by interface: one that is new, gone or has started to count anew tells nothing. */
export function trafficBetween(
  before: ReadonlyMap<string, number>,
  now: ReadonlyMap<string, number>,
): { bytes: number; busiest: string | null } {
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

export interface Average {
  readonly value: number;
  /** How long it has been formed, up to its time constant. */
  readonly seconds: number;
}

/** An exponentially weighted mean; while it is young, the plain mean. */
export function averaged(
  before: Average | null,
  value: number,
  seconds: number,
  timeConstant: number,
): Average {
  if (!before) return { value, seconds };
  const known = Math.min(before.seconds + seconds, timeConstant);
  const weight = Math.min(1, seconds / known);
  return { value: before.value + weight * (value - before.value), seconds: known };
}
