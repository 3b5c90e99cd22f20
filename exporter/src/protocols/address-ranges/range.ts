/** Ranges of IP addresses as people write them, and the addresses in them. */
import { plainAddress } from '../plain-address.ts';

export interface AddressRange {
  readonly text: string;
  readonly family: 4 | 6;
  readonly first: bigint;
  /** How many addresses it has that a host can have. */
  readonly size: bigint;
}

const BITS = { 4: 32, 6: 128 } as const;
const GROUPS = 8;

/** `10.0.0.0/24`, `10.0.0.7`, `10.0.0.10-10.0.0.20`, `fd00::/120`; null when it is none. */
export function parseRange(text: string): AddressRange | null {
  const [from = '', to, ...more] = text.split('-');
  if (more.length > 0) return null;
  if (to !== undefined) return between(text, from.trim(), to.trim());
  const [address = '', prefix, ...rest] = text.split('/');
  const start = parseAddress(address);
  if (!start || rest.length > 0) return null;
  const bits = BITS[start.family];
  const length = prefix === undefined ? bits : /^\d{1,3}$/.test(prefix) ? Number(prefix) : NaN;
  return length <= bits ? network(text, start, bits - length) : null;
}

function between(text: string, from: string, to: string): AddressRange | null {
  const [start, end] = [parseAddress(from), parseAddress(to)];
  if (!start || start.family !== end?.family || end.value < start.value) return null;
  return { text, family: start.family, first: start.value, size: end.value - start.value + 1n };
}

function network(text: string, { family, value }: Address, hostBits: number): AddressRange {
  const size = 1n << BigInt(hostBits);
  const first = value - (value % size);
  // The first and the last of a network of IPv4 are its own name and all of its hosts at once.
  const reserved = family === 4 && hostBits > 1;
  return reserved ? { text, family, first: first + 1n, size: size - 2n } : { text, family, first, size };
}

/** The `i`-th address of a range, as `plainAddress` writes it. */
export function addressAt({ family, first }: AddressRange, i: number): string {
  const value = first + BigInt(i);
  if (family === 4) return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.');
  const groups = Array.from({ length: GROUPS }, (_, group) => (value >> BigInt(16 * (7 - group))) & 0xffffn);
  return plainAddress(groups.map((group) => group.toString(16)).join(':'));
}

interface Address {
  readonly family: 4 | 6;
  readonly value: bigint;
}

function parseAddress(text: string): Address | null {
  if (/^\d{1,3}(\.\d{1,3}){3}$/.test(text)) {
    const octets = text.split('.').map(Number);
    if (octets.some((octet) => octet > 255)) return null;
    return { family: 4, value: octets.reduce((sum, octet) => sum * 256n + BigInt(octet), 0n) };
  }
  if (!text.includes(':') || !URL.canParse(`http://[${text}]`)) return null;
  const value = groupsOf(new URL(`http://[${text}]`).hostname.slice(1, -1)).reduce(
    (sum, group) => sum * 65_536n + BigInt(Number.parseInt(group, 16)),
    0n,
  );
  return { family: 6, value };
}

/** All eight, of an address in its shortest form. */
function groupsOf(shortest: string): string[] {
  const [before = '', after] = shortest.split('::');
  const front = before === '' ? [] : before.split(':');
  if (after === undefined) return front;
  const back = after === '' ? [] : after.split(':');
  return [...front, ...Array<string>(GROUPS - front.length - back.length).fill('0'), ...back];
}
