const MAPPED_DOTTED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;
const MAPPED_HEX = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/i;

/**
 * The one way to write an IP address: IPv4 that is wrapped in IPv6 as IPv4, IPv6 as RFC 5952 has it, a zone kept.
 * What is no IPv6 address comes back in lower case.
 */
export function plainAddress(address: string): string {
  const [bare = '', zone] = address.toLowerCase().split('%', 2);
  const dotted = MAPPED_DOTTED.exec(bare)?.[1];
  if (dotted !== undefined) return dotted;
  if (!bare.includes(':') || !URL.canParse(`http://[${bare}]`)) return address.toLowerCase();
  const shortest = new URL(`http://[${bare}]`).hostname.slice(1, -1);
  const mapped = MAPPED_HEX.exec(shortest);
  if (mapped) return dottedOf(mapped[1] ?? '', mapped[2] ?? '');
  return zone === undefined ? shortest : `${shortest}%${zone}`;
}

function dottedOf(high: string, low: string): string {
  const [a, b] = [Number.parseInt(high, 16), Number.parseInt(low, 16)];
  return [a >> 8, a & 255, b >> 8, b & 255].join('.');
}
