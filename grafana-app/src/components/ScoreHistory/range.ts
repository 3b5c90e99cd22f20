/** Hours that can be shown: Fathom keeps seven days. */
export const RANGES = [1, 6, 24, 168] as const;

const DEFAULT_HOURS = 6;

/** Of a URL: `6h`. */
export const hoursOf = (text: string): number => RANGES.find((hours) => `${hours}h` === text) ?? DEFAULT_HOURS;

export const rangeText = (hours: number): string => `${hours}h`;
