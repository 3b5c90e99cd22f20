/** The session header of IPMI 1.5 (IPMI 2.0, table 13-8), also around what is asked outside of sessions. */
import type { Decoded } from './dropped.ts';
import { rmcpHeader } from './rmcp.ts';

/** IPMI 2.0, table 22-15: "authentication type". */
export const AUTH_TYPE = { none: 0x00, md2: 0x01, md5: 0x02, password: 0x04, oem: 0x05 } as const;
/** In place of an authentication type: what follows is RMCP+. */
export const RMCP_PLUS = 0x06;
export const AUTH_CODE_BYTES = 16;

const SEQUENCE_AT = 1;
const SESSION_ID_AT = 5;
const CODE_AT = 9;
/** Packets of these lengths are followed by one more byte, for network chips that cannot send them. */
const BAD_LENGTHS = new Set([56, 84, 112, 128, 156]);

export interface FrameV15 {
  readonly authType: number;
  readonly sequence: number;
  readonly sessionId: number;
  /** 16 bytes; null with authentication type none. */
  readonly authCode: Uint8Array | null;
  readonly message: Buffer;
}

export function encodeFrameV15(frame: FrameV15): Buffer {
  const { authType, sequence, sessionId, authCode, message } = frame;
  const header = Buffer.alloc(CODE_AT);
  header[0] = authType;
  header.writeUInt32LE(sequence, SEQUENCE_AT);
  header.writeUInt32LE(sessionId, SESSION_ID_AT);
  const parts = [
    Buffer.from(rmcpHeader('ipmi')),
    header,
    authCode ?? Buffer.alloc(0),
    Buffer.of(message.length),
  ];
  const packet = Buffer.concat([...parts, message]);
  return BAD_LENGTHS.has(packet.length) ? Buffer.concat([packet, Buffer.alloc(1)]) : packet;
}

/** @param body after the RMCP header. */
export function decodeFrameV15(body: Buffer): Decoded<FrameV15> {
  if (body.length <= CODE_AT) return 'malformed';
  const authType = body.readUInt8(0);
  if (authType > AUTH_TYPE.oem) return 'malformed';
  const lengthAt = authType === AUTH_TYPE.none ? CODE_AT : CODE_AT + AUTH_CODE_BYTES;
  const length = body[lengthAt];
  const messageAt = lengthAt + 1;
  if (length === undefined || body.length < messageAt + length) return 'malformed';
  return {
    authType,
    sequence: body.readUInt32LE(SEQUENCE_AT),
    sessionId: body.readUInt32LE(SESSION_ID_AT),
    authCode: lengthAt === CODE_AT ? null : body.subarray(CODE_AT, lengthAt),
    message: body.subarray(messageAt, messageAt + length),
  };
}
