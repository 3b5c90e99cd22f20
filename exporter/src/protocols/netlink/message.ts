/**
 * Netlink as the kernel speaks it: linux/netlink.h, linux/rtnetlink.h. Numbers are in the byte order of the machine,
 * which is little-endian wherever Fathom can open such a socket (koffi runs on nothing else).
 */
import { ModuleError } from '../../model/errors.ts';

export const HEADER_BYTES = 16;
const ATTRIBUTE_HEADER_BYTES = 4;

const NLM_F_REQUEST = 0x001;
const NLM_F_DUMP = 0x300;

export const NLMSG_ERROR = 2;
export const NLMSG_DONE = 3;
/** Everything below is of netlink itself, not of the protocol above it. */
const NLMSG_MIN_TYPE = 0x10;
/** The upper two bits of an attribute's type are flags. */
const NLA_TYPE_MASK = 0x3fff;

export const align = (length: number) => (length + 3) & ~3;

/** What is received, also as the 32-bit words of which it consists: reading those is what 50,000 sockets cost. */
export interface Datagram {
  readonly bytes: Buffer;
  readonly words: Uint32Array;
}

/** `bytes` in memory that is aligned to words. */
export function datagramOf(bytes: Uint8Array): Datagram {
  const memory = new ArrayBuffer(align(bytes.length));
  const copy = Buffer.from(memory, 0, bytes.length);
  copy.set(bytes);
  return { bytes: copy, words: new Uint32Array(memory) };
}

export function emptyDatagram(length: number): Datagram {
  const memory = new ArrayBuffer(length);
  return { bytes: Buffer.from(memory), words: new Uint32Array(memory) };
}

/** A request for everything of one kind. */
export function dumpRequest(type: number, body: Uint8Array): Buffer {
  const message = Buffer.alloc(HEADER_BYTES + body.length);
  message.writeUInt32LE(message.length, 0);
  message.writeUInt16LE(type, 4);
  message.writeUInt16LE(NLM_F_REQUEST | NLM_F_DUMP, 6);
  message.set(body, HEADER_BYTES);
  return message;
}

/**
 * Hands each message in the first `length` bytes to `visit`: its type, and where its payload begins and ends.
 * True when the reply ends here.
 * @throws ModuleError as the kernel refused the request; `malformed_reply`.
 */
export function readMessages(
  { bytes, words }: Datagram,
  length: number,
  visit: (type: number, start: number, end: number) => void,
): boolean {
  for (let at = 0; at + HEADER_BYTES <= length;) {
    const size = words[at >> 2] ?? 0;
    if (size < HEADER_BYTES || at + size > length)
      throw new ModuleError('malformed_reply', `netlink: a message of ${size} bytes in ${length - at}`);
    const type = (words[(at + 4) >> 2] ?? 0) & 0xffff;
    if (type === NLMSG_DONE) return true;
    if (type === NLMSG_ERROR) throw refusal(bytes, at, size);
    if (type >= NLMSG_MIN_TYPE) visit(type, at + HEADER_BYTES, at + size);
    at += align(size);
  }
  return false;
}

const EPERM = 1;
const EACCES = 13;

function refusal(bytes: Buffer, at: number, size: number): ModuleError {
  if (size < HEADER_BYTES + 4)
    return new ModuleError('malformed_reply', 'netlink: an error without its number');
  const errno = -bytes.readInt32LE(at + HEADER_BYTES);
  const code = errno === EPERM || errno === EACCES ? 'permission_denied' : 'unsupported';
  return new ModuleError(code, `netlink: the kernel refuses the request with error ${errno}`);
}

/** Hands each attribute in `bytes[start, end)` to `visit`: its type and its content, a view. */
export function readAttributes(
  bytes: Buffer,
  start: number,
  end: number,
  visit: (type: number, content: Buffer) => void,
): void {
  for (let at = start; at + ATTRIBUTE_HEADER_BYTES <= end;) {
    const size = bytes.readUInt16LE(at);
    if (size < ATTRIBUTE_HEADER_BYTES || at + size > end)
      throw new ModuleError('malformed_reply', `netlink: an attribute of ${size} bytes in ${end - at}`);
    visit(bytes.readUInt16LE(at + 2) & NLA_TYPE_MASK, bytes.subarray(at + ATTRIBUTE_HEADER_BYTES, at + size));
    at += align(size);
  }
}

/** A text that ends with NUL or with the attribute. */
export function attributeText(content: Buffer): string {
  const end = content.indexOf(0);
  return content.toString('utf8', 0, end < 0 ? content.length : end);
}
