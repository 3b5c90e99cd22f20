/** Building blocks for the config schemas of modules and of the server. */
import { z } from 'zod';

const DURATION_UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const SIZE_UNITS: Readonly<Record<string, number>> = {
  B: 1,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  KiB: 2 ** 10,
  MiB: 2 ** 20,
  GiB: 2 ** 30,
};

function sumOfUnits(text: string, unit: RegExp, units: Readonly<Record<string, number>>): number | null {
  if (!new RegExp(`^(?:${unit.source})+$`).test(text)) return null;
  let sum = 0;
  for (const [, amount, name] of text.matchAll(new RegExp(unit.source, 'g')))
    sum += Number(amount) * (units[name ?? ''] ?? NaN);
  return sum;
}

/** Milliseconds of a Prometheus duration (`250ms`, `1h30m`, `7d`); null when it is not one. */
export function parseDuration(text: string): number | null {
  return text === '0' ? 0 : sumOfUnits(text, /(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/, DURATION_UNITS);
}

/** Bytes of a size (`64MiB`, `1GB`); null when it is not one. */
export function parseSize(text: string): number | null {
  return sumOfUnits(text, /(\d+(?:\.\d+)?)(B|KB|MB|GB|KiB|MiB|GiB)/, SIZE_UNITS);
}

interface Bounds {
  readonly min?: string;
  readonly max?: string;
}

/** A text like `5s` that becomes milliseconds. */
export function duration(fallback: string, bounds: Bounds = {}) {
  return quantity('duration', fallback, bounds, parseDuration, 'such as 250ms, 5s, 1h30m or 7d');
}

/** A text like `64MiB` that becomes bytes. */
export function size(fallback: string, bounds: Bounds = {}) {
  return quantity('size', fallback, bounds, parseSize, 'such as 512KiB, 64MiB or 1GB');
}

function quantity(
  format: string,
  fallback: string,
  { min, max }: Bounds,
  parse: (text: string) => number | null,
  examples: string,
) {
  const least = min === undefined ? -Infinity : (parse(min) ?? -Infinity);
  const most = max === undefined ? Infinity : (parse(max) ?? Infinity);
  const range = [min && `at least ${min}`, max && `at most ${max}`].filter(Boolean).join(', ');
  return z
    .string()
    .transform((text, context) => {
      const value = parse(text);
      if (value !== null && value >= least && value <= most) return value;
      context.addIssue({
        code: 'custom',
        message: `not a ${format} ${examples}${range && ` (${range})`}`,
        input: text,
      });
      return z.NEVER;
    })
    .prefault(fallback)
    .meta({ format });
}

/** A regular expression in text form; becomes a RegExp. Empty means: matches nothing. */
export function regex(fallback: string) {
  return z
    .string()
    .transform((text, context) => {
      try {
        return text === '' ? null : new RegExp(text);
      } catch (error) {
        context.addIssue({
          code: 'custom',
          message: `not a regular expression: ${String(error)}`,
          input: text,
        });
        return z.NEVER;
      }
    })
    .prefault(fallback)
    .meta({ format: 'regex' });
}

/** A text that must never be shown: redacted in logs, API answers, docs and forms. */
export const secret = () => z.string().meta({ secret: true });
