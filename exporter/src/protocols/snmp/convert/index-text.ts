/**
 * The parts of a row's OID as text, as SMI packs them: RFC 2578 section 7.7. Octets of values are shown by the same
 * rules. What is missing at the end counts as zeros: some devices leave zeros out.
 */
import type { EnumValues } from '../definition.ts';
import { utf8Text } from './octets-text.ts';

export interface IndexPart {
  readonly text: string;
  /** The sub-identifiers it was made of, padded. */
  readonly used: readonly number[];
  readonly rest: readonly number[];
}

export interface IndexForm {
  readonly type: string;
  /** Sub-identifiers it takes; 0 where the length comes in front. */
  readonly fixedSize: number;
  /** All that is left, without a length in front. */
  readonly implied: boolean;
  readonly enumValues: EnumValues;
}

/** Types whose meaning the value before tells, and what they are then. */
const SUBTYPES: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  InetAddress: { 1: 'InetAddressIPv4', 2: 'InetAddressIPv6' },
  InetAddressMissingSize: { 1: 'InetAddressIPv4', 2: 'InetAddressIPv6' },
  LldpPortId: {
    1: 'DisplayString',
    2: 'DisplayString',
    3: 'PhysAddress48',
    5: 'DisplayString',
    7: 'DisplayString',
  },
};
/** A length that a device made up must not become gigabytes of zeros: labels are cut at 4,096 characters. */
const MAX_OCTETS = 2046;
const NO_ENUM: EnumValues = new Map();

/** Null for a type that stands by itself; undefined for a number that means none. */
export function subtypeOf(type: string, number: number): string | null | undefined {
  const subtypes = SUBTYPES[type];
  return subtypes ? subtypes[number] : null;
}

export const isCombined = (type: string) => type in SUBTYPES;

export function plainForm(type: string): IndexForm {
  return { type, fixedSize: 0, implied: false, enumValues: NO_ENUM };
}

export function indexPart(subIds: readonly number[], form: IndexForm): IndexPart {
  switch (form.type) {
    case 'Integer32':
    case 'Integer':
    case 'gauge':
    case 'counter':
      return fixed(subIds, 1, ([value]) => String(value));
    case 'EnumAsInfo':
      return fixed(subIds, 1, ([value = 0]) => form.enumValues.get(value) ?? String(value));
    case 'PhysAddress48':
      return fixed(subIds, 6, (used) => used.map(hex).join(':'));
    case 'InetAddressIPv4':
      return fixed(subIds, 4, (used) => used.join('.'));
    case 'InetAddressIPv6':
      return fixed(subIds, 16, (used) => pairs(used.map(hex)).join(':'));
    case 'DisplayString':
      return octets(subIds, form, utf8Text);
    case 'InetAddress':
    case 'InetAddressMissingSize':
    case 'LldpPortId':
      return combined(subIds, form);
    default:
      return octets(subIds, form, (content) => (content.length === 0 ? '' : `0x${hexText(content)}`));
  }
}

const hex = (value: number) => value.toString(16).toUpperCase().padStart(2, '0');
const pairs = (parts: readonly string[]) =>
  parts.flatMap((part, i) => (i % 2 === 0 ? [part + (parts[i + 1] ?? '')] : []));
const hexText = (content: Buffer) => content.toString('hex').toUpperCase();

/** The first so many, with zeros for those that are missing. */
function padded(subIds: readonly number[], count: number): readonly number[] {
  const head = subIds.slice(0, count);
  while (head.length < count) head.push(0);
  return head;
}

function fixed(
  subIds: readonly number[],
  count: number,
  text: (used: readonly number[]) => string,
): IndexPart {
  const used = padded(subIds, count);
  return { text: text(used), used, rest: subIds.slice(count) };
}

function octets(
  subIds: readonly number[],
  { fixedSize, implied }: IndexForm,
  text: (content: Buffer) => string,
): IndexPart {
  const told = implied ? subIds.length : fixedSize;
  const front = told === 0 ? padded(subIds, 1) : [];
  const length = Math.min(told === 0 ? (front[0] ?? 0) : told, MAX_OCTETS);
  const behind = subIds.slice(front.length);
  const content = padded(behind, length);
  return { text: text(Buffer.from(content)), used: [...front, ...content], rest: behind.slice(length) };
}

/** A number that tells the type, a length (or none, where it is missing), the address. */
function combined(subIds: readonly number[], { type, enumValues }: IndexForm): IndexPart {
  const withoutSize = type === 'InetAddressMissingSize';
  const front = padded(subIds, withoutSize ? 1 : 2);
  const subtype = subtypeOf(type, front[0] ?? 0);
  if (typeof subtype === 'string') {
    const form = { type: subtype, fixedSize: 0, implied: false, enumValues };
    const part = indexPart(subIds.slice(front.length), form);
    return { ...part, used: [...front, ...part.used] };
  }
  const whole = { type: 'OctetString', implied: withoutSize, enumValues };
  return indexPart(subIds, { ...whole, fixedSize: withoutSize ? 0 : (front[1] ?? 0) + 2 });
}
