import { type Oid, ValueType, type Varbinds } from '../../model/snmp.ts';
import {
  contentEnd,
  contentStart,
  isLongTag,
  malformed,
  OBJECT_IDENTIFIER,
  SEQUENCE,
  signedNumber,
} from './ber.ts';
import { checkOid, unpackOid } from './oid.ts';

/** Of one varbind in the table of offsets: where its OID begins and ends, its type, where its value begins and ends. */
const FIELDS = 5;
const OID_END = 1;
const TYPE = 2;
const VALUE = 3;
const VALUE_END = 4;

/** A value of 64 bits without sign takes a ninth octet, which is zero. */
const MAX_INTEGER_OCTETS = 8;
/** Opaque around an IEEE 754 number begins with a tag of two octets and a length. */
const FLOAT_HEADER = 3;
/** Longer suffixes are left to Buffer, whose call costs more than a few characters. */
const SHORT_SUFFIX = 6;

/**
 * Checks the varbinds in `bytes[start, end)`, all of them, and notes where each lies.
 * Integers that are too long for their type, and types that SNMP does not have, become `null`, as gosnmp has it.
 * @throws ModuleError `malformed_reply`
 */
export function readVarbinds(bytes: Buffer, start: number, end: number): Varbinds {
  const count = countElements(bytes, start, end);
  const offsets = offsetsFor(bytes, count);
  for (let at = start, field = 0; at < end; field += FIELDS) {
    if (bytes[at] !== SEQUENCE) throw malformed('a varbind is no sequence');
    const next = contentEnd(bytes, at, end);
    readVarbind(bytes, contentStart(bytes, at), next, offsets, field);
    at = next;
  }
  return new ReadVarbinds(bytes, offsets, count);
}

/** What comes in a datagram has offsets of 16 bits, as have all types. */
type Offsets = Uint16Array | Uint32Array;

function offsetsFor({ length }: Buffer, varbinds: number): Offsets {
  return length < 2 ** 16 ? new Uint16Array(varbinds * FIELDS) : new Uint32Array(varbinds * FIELDS);
}

function countElements(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; count += 1) at = contentEnd(bytes, at, end);
  return count;
}

function readVarbind(bytes: Buffer, at: number, end: number, offsets: Offsets, field: number): void {
  const oidEnd = contentEnd(bytes, at, end);
  const oid = contentStart(bytes, at);
  if (bytes[at] !== OBJECT_IDENTIFIER || oid === oidEnd) throw malformed('a varbind has no OID');
  checkOid(bytes, oid, oidEnd);
  const valueEnd = contentEnd(bytes, oidEnd, end);
  const value = contentStart(bytes, oidEnd);
  const type = checkedType(bytes, bytes[oidEnd] ?? 0, value, valueEnd);
  offsets[field] = oid;
  offsets[field + OID_END] = oidEnd;
  offsets[field + TYPE] = type;
  offsets[field + VALUE] =
    type === ValueType.opaqueFloat || type === ValueType.opaqueDouble ? value + FLOAT_HEADER : value;
  offsets[field + VALUE_END] = valueEnd;
}

function checkedType(bytes: Buffer, tag: number, start: number, end: number): ValueType {
  switch (tag) {
    case ValueType.integer:
      if (!fitsInteger(bytes, start, end)) throw malformed(`an INTEGER has ${end - start} octets`);
      return tag;
    case ValueType.counter32:
    case ValueType.gauge32:
    case ValueType.timeTicks:
    case ValueType.counter64:
    case ValueType.uinteger32:
      return fitsInteger(bytes, start, end) ? tag : ValueType.null;
    case ValueType.ipAddress:
      // Some agents have addresses of IPv6, or none, for which the type has no room.
      if (![0, 4, 16].includes(end - start)) throw malformed(`an IpAddress has ${end - start} octets`);
      return tag;
    case ValueType.oid:
      checkOid(bytes, start, end);
      return tag;
    case ValueType.opaque:
      return typeInOpaque(bytes, start, end);
    case ValueType.octetString:
    case ValueType.null:
    case ValueType.noSuchObject:
    case ValueType.noSuchInstance:
    case ValueType.endOfMibView:
      return tag;
    default:
      if (isLongTag(tag)) throw malformed(`a value has the tag ${tag}`);
      return ValueType.null;
  }
}

function fitsInteger(bytes: Buffer, start: number, end: number): boolean {
  const octets = end - start;
  return octets <= MAX_INTEGER_OCTETS || (octets === MAX_INTEGER_OCTETS + 1 && bytes[start] === 0);
}

/** draft-perkins-opaque: a context tag of two octets, a length, the number. */
function typeInOpaque(bytes: Buffer, start: number, end: number): ValueType {
  const tag = ((bytes[start] ?? 0) << 8) | (bytes[start + 1] ?? 0);
  const octets = end - start - FLOAT_HEADER;
  const expected = tag === ValueType.opaqueFloat ? 4 : tag === ValueType.opaqueDouble ? 8 : -1;
  return octets === expected && bytes[start + 2] === octets ? (tag as ValueType) : ValueType.opaque;
}

class ReadVarbinds implements Varbinds {
  readonly count: number;
  readonly size: number;
  readonly #bytes: Buffer;
  readonly #offsets: Offsets;

  constructor(bytes: Buffer, offsets: Offsets, count: number) {
    this.#bytes = bytes;
    this.#offsets = offsets;
    this.count = count;
    this.size = bytes.length + offsets.byteLength;
  }

  #at(i: number, field: number): number {
    return this.#offsets[i * FIELDS + field] ?? 0;
  }

  oidBytes(i: number): Buffer {
    return this.#bytes.subarray(this.#at(i, 0), this.#at(i, OID_END));
  }

  oid(i: number): Oid {
    return unpackOid(this.#bytes, this.#at(i, 0), this.#at(i, OID_END));
  }

  isBelow(i: number, prefix: Buffer): boolean {
    const start = this.#at(i, 0);
    const { length } = prefix;
    if (this.#at(i, OID_END) - start <= length) return false;
    const bytes = this.#bytes;
    // From the end: neighbours differ there first.
    for (let k = length - 1; k >= 0; k -= 1) if (bytes[start + k] !== prefix[k]) return false;
    return true;
  }

  suffix(i: number, skip: number): string {
    const start = this.#at(i, 0) + skip;
    const end = this.#at(i, OID_END);
    if (end - start > SHORT_SUFFIX) return this.#bytes.toString('latin1', start, end);
    let text = '';
    for (let k = start; k < end; k += 1) text += String.fromCharCode(this.#bytes[k] ?? 0);
    return text;
  }

  hasSuffix(i: number, skip: number, key: string): boolean {
    const start = this.#at(i, 0) + skip;
    const { length } = key;
    if (this.#at(i, OID_END) - start !== length) return false;
    const bytes = this.#bytes;
    for (let k = length - 1; k >= 0; k -= 1) if (bytes[start + k] !== key.charCodeAt(k)) return false;
    return true;
  }

  ascend(first: number, step: number, count: number): boolean {
    for (let k = 1, i = first + step; k < count; k += 1, i += step)
      if (!this.#isBehind(i, i - step)) return false;
    return true;
  }

  #isBehind(i: number, before: number): boolean {
    const start = this.#at(i, 0);
    const startBefore = this.#at(before, 0);
    const length = this.#at(i, OID_END) - start;
    const lengthBefore = this.#at(before, OID_END) - startBefore;
    const bytes = this.#bytes;
    for (let k = 0; k < length && k < lengthBefore; k += 1) {
      const difference = (bytes[start + k] ?? 0) - (bytes[startBefore + k] ?? 0);
      if (difference !== 0) return difference > 0;
    }
    return length > lengthBefore;
  }

  type(i: number): ValueType {
    return this.#at(i, TYPE) as ValueType;
  }

  number(i: number): number {
    const start = this.#at(i, VALUE);
    const end = this.#at(i, VALUE_END);
    switch (this.#at(i, TYPE)) {
      case ValueType.integer:
        return end - start <= 6 ? signedNumber(this.#bytes, start, end) : Number(this.bigint(i));
      case ValueType.counter32:
      case ValueType.gauge32:
      case ValueType.counter64:
        return unsignedNumber(this.#bytes, start, end);
      case ValueType.timeTicks:
      case ValueType.uinteger32:
        return unsignedNumber(this.#bytes, Math.max(start, end - 4), end);
      case ValueType.opaqueFloat:
        return this.#bytes.readFloatBE(start);
      case ValueType.opaqueDouble:
        return this.#bytes.readDoubleBE(start);
      default:
        return NaN;
    }
  }

  bigint(i: number): bigint {
    const start = this.#at(i, VALUE);
    const end = this.#at(i, VALUE_END);
    switch (this.#at(i, TYPE)) {
      case ValueType.integer:
        return BigInt.asIntN(8 * (end - start), unsignedBigint(this.#bytes, start, end));
      case ValueType.counter32:
      case ValueType.gauge32:
      case ValueType.counter64:
        return unsignedBigint(this.#bytes, start, end);
      case ValueType.timeTicks:
      case ValueType.uinteger32:
        return BigInt.asUintN(32, unsignedBigint(this.#bytes, start, end));
      default:
        return 0n;
    }
  }

  octets(i: number): Buffer {
    return this.#bytes.subarray(this.#at(i, VALUE), this.#at(i, VALUE_END));
  }

  utf8(i: number): string {
    return this.#bytes.toString('utf8', this.#at(i, VALUE), this.#at(i, VALUE_END));
  }

  oidValue(i: number): Oid {
    return unpackOid(this.#bytes, this.#at(i, VALUE), this.#at(i, VALUE_END));
  }
}

/** In two halves: so it is rounded once at most. */
function unsignedNumber(bytes: Buffer, start: number, end: number): number {
  const middle = Math.max(start, end - 4);
  let high = 0;
  for (let i = start; i < middle; i += 1) high = high * 256 + (bytes[i] ?? 0);
  let low = 0;
  for (let i = middle; i < end; i += 1) low = low * 256 + (bytes[i] ?? 0);
  return high * 2 ** 32 + low;
}

function unsignedBigint(bytes: Buffer, start: number, end: number): bigint {
  let value = 0n;
  for (let i = start; i < end; i += 1) value = (value << 8n) | BigInt(bytes[i] ?? 0);
  return value;
}
