/** What is unusual: a level that rises within a window, a rate far above its average. */

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
