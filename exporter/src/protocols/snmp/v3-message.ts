/** Messages of version 3 with the user-based security model: RFC 3412 section 6, RFC 3414 section 2.4. */
import { BerReader, contentEnd, contentStart, malformed, OCTET_STRING, SEQUENCE } from './ber.ts';
import { BerWriter, MAX_MESSAGE_BYTES } from './ber-writer.ts';
import { VERSION_NUMBER } from './message.ts';
import { type Pdu, readPdu, type Request, writeRequest } from './pdu.ts';

export const FLAG_AUTH = 1;
export const FLAG_PRIV = 2;
/** The other side is to report what is wrong. */
export const FLAG_REPORTABLE = 4;
const SECURITY_LEVEL = FLAG_AUTH | FLAG_PRIV;

const USER_BASED_SECURITY = 3;
/** SnmpEngineID of RFC 3411; shorter ones than it allows do occur. */
const MAX_ENGINE_ID_OCTETS = 32;

export interface V3Header {
  readonly messageId: number;
  readonly flags: number;
  /** Views. */
  readonly engineId: Buffer;
  readonly boots: number;
  /** Seconds. */
  readonly time: number;
  readonly userName: Buffer;
  readonly privParameters: Buffer;
}

/** A message as it is sent, with zeros where the digest of all of it belongs. */
export interface V3Message {
  readonly bytes: Buffer;
  readonly digestStart: number;
  readonly digestEnd: number;
}

export interface ReadV3Message extends V3Message {
  readonly header: V3Header;
  /** The content octets that are encrypted; null when the scoped PDU lies there plainly. */
  readonly encrypted: Buffer | null;
  /** Where the scoped PDU begins, unless it is encrypted. */
  readonly scopedStart: number;
}

/** Security level of a message: FLAG_AUTH and FLAG_PRIV alone. */
export function levelOf(flags: number): number {
  return flags & SECURITY_LEVEL;
}

export function scopedPdu(
  contextEngineId: Buffer,
  contextName: string,
  request: Request,
  requestId: number,
): Buffer {
  const writer = new BerWriter();
  writeRequest(writer, request, requestId);
  writer.octets(Buffer.from(contextName));
  writer.octets(contextEngineId);
  writer.wrap(SEQUENCE);
  return writer.bytes();
}

/** Around a scoped PDU, which is encrypted when the flags say so. */
export function v3Message(header: V3Header, digestOctets: number, data: Buffer): V3Message {
  const writer = new BerWriter();
  if ((header.flags & FLAG_PRIV) === 0) writer.raw(data);
  else writer.octets(data);
  const security = writer.length;
  writer.octets(header.privParameters);
  const behindDigest = writer.length;
  writer.octets(Buffer.alloc(digestOctets));
  writer.octets(header.userName);
  writer.integer(header.time);
  writer.integer(header.boots);
  writer.octets(header.engineId);
  writer.wrap(SEQUENCE, security);
  writer.wrap(OCTET_STRING, security);
  const global = writer.length;
  writer.integer(USER_BASED_SECURITY);
  writer.octets(Buffer.of(header.flags));
  writer.integer(MAX_MESSAGE_BYTES);
  writer.integer(header.messageId);
  writer.wrap(SEQUENCE, global);
  writer.integer(VERSION_NUMBER[3]);
  writer.wrap(SEQUENCE);
  const bytes = writer.bytes();
  const digestEnd = bytes.length - behindDigest;
  return { bytes, digestStart: digestEnd - digestOctets, digestEnd };
}

/** @throws ModuleError `malformed_reply` */
export function readV3Message(bytes: Buffer): ReadV3Message {
  const message = new BerReader(bytes).enter(SEQUENCE, 'the message');
  const version = message.integer('the version');
  if (version !== VERSION_NUMBER[3]) throw malformed(`its version is ${version}`);
  const global = message.enter(SEQUENCE, 'the header');
  const messageId = global.integer('the message id');
  global.integer('the maximum size');
  const flags = global.octets('the flags')[0] ?? 0;
  const model = global.integer('the security model');
  if (model !== USER_BASED_SECURITY) throw malformed(`its security model is ${model}`);
  const security = message.enter(OCTET_STRING, 'the security parameters');
  const { digestStart, digestEnd, ...user } = readSecurity(
    security.enter(SEQUENCE, 'the security parameters'),
  );
  const header = { messageId, flags, ...user };
  const own = bytes.subarray(0, message.end);
  const scopedStart = message.at;
  if ((flags & FLAG_PRIV) === 0)
    return { bytes: own, digestStart, digestEnd, header, encrypted: null, scopedStart };
  const encrypted = message.octets('the encrypted PDU');
  return { bytes: own, digestStart, digestEnd, header, encrypted, scopedStart };
}

function readSecurity(security: BerReader) {
  const engineId = security.octets('the engine id');
  if (engineId.length > MAX_ENGINE_ID_OCTETS) throw malformed(`an engine id has ${engineId.length} octets`);
  const boots = security.integer("the engine's boots");
  const time = security.integer("the engine's time");
  const userName = security.octets('the user name');
  const digest = security.enter(OCTET_STRING, 'the digest');
  const privParameters = security.octets('the privacy parameters');
  return {
    engineId,
    boots,
    time,
    userName,
    privParameters,
    digestStart: digest.at,
    digestEnd: digest.end,
  };
}

/**
 * Of what was not encrypted or is so no more; whatever is behind it is padding.
 * @throws ModuleError `malformed_reply`
 */
export function readScopedPdu(bytes: Buffer, start: number): Pdu {
  if (bytes[start] !== SEQUENCE) throw malformed('the scoped PDU is no sequence');
  const end = contentEnd(bytes, start, bytes.length);
  const scoped = new BerReader(bytes, contentStart(bytes, start), end);
  scoped.skip(OCTET_STRING, "the context's engine id");
  scoped.skip(OCTET_STRING, "the context's name");
  return readPdu(scoped);
}
