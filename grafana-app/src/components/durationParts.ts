const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export type DurationUnit = 'days' | 'hours' | 'minutes' | 'seconds' | 'milliseconds';

export interface DurationPart {
  readonly unit: DurationUnit;
  readonly value: number;
}

/** The two largest units that are not zero and follow each other, rounded down; below a second milliseconds. */
export function durationParts(milliseconds: number): DurationPart[] {
  const ms = Math.max(0, milliseconds);
  if (ms < SECOND) {
    return [{ unit: 'milliseconds', value: Math.round(ms) }];
  }
  const parts: DurationPart[] = [
    { unit: 'days', value: Math.floor(ms / DAY) },
    { unit: 'hours', value: Math.floor((ms % DAY) / HOUR) },
    { unit: 'minutes', value: Math.floor((ms % HOUR) / MINUTE) },
    { unit: 'seconds', value: Math.floor((ms % MINUTE) / SECOND) },
  ];
  const first = parts.findIndex(({ value }) => value > 0);
  return parts.slice(first, first + 2).filter(({ value }) => value > 0);
}
