/** Values of a configuration of ipmi_exporter. All scalars come as they are written. */
import { z } from 'zod';
import { messageOf } from '../../../model/errors.ts';
import { goRegex } from '../../go-regex.ts';
import { isNull, parseInteger } from '../../snmp/config/scalars.ts';
import { didYouMean } from '../../suggest.ts';

export const text = () => z.string({ error: 'expected a text' });

/** A key without a value is as good as none. */
export const orNothing = <S extends z.ZodType>(schema: S) =>
  z.preprocess((given) => (isEmpty(given) ? undefined : given), schema.optional());

export function isEmpty(given: unknown): boolean {
  return given === undefined || given === null || given === '';
}

/** The value is not repeated: it may be where a password should be. */
export const parsed = <T>(parse: (given: string) => T | null, expected: string) =>
  text().transform((given, context): T => {
    const value = parse(given);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });

export const listOf = <S extends z.ZodType>(schema: S, max: number) =>
  z.array(schema, { error: 'expected a list' }).max(max, `expected at most ${max} of them`);

export function wholeNumber(min: number, max: number) {
  return parsed((given) => {
    const value = parseInteger(given);
    return value !== null && value >= min && value <= max ? value : null;
  }, `expected a whole number from ${min} to ${max}`);
}

export function bytes(max: number) {
  return parsed((given) => {
    if (isNull(given)) return '';
    return Buffer.byteLength(given) <= max ? given : null;
  }, `expected at most ${max} bytes: IPMI allows no more`);
}

/** In lower case or not. */
export function choice<const T extends string>(allowed: readonly T[]) {
  return parsed(
    (given) => allowed.find((each) => each === given.toLowerCase()) ?? null,
    `expected one of ${allowed.join(', ')}`,
  );
}

export function oneOf<T extends string>(known: readonly T[]) {
  return text().transform((given, context): T => {
    const found = known.find((each) => each === given);
    if (found !== undefined) return found;
    context.addIssue({
      code: 'custom',
      message: `expected one of ${known.join(', ')}${didYouMean(given, known)}`,
    });
    return z.NEVER;
  });
}

export function regex() {
  return text().transform((given, context): RegExp => {
    try {
      return goRegex(given);
    } catch (error) {
      context.addIssue({ code: 'custom', message: `not a regular expression: ${messageOf(error)}` });
      return z.NEVER;
    }
  });
}

/** A key that has no meaning here. */
export const refused = (reason: string) =>
  z
    .unknown()
    .refine(
      (given) => isEmpty(given) || (typeof given === 'object' && Object.keys(given ?? {}).length === 0),
      reason,
    )
    .optional();
