/** Scalars of a configuration of idrac_exporter: variables may stand for any of them, so all are read as texts. */
import { z } from 'zod';
import { parseFlag } from '../../snmp/config/scalars.ts';
import { type Environment, expandVariables } from './variables.ts';

type Context = z.core.$RefinementCtx;

export interface Scalars {
  readonly text: () => z.ZodType<string>;
  readonly flag: () => z.ZodType<boolean>;
  readonly integer: (min: number, max: number) => z.ZodType<number>;
  readonly choice: <const T extends string>(allowed: readonly T[]) => z.ZodType<T>;
  /** Milliseconds; `whenEmpty` for an empty text. */
  readonly duration: (whenEmpty: number) => z.ZodType<number>;
}

export function scalars(environment: Environment): Scalars {
  const text = () =>
    z
      .union([z.string(), z.number(), z.boolean()], { error: 'expected a text, a number, true or false' })
      .transform((given, context) =>
        expandVariables(String(given), environment, (name) =>
          refuse(context, `the environment variable ${name} is not set`),
        ),
      );
  /** The value is not repeated: it may be where a password should be. */
  const parsed = <T>(parse: (text: string) => T | null, expected: string) =>
    text().transform((given, context): T => {
      const value = parse(given);
      if (value !== null) return value;
      refuse(context, expected);
      return z.NEVER;
    });
  return {
    text,
    flag: () => parsed(parseFlag, 'expected true or false'),
    integer: (min, max) =>
      parsed(
        (given) =>
          /^\d{1,10}$/.test(given) && Number(given) >= min && Number(given) <= max ? Number(given) : null,
        `expected a whole number from ${min} to ${max}`,
      ),
    choice: (allowed) =>
      parsed(
        (given) => allowed.find((each) => each === given.toLowerCase()) ?? null,
        `expected one of ${allowed.filter((each) => each !== '').join(', ')}`,
      ),
    duration: (whenEmpty) =>
      parsed(
        (given) => (given === '' ? whenEmpty : parseDuration(given)),
        'expected a duration such as 12h, 7d or 1w2d',
      ),
  };
}

function refuse(context: Context, message: string): void {
  context.addIssue({ code: 'custom', message });
}

/** As github.com/xhit/go-str2duration has them: those of Go, with days and weeks. */
const MS_OF_UNIT: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const TERM = /(\d+(?:\.\d+)?)(ms|s|m|h|d|w)/;

/** Milliseconds; null for what is no duration. */
export function parseDuration(text: string): number | null {
  if (text === '0') return 0;
  if (!new RegExp(`^(?:${TERM.source})+$`).test(text)) return null;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(new RegExp(TERM.source, 'g')))
    sum += Number(amount) * (MS_OF_UNIT[unit ?? ''] ?? NaN);
  return sum;
}
