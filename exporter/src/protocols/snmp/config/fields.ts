/** Values of a snmp.yml by their kind. What is not as it should be becomes a mistake and, so that reading goes on, the default. */
import type { Oid } from '../../../model/snmp.ts';
import { goRegex } from '../../go-regex.ts';
import { didYouMean } from '../../suggest.ts';
import { parseOid } from '../oid.ts';
import { formatGoDuration, parseGoDuration } from './go-duration.ts';
import { parseFlag, parseInteger, parseNumber } from './scalars.ts';
import type { Value } from './yaml-value.ts';

/** A key that may be absent. */
export type Field = Value | undefined;

export interface Range {
  readonly min: number;
  readonly max: number;
}

const NO_OID: Oid = [];
const NOTHING = /(?!)/;

export function text(field: Field, fallback = ''): string {
  return field?.text() ?? fallback;
}

export function flag(field: Field): boolean {
  return parsed(field, parseFlag, 'expected true or false') ?? false;
}

export function integer(field: Field, { min, max }: Range, fallback: number): number {
  const parse = (each: string) => within(parseInteger(each), min, max);
  return parsed(field, parse, `expected a whole number from ${min} to ${max}`) ?? fallback;
}

export function number(field: Field, fallback: number): number {
  return parsed(field, parseNumber, 'expected a number') ?? fallback;
}

/** Milliseconds; the range is in them, too. */
export function duration(field: Field, { min, max }: Range, fallback: number): number {
  const range = `from ${formatGoDuration(min)} to ${formatGoDuration(max)}`;
  const parse = (each: string) => within(parseGoDuration(each), min, max);
  return parsed(field, parse, `expected a duration such as 500ms, 5s or 1m30s, ${range}`) ?? fallback;
}

/** Mistakes in a field that is not there are those of its `owner`. */
export function oid(owner: Value, field: Field, key: string): Oid {
  if (!required(owner, field, key)) return NO_OID;
  return parsed(field, parseOid, OID_EXPECTED) ?? NO_OID;
}

const OID_EXPECTED = 'expected an OID such as 1.3.6.1.2.1.2, of at most 128 numbers below 2^32';

export function oids(field: Field): Oid[] {
  return list(field).map((each) => parsed(each, parseOid, OID_EXPECTED) ?? NO_OID);
}

export function list(field: Field): Value[] {
  return field?.items() ?? [];
}

export function texts(field: Field): string[] {
  return list(field).map((each) => each.text() ?? '');
}

export function choice<T extends string>(
  owner: Value,
  field: Field,
  key: string,
  allowed: readonly T[],
): T | null {
  if (!required(owner, field, key)) return null;
  const given = text(field);
  const known = allowed.find((each) => each === given);
  if (known !== undefined) return known;
  field?.mistaken(given, `expected one of ${allowed.join(', ')}${didYouMean(given, allowed)}`);
  return null;
}

/** A name for what Prometheus calls by names. */
export function identifier(owner: Value, field: Field, key: string, pattern: RegExp): string {
  if (!required(owner, field, key)) return '';
  const given = text(field);
  if (!pattern.test(given))
    field?.mistaken(given, `expected letters, digits and _, of which a digit is not the first`);
  return given;
}

export function regex(field: Value): { readonly text: string; readonly regex: RegExp } {
  const source = text(field);
  try {
    return { text: source, regex: goRegex(source) };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    field.mistaken(source, `not a regular expression: ${error.message}`);
    return { text: source, regex: NOTHING };
  }
}

function required(owner: Value, field: Field, key: string): boolean {
  if (field && !field.isNull) return true;
  owner.mistake(`${key} is missing`);
  return false;
}

function parsed<T>(field: Field, parse: (text: string) => T | null, expected: string): T | null {
  const given = field?.text() ?? null;
  if (given === null) return null;
  const value = parse(given);
  if (value === null) field?.mistaken(given, expected);
  return value;
}

function within(value: number | null, min: number, max: number): number | null {
  return value !== null && value >= min && value <= max ? value : null;
}
