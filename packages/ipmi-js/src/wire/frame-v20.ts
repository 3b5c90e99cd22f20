/** The session header of RMCP+ (IPMI 2.0, table 13-8). What lies behind the payload is the session's to check. */
import type { Decoded } from './dropped.ts';
import { RMCP_PLUS } from './frame-v15.ts';
import { rmcpHeader } from './rmcp.ts';

/** IPMI 2.0, table 13-16. */
export const PAYLOAD = {
  ipmi: 0x00,
  openSessionRequest: 0x10,
  openSessionResponse: 0x11,
  rakp1: 0x12,
  rakp2: 0x13,
  rakp3: 0x14,
  rakp4: 0x15,
} as const;

const ENCRYPTED = 0x80;
const AUTHENTICATED = 0x40;
const PAYLOAD_TYPE = 0x3f;
/** Six more bytes of header follow: OEM payloads are never asked for. */
const OEM_EXPLICIT = 0x02;
const HEADER_BYTES = 12;

export interface FrameV20 {
  readonly payloadType: number;
  readonly encrypted: boolean;
  readonly authenticated: boolean;
  readonly sessionId: number;
  readonly sequence: number;
  readonly payload: Buffer;
}

export interface ReceivedFrameV20 extends FrameV20 {
  /** Where the payload ends in the body: the trailer begins. */
  readonly trailerAt: number;
}

/** Header and payload, without the RMCP header before and the trailer behind them: what is authenticated. */
export function encodeBodyV20(frame: FrameV20): Buffer {
  const body = Buffer.alloc(HEADER_BYTES + frame.payload.length);
  body[0] = RMCP_PLUS;
  body[1] = frame.payloadType | (frame.encrypted ? ENCRYPTED : 0) | (frame.authenticated ? AUTHENTICATED : 0);
  body.writeUInt32LE(frame.sessionId, 2);
  body.writeUInt32LE(frame.sequence, 6);
  body.writeUInt16LE(frame.payload.length, 10);
  body.set(frame.payload, HEADER_BYTES);
  return body;
}

/** A packet outside of sessions: Open Session and RAKP. */
export function encodeHandshake(payloadType: number, payload: Buffer): Buffer {
  const plain = { encrypted: false, authenticated: false, sessionId: 0, sequence: 0 };
  return withRmcpHeader(encodeBodyV20({ ...plain, payloadType, payload }));
}

export function withRmcpHeader(...parts: readonly Buffer[]): Buffer {
  return Buffer.concat([Buffer.from(rmcpHeader('ipmi')), ...parts]);
}

/** @param body after the RMCP header. */
export function decodeFrameV20(body: Buffer): Decoded<ReceivedFrameV20> {
  if (body.length < HEADER_BYTES || body[0] !== RMCP_PLUS) return 'malformed';
  const flags = body.readUInt8(1);
  const payloadType = flags & PAYLOAD_TYPE;
  if (payloadType === OEM_EXPLICIT) return 'unexpected';
  const trailerAt = HEADER_BYTES + body.readUInt16LE(10);
  if (trailerAt > body.length) return 'malformed';
  return {
    payloadType,
    encrypted: (flags & ENCRYPTED) !== 0,
    authenticated: (flags & AUTHENTICATED) !== 0,
    sessionId: body.readUInt32LE(2),
    sequence: body.readUInt32LE(6),
    payload: body.subarray(HEADER_BYTES, trailerAt),
    trailerAt,
  };
}
