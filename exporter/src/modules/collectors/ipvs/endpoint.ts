import { formatIpv6 } from '../../../protocols/procfs/net-address.ts';

export interface Endpoint {
  /** Dotted, or RFC 5952. */
  readonly address: string;
  readonly port: number;
}

/**
 * An address and a port of IPVS: `C0000201:0CEA`, or `[2001:0db8:0000:0000:0000:0000:0000:0001]:0CEA`;
 * null when it is neither.
 */
export function parseEndpoint(text: string): Endpoint | null {
  const ipv4 = /^([0-9A-Fa-f]{8}):([0-9A-Fa-f]{4})$/.exec(text);
  if (ipv4) return { address: octetsOf(ipv4[1] ?? '').join('.'), port: parseInt(ipv4[2] ?? '', 16) };
  const ipv6 = /^\[((?:[0-9A-Fa-f]{4}:){7}[0-9A-Fa-f]{4})\]:([0-9A-Fa-f]{4})$/.exec(text);
  if (!ipv6) return null;
  const octets = octetsOf((ipv6[1] ?? '').replaceAll(':', ''));
  return { address: formatMapped(octets) ?? formatIpv6(octets), port: parseInt(ipv6[2] ?? '', 16) };
}

/** Of two hexadecimal digits each, in the order of the network. */
function octetsOf(hex: string): number[] {
  return Array.from({ length: hex.length / 2 }, (_, i) => parseInt(hex.slice(2 * i, 2 * i + 2), 16));
}

/** IPv4 mapped into IPv6 is shown as IPv4, which it is. */
function formatMapped(octets: readonly number[]): string | null {
  const isMapped =
    octets.slice(0, 10).every((octet) => octet === 0) && octets[10] === 255 && octets[11] === 255;
  return isMapped ? octets.slice(12).join('.') : null;
}
