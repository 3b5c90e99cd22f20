/** Addresses of /proc/net: 32-bit words in the byte order of the machine, each printed as eight hexadecimal digits. */

export interface IpAddress {
  readonly family: 4 | 6;
  /** Dotted, or RFC 5952. */
  readonly text: string;
}

/** IPv4 mapped into IPv6 (::ffff:a.b.c.d) is shown as IPv4, which it is. Null unless 8 or 32 hexadecimal digits. */
export function parseNetAddress(hex: string): IpAddress | null {
  if (!/^(?:[0-9A-Fa-f]{8}|[0-9A-Fa-f]{32})$/.test(hex)) return null;
  return ipAddress(littleEndianWords(hex));
}

/** Of 4 or 16 bytes in the order of the network. */
export function ipAddress(bytes: readonly number[]): IpAddress {
  if (bytes.length === 4) return { family: 4, text: bytes.join('.') };
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 0xff && bytes[11] === 0xff;
  return mapped ? { family: 4, text: bytes.slice(12).join('.') } : { family: 6, text: formatIpv6(bytes) };
}

/** The local address of a row; null when `parseNetRow` would not have accepted it. */
export function netAddressAt(bytes: Uint8Array, at: number, digits: number): IpAddress | null {
  return parseNetAddress(String.fromCharCode(...bytes.subarray(at, at + digits)));
}

/** RFC 5952 section 4: lower case, no leading zeros, the longest run of two or more zero groups as `::`. */
export function formatIpv6(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, i) => (bytes[2 * i] ?? 0) * 256 + (bytes[2 * i + 1] ?? 0));
  const { start, length } = longestZeroRun(groups);
  const hex = (part: readonly number[]) => part.map((group) => group.toString(16)).join(':');
  if (length < 2) return hex(groups);
  return `${hex(groups.slice(0, start))}::${hex(groups.slice(start + length))}`;
}

function longestZeroRun(groups: readonly number[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  let start = 0;
  groups.forEach((group, i) => {
    if (group !== 0) start = i + 1;
    else if (i + 1 - start > best.length) best = { start, length: i + 1 - start };
  });
  return best;
}

function littleEndianWords(hex: string): number[] {
  const bytes: number[] = [];
  for (let word = 0; word < hex.length; word += 8) {
    for (let at = word + 6; at >= word; at -= 2) bytes.push(parseInt(hex.slice(at, at + 2), 16));
  }
  return bytes;
}

export function isWildcard(address: string): boolean {
  return address === '0.0.0.0' || address === '::';
}

export function isLoopback(address: string): boolean {
  return address === '::1' || address.startsWith('127.');
}
