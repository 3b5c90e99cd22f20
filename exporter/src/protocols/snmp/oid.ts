/** OBJECT IDENTIFIERs as numbers, as text and as the content octets of BER. */
import type { Oid } from '../../model/snmp.ts';
import { malformed } from './ber.ts';

/** RFC 2578 section 3.5. */
const MAX_SUBIDENTIFIERS = 128;
const MAX_SUBIDENTIFIER = 2 ** 32 - 1;
/** Seven bits each: what 32 bits take. */
const MAX_SUBIDENTIFIER_OCTETS = 5;

/** `1.3.6.1` or `.1.3.6.1`; null when it is no OID. */
export function parseOid(text: string): Oid | null {
  const parts = (text.startsWith('.') ? text.slice(1) : text).split('.');
  if (parts.length > MAX_SUBIDENTIFIERS || !parts.every((part) => /^\d{1,10}$/.test(part))) return null;
  const oid = parts.map(Number);
  const [first = 0, second = 0] = oid;
  if (first > 2 || (first < 2 && second > 39)) return null;
  return oid.some((each) => each > MAX_SUBIDENTIFIER) ? null : oid;
}

/** Without a leading dot. */
export function formatOid(oid: Oid): string {
  return oid.join('.');
}

/** Negative when `a` comes first in the order of a walk. */
export function compareOids(a: Oid, b: Oid): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}

/** The first two are packed into one. */
export function firstSubidentifier(oid: Oid): number {
  return (oid[0] ?? 0) * 40 + (oid[1] ?? 0);
}

/** Content octets, without tag and length. */
export function packOid(oid: Oid): Buffer {
  const octets: number[] = [];
  pack(firstSubidentifier(oid), octets);
  for (let i = 2; i < oid.length; i += 1) pack(oid[i] ?? 0, octets);
  return Buffer.from(octets);
}

function pack(value: number, octets: number[]): void {
  for (let weight = 128 ** 4; weight > 1; weight /= 128)
    if (value >= weight) octets.push(0x80 | (Math.floor(value / weight) & 0x7f));
  octets.push(value & 0x7f);
}

/** From content octets that `checkOid` has passed; empty when there are none. */
export function unpackOid(bytes: Uint8Array, start: number, end: number): Oid {
  if (start >= end) return [];
  // Of its very length: a list that grows takes twice as much memory.
  let length = 1;
  for (let i = start; i < end; i += 1) if ((bytes[i] ?? 0) < 0x80) length += 1;
  const oid = new Array<number>(length).fill(0);
  let value = 0;
  for (let i = start, at = 1; i < end; i += 1) {
    const octet = bytes[i] ?? 0;
    value = value * 128 + (octet & 0x7f);
    if (octet >= 0x80) continue;
    oid[at++] = value;
    value = 0;
  }
  const packed = oid[1] ?? 0;
  const first = Math.min(Math.floor(packed / 40), 2);
  oid[0] = first;
  oid[1] = packed - 40 * first;
  return oid;
}

/** @throws ModuleError `malformed_reply` unless these content octets are sub-identifiers of at most 32 bits. */
export function checkOid(bytes: Uint8Array, start: number, end: number): void {
  let begun = start;
  for (let i = start; i < end; i += 1) {
    if ((bytes[i] ?? 0) >= 0x80) continue;
    if (i - begun >= MAX_SUBIDENTIFIER_OCTETS - 1) checkLong(bytes, begun, i);
    begun = i + 1;
  }
  if (begun !== end) throw malformed('an OID ends within a sub-identifier');
}

function checkLong(bytes: Uint8Array, begun: number, last: number): void {
  if (last - begun >= MAX_SUBIDENTIFIER_OCTETS || ((bytes[begun] ?? 0) & 0x7f) > 0x0f)
    throw malformed('a sub-identifier has more than 32 bits');
}
