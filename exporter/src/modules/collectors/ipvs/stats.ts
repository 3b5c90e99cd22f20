import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

export interface IpvsStats {
  readonly connections: number;
  readonly incomingPackets: number;
  readonly outgoingPackets: number;
  readonly incomingBytes: number;
  readonly outgoingBytes: number;
}

const HEADER_LINES = 2;

/**
 * The totals in /proc/net/ip_vs_stats: the line after the header, hexadecimal. Rates follow, which nobody needs.
 * @throws ModuleError `malformed_reply`
 */
export function parseIpvsStats(bytes: Uint8Array): IpvsStats {
  const scanner = new LineScanner(bytes);
  for (let i = 0; i <= HEADER_LINES; i += 1) scanner.nextLine();
  const stats = {
    connections: scanner.hex(),
    incomingPackets: scanner.hex(),
    outgoingPackets: scanner.hex(),
    incomingBytes: scanner.hex(),
    outgoingBytes: scanner.hex(),
  };
  if (Object.values(stats).some(Number.isNaN) || !scanner.atLineEnd() || !scanner.nextLine())
    throw new ModuleError('malformed_reply', 'net/ip_vs_stats: no line with five totals');
  return stats;
}
