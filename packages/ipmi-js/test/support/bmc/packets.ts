/**
 * Bytes of IPMI over LAN from the BMC's side, after the specification (IPMI 2.0 revision 1.1, chapter 13). Nothing of
 * the client is used here: where both have understood the specification wrongly, they do not understand each other.
 */

export interface Asked {
  readonly netFn: number;
  readonly lun: number;
  readonly command: number;
  readonly data: Buffer;
  /** For the answer. */
  readonly requester: number;
  readonly sequenceAndLun: number;
  readonly responder: number;
}

const sum = (bytes: Buffer) => bytes.reduce((total, byte) => total + byte, 0) & 0xff;

/** Null when a checksum is wrong. */
export function readRequest(message: Buffer): Asked | null {
  if (message.length < 7 || sum(message.subarray(0, 3)) !== 0 || sum(message.subarray(3)) !== 0) return null;
  const [responder = 0, netFnLun = 0, , requester = 0, sequenceAndLun = 0, command = 0] = message;
  const data = message.subarray(6, -1);
  return { netFn: netFnLun >> 2, lun: netFnLun & 3, command, data, requester, sequenceAndLun, responder };
}

export function writeResponse(asked: Asked, completionCode: number, data: Uint8Array): Buffer {
  const head = Buffer.of(asked.requester, ((asked.netFn + 1) << 2) | (asked.sequenceAndLun & 3));
  const tail = Buffer.concat([
    Buffer.of(asked.responder, (asked.sequenceAndLun & 0xfc) | asked.lun, asked.command, completionCode),
    data,
  ]);
  return Buffer.concat([head, Buffer.of(256 - sum(head)), tail, Buffer.of((256 - sum(tail)) & 0xff)]);
}

export const RMCP_IPMI = Buffer.of(0x06, 0x00, 0xff, 0x07);
export const RMCP_ASF = Buffer.of(0x06, 0x00, 0xff, 0x06);

export const u32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
};

/** Table 13-8 with authentication type "none" to "straight password". */
export function frame15(
  authType: number,
  sequence: number,
  sessionId: number,
  code: Buffer,
  message: Buffer,
): Buffer {
  return Buffer.concat([
    RMCP_IPMI,
    Buffer.of(authType),
    u32(sequence),
    u32(sessionId),
    code,
    Buffer.of(message.length),
    message,
  ]);
}

/** The same with the format "RMCP+", without trailer. */
export function frame20(typeAndFlags: number, sessionId: number, sequence: number, payload: Buffer): Buffer {
  const length = Buffer.of(payload.length & 0xff, payload.length >> 8);
  return Buffer.concat([Buffer.of(0x06, typeAndFlags), u32(sessionId), u32(sequence), length, payload]);
}
