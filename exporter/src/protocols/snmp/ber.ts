/** BER as SNMP has it (ITU-T X.690, RFC 3417 section 8): definite lengths, tags of one octet. */
import { ModuleError } from '../../model/errors.ts';

export const SEQUENCE = 0x30;
export const INTEGER = 0x02;
export const OCTET_STRING = 0x04;
export const OBJECT_IDENTIFIER = 0x06;

/** Tags that go on in further octets have these bits; SNMP has none outside of Opaque. */
const LONG_TAG = 0x1f;
const INDEFINITE = 0x80;
/** Some agents pad lengths with zeros; beyond eight octets it is no padding. */
const MAX_LENGTH_OCTETS = 8;

export function malformed(what: string): ModuleError {
  return new ModuleError('malformed_reply', `the reply is not SNMP: ${what}`);
}

/** Where the content of the element at `at` begins, once `contentEnd` has found its header whole. */
export function contentStart(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1] ?? 0;
  return first < INDEFINITE ? at + 2 : at + 2 + (first & 0x7f);
}

/** Where the element at `at` ends, its header included: at `limit` at the latest. @throws ModuleError `malformed_reply` */
export function contentEnd(bytes: Uint8Array, at: number, limit: number): number {
  const first = bytes[at + 1] ?? 0;
  const end = first < INDEFINITE ? at + 2 + first : longEnd(bytes, at);
  if (end > limit) throw malformed(`an element reaches ${end - limit} octets beyond what it is in`);
  return end;
}

function longEnd(bytes: Uint8Array, at: number): number {
  const octets = (bytes[at + 1] ?? 0) & 0x7f;
  const start = at + 2 + octets;
  if (octets === 0) throw malformed('a length is indefinite');
  if (octets > MAX_LENGTH_OCTETS) throw malformed(`a length has ${octets} octets`);
  let length = 0;
  for (let i = at + 2; i < start; i += 1) length = length * 256 + (bytes[i] ?? 0);
  return start + length;
}

/** True for a tag whose number goes on in the next octet: then its length is not where others have it. */
export function isLongTag(tag: number): boolean {
  return (tag & LONG_TAG) === LONG_TAG;
}

/** Reads the elements in `bytes[at, end)` one after the other; never beyond `end`. */
export class BerReader {
  readonly bytes: Buffer;
  readonly end: number;
  at: number;

  constructor(bytes: Buffer, start = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = start;
    this.end = end;
  }

  /** The tag of what comes next; -1 at the end. */
  peek(): number {
    return this.at < this.end ? (this.bytes[this.at] ?? -1) : -1;
  }

  /** A reader of the content of the next element, which is passed over. */
  enter(tag: number, what: string): BerReader {
    if (this.peek() !== tag) throw malformed(`${what} has the tag ${this.peek()} instead of ${tag}`);
    const end = contentEnd(this.bytes, this.at, this.end);
    const content = new BerReader(this.bytes, contentStart(this.bytes, this.at), end);
    this.at = end;
    return content;
  }

  /** Passes over an element. */
  skip(tag: number, what: string): void {
    this.enter(tag, what);
  }

  /** A view. */
  octets(what: string): Buffer {
    const { at, end } = this.enter(OCTET_STRING, what);
    return this.bytes.subarray(at, end);
  }

  /** Of 32 bits in all that this is used for; longer ones are taken as they stand. */
  integer(what: string): number {
    const { at, end } = this.enter(INTEGER, what);
    if (end - at > 8) throw malformed(`${what} has ${end - at} octets`);
    return signedNumber(this.bytes, at, end);
  }
}

/** Two's complement, most significant octet first; 0 when there is none. Exact up to 6 octets. */
export function signedNumber(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end) return 0;
  let value = ((bytes[start] ?? 0) << 24) >> 24;
  for (let i = start + 1; i < end; i += 1) value = value * 256 + (bytes[i] ?? 0);
  return value;
}
