/** Durations as Go writes them: https://pkg.go.dev/time#ParseDuration. */

const MS_OF_UNIT: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  μs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
/** The units of a microsecond are its two signs of Unicode, micro and mu. */
const TERM = /(\d+(?:\.\d*)?|\.\d+)(ns|us|\u00b5s|\u03bcs|ms|s|m|h)/;

/** Milliseconds of `5s`, `1m30s` or `1.5s`, and of a number without a unit, which is of nanoseconds; null for others. */
export function parseGoDuration(text: string): number | null {
  if (/^\d+$/.test(text)) return Number(text) / 1e6;
  if (!new RegExp(`^(?:${TERM.source})+$`).test(text)) return null;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(new RegExp(TERM.source, 'g')))
    sum += Number(amount) * (MS_OF_UNIT[unit ?? ''] ?? NaN);
  return sum;
}

/** As Go prints it: `500ms`, `5s`, `1m30s`, `1h0m0s`. */
export function formatGoDuration(ms: number): string {
  if (ms < 1000) return `${ms}ms`;
  const seconds = ms / 1000;
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const rest = `${Number((seconds % 60).toFixed(9))}s`;
  if (hours > 0) return `${hours}h${minutes}m${rest}`;
  return minutes > 0 ? `${minutes}m${rest}` : rest;
}
