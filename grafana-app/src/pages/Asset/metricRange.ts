/** Hours that can be shown: Fathom keeps twelve. */
export const RANGES = [1, 6, 12] as const;

/** Of a URL: `6h`. What is none of the ranges is the first. */
export const hoursOf = (text: string): number => RANGES.find((hours) => `${hours}h` === text) ?? RANGES[0];
