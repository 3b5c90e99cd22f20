/** ASF presence ping and pong (ASF 2.0, 3.2.4.2 and 3.2.4.3; IPMI 2.0, 13.2.3). */
import type { Decoded } from './dropped.ts';
import { rmcpHeader } from './rmcp.ts';

/** IANA number of ASF. */
const ENTERPRISE = 4542;
const TYPE = { pong: 0x40, ping: 0x80 } as const;
const HEADER_BYTES = 8;
const PONG_DATA_BYTES = 16;
const IPMI_SUPPORTED = 0x80;

export interface Pong {
  readonly tag: number;
  /** IANA number of the maker, 4542 when it has nothing of its own to tell. */
  readonly enterprise: number;
  readonly supportsIpmi: boolean;
}

export function encodePing(tag: number): Buffer {
  const asf = Buffer.alloc(HEADER_BYTES);
  asf.writeUInt32BE(ENTERPRISE, 0);
  asf[4] = TYPE.ping;
  asf[5] = tag;
  return Buffer.concat([Buffer.from(rmcpHeader('asf')), asf]);
}

/** @param body after the RMCP header. */
export function decodePong(body: Buffer): Decoded<Pong> {
  if (body.length < HEADER_BYTES) return 'malformed';
  if (body.readUInt32BE(0) !== ENTERPRISE || body[4] !== TYPE.pong) return 'unexpected';
  if (body.readUInt8(7) < PONG_DATA_BYTES || body.length < HEADER_BYTES + PONG_DATA_BYTES) return 'malformed';
  return {
    tag: body.readUInt8(5),
    enterprise: body.readUInt32BE(HEADER_BYTES),
    supportsIpmi: (body.readUInt8(HEADER_BYTES + 8) & IPMI_SUPPORTED) !== 0,
  };
}
