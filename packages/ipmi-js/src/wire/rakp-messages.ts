/** Payloads of a login to RMCP+ (IPMI 2.0, 13.17 to 13.23), byte for byte. */
import type { Decoded } from './dropped.ts';

export interface Algorithms {
  readonly authentication: number;
  readonly integrity: number;
  readonly confidentiality: number;
}

export interface OpenSessionRequest extends Algorithms {
  readonly tag: number;
  /** 0 asks for the highest that user and cipher suite have. */
  readonly privilege: number;
  readonly consoleSessionId: number;
}

/** What every reply of the login begins with; a status other than 0 ends it, and no other field is to be believed. */
export interface Reply {
  readonly tag: number;
  readonly status: number;
}
export interface OpenSessionResponse extends Reply {
  /** 0 with BMCs that do not say. */
  readonly privilege: number;
  readonly consoleSessionId: number;
  readonly bmcSessionId: number;
  readonly algorithms: Algorithms;
}
export interface Rakp2 extends Reply {
  readonly consoleSessionId: number;
  readonly random: Buffer;
  readonly guid: Buffer;
  /** Key exchange authentication code. */
  readonly code: Buffer;
}
export interface Rakp4 extends Reply {
  readonly consoleSessionId: number;
  /** Integrity check value. */
  readonly code: Buffer;
}

const OPEN_SESSION_BYTES = 32;
const OPEN_SESSION_RESPONSE_BYTES = 36;
const RAKP1_BYTES = 28;
const RAKP2_BYTES = 40;
const RAKP4_BYTES = 8;
const RANDOM_BYTES = 16;
/** Tag, status and the session id, which a refusal may end with. */
const MIN_REPLY_BYTES = 2;
const ALGORITHM_BYTES = 8;

export function encodeOpenSession(request: OpenSessionRequest): Buffer {
  const payload = Buffer.alloc(OPEN_SESSION_BYTES);
  payload[0] = request.tag;
  payload[1] = request.privilege;
  payload.writeUInt32LE(request.consoleSessionId, 4);
  const chosen = [request.authentication, request.integrity, request.confidentiality];
  chosen.forEach((algorithm, type) => {
    const at = 8 + type * ALGORITHM_BYTES;
    payload[at] = type;
    payload[at + 3] = ALGORITHM_BYTES;
    payload[at + 4] = algorithm;
  });
  return payload;
}

export function decodeOpenSessionResponse(payload: Buffer): Decoded<OpenSessionResponse> {
  const reply = decodeReply(payload, OPEN_SESSION_RESPONSE_BYTES);
  if (typeof reply === 'string') return reply;
  const whole = padded(payload, OPEN_SESSION_RESPONSE_BYTES);
  const algorithmAt = (type: number) => whole.readUInt8(12 + type * ALGORITHM_BYTES + 4) & 0x3f;
  return {
    ...reply,
    privilege: whole.readUInt8(2) & 0x0f,
    consoleSessionId: whole.readUInt32LE(4),
    bmcSessionId: whole.readUInt32LE(8),
    algorithms: {
      authentication: algorithmAt(0),
      integrity: algorithmAt(1),
      confidentiality: algorithmAt(2),
    },
  };
}

export interface Rakp1 {
  readonly tag: number;
  readonly bmcSessionId: number;
  /** 16 bytes. */
  readonly random: Buffer;
  /** Privilege level, and 0x10 for a lookup by name only. */
  readonly role: number;
  /** At most 16 bytes. */
  readonly user: Buffer;
}

export function encodeRakp1({ tag, bmcSessionId, random, role, user }: Rakp1): Buffer {
  const payload = Buffer.alloc(RAKP1_BYTES + user.length);
  payload[0] = tag;
  payload.writeUInt32LE(bmcSessionId, 4);
  payload.set(random, 8);
  payload[24] = role;
  payload[27] = user.length;
  payload.set(user, RAKP1_BYTES);
  return payload;
}

export function decodeRakp2(payload: Buffer): Decoded<Rakp2> {
  const reply = decodeReply(payload, RAKP2_BYTES);
  if (typeof reply === 'string') return reply;
  const whole = padded(payload, RAKP2_BYTES);
  return {
    ...reply,
    consoleSessionId: whole.readUInt32LE(4),
    random: whole.subarray(8, 8 + RANDOM_BYTES),
    guid: whole.subarray(24, 24 + RANDOM_BYTES),
    code: whole.subarray(RAKP2_BYTES),
  };
}

export interface Rakp3 {
  readonly tag: number;
  /** 0, or why the console gives up. */
  readonly status: number;
  readonly bmcSessionId: number;
  readonly code: Buffer;
}

export function encodeRakp3({ tag, status, bmcSessionId, code }: Rakp3): Buffer {
  const payload = Buffer.alloc(8 + code.length);
  payload[0] = tag;
  payload[1] = status;
  payload.writeUInt32LE(bmcSessionId, 4);
  payload.set(code, 8);
  return payload;
}

export function decodeRakp4(payload: Buffer): Decoded<Rakp4> {
  const reply = decodeReply(payload, RAKP4_BYTES);
  if (typeof reply === 'string') return reply;
  const whole = padded(payload, RAKP4_BYTES);
  return { ...reply, consoleSessionId: whole.readUInt32LE(4), code: whole.subarray(RAKP4_BYTES) };
}

/** A refusal may be cut off after its status; anything else has its whole length. */
function decodeReply(payload: Buffer, bytes: number): Decoded<Reply> {
  if (payload.length < MIN_REPLY_BYTES) return 'malformed';
  const status = payload.readUInt8(1);
  if (status === 0 && payload.length < bytes) return 'malformed';
  return { tag: payload.readUInt8(0), status };
}

function padded(payload: Buffer, bytes: number): Buffer {
  return payload.length >= bytes ? payload : Buffer.concat([payload, Buffer.alloc(bytes - payload.length)]);
}
