/** Remote Management Control Protocol (ASF 2.0, 3.2.2): four bytes before everything. */
import type { Decoded } from './dropped.ts';

export const RMCP_HEADER_BYTES = 4;
/** Nothing of IPMI over LAN is longer than an Ethernet frame. */
const MAX_PACKET_BYTES = 1500;

const VERSION = 0x06;
const RESERVED = 0x00;
/** No RMCP acknowledgement wanted: IPMI has its own replies. */
const NO_ACKNOWLEDGEMENT = 0xff;
const CLASS = { asf: 0x06, ipmi: 0x07 } as const;

export type RmcpClass = keyof typeof CLASS;

export interface RmcpPacket {
  readonly class: RmcpClass;
  /** After the header. */
  readonly body: Buffer;
}

export function rmcpHeader(of: RmcpClass): readonly number[] {
  return [VERSION, RESERVED, NO_ACKNOWLEDGEMENT, CLASS[of]];
}

export function decodeRmcp(packet: Buffer): Decoded<RmcpPacket> {
  if (packet.length <= RMCP_HEADER_BYTES || packet.length > MAX_PACKET_BYTES) return 'malformed';
  if (packet[0] !== VERSION) return 'malformed';
  const body = packet.subarray(RMCP_HEADER_BYTES);
  if (packet[3] === CLASS.ipmi) return { class: 'ipmi', body };
  if (packet[3] === CLASS.asf) return { class: 'asf', body };
  return 'unexpected';
}
