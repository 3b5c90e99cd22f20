/** Thresholds that are crossed once and not at every look. */
import type { Threshold } from '../../../protocols/snmp/profile/thresholds.ts';

export type Level = 'normal' | 'warning' | 'critical';

/** What swings around a threshold has to fall by a twentieth below it to be better again. */
const FALL = 0.95;

export function levelAfter(before: Level, value: number, { warning, critical }: Threshold): Level {
  const isAbove = (threshold: number, was: boolean) => value >= (was ? FALL * threshold : threshold);
  if (isAbove(critical, before === 'critical')) return 'critical';
  return isAbove(warning, before !== 'normal') ? 'warning' : 'normal';
}

export interface Crossing {
  readonly before: Level;
  readonly now: Level;
}

/** The levels of what is above a threshold; what is not named here is normal. */
export class Levels {
  readonly #high = new Map<string, Level>();

  of(key: string): Level {
    return this.#high.get(key) ?? 'normal';
  }

  /** Null when nothing was crossed. */
  crossing(key: string, value: number, threshold: Threshold): Crossing | null {
    const before = this.of(key);
    const now = levelAfter(before, value, threshold);
    if (now === 'normal') this.#high.delete(key);
    else this.#high.set(key, now);
    return now === before ? null : { before, now };
  }

  /** Those that are no longer there, each once. */
  takeMissing(isThere: (key: string) => boolean): string[] {
    const missing = [...this.#high.keys()].filter((key) => !isThere(key));
    for (const key of missing) this.#high.delete(key);
    return missing;
  }
}
