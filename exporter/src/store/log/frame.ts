/**
 * A record of the log as bytes, little-endian:
 *
 *     0  marker    4  FF 46 54 FE: no UTF-8 text contains it, so no payload does
 *     4  length    4  bytes of the payload
 *     8  number    8  consecutive; a gap tells how many records are lost
 *    16  checksum  4  CRC-32C of bytes 4 to 15 and of the payload
 *    20  payload      UTF-8
 */
import { crc32c } from './crc32c.ts';

export const HEADER_BYTES = 20;
/** An event with the largest attributes and message stays far below. */
export const MAX_PAYLOAD_BYTES = 1024 * 1024;
const MARKER = Buffer.from([0xff, 0x46, 0x54, 0xfe]);
const MARKER_LE = MARKER.readUInt32LE(0);

export interface Frame {
  readonly number: number;
  /** A view into the scanned bytes. */
  readonly payload: Buffer;
}

/** Frames of the payloads, numbered from `first`. */
export function encodeFrames(payloads: readonly string[], first: number): Buffer {
  const lengths = payloads.map((payload) => Buffer.byteLength(payload));
  const bytes = Buffer.allocUnsafe(lengths.reduce((sum, length) => sum + HEADER_BYTES + length, 0));
  let at = 0;
  payloads.forEach((payload, index) => {
    const length = lengths[index] ?? 0;
    bytes.writeUInt32LE(MARKER_LE, at);
    bytes.writeUInt32LE(length, at + 4);
    writeNumber(bytes, first + index, at + 8);
    bytes.write(payload, at + HEADER_BYTES, 'utf8');
    bytes.writeUInt32LE(checksum(bytes, at, length), at + 16);
    at += HEADER_BYTES + length;
  });
  return bytes;
}

export interface Scan {
  /** Bytes that need not be looked at again. */
  readonly consumed: number;
  /** End of the last whole frame; 0 when there is none. */
  readonly validEnd: number;
}

/**
 * Finds the frames in `bytes`, skipping whatever is damaged up to the next whole one.
 * A frame that reaches beyond the bytes is left for the next call, unless this is the end of the file.
 */
export function scanFrames(bytes: Buffer, atEnd: boolean, onFrame: (frame: Frame) => void): Scan {
  let at = 0;
  let validEnd = 0;
  while (at + HEADER_BYTES <= bytes.length) {
    const length = lengthAt(bytes, at);
    const end = at + HEADER_BYTES + length;
    if (length >= 0 && end > bytes.length && !atEnd) break;
    if (length >= 0 && end <= bytes.length && checksum(bytes, at, length) === bytes.readUInt32LE(at + 16)) {
      onFrame({ number: readNumber(bytes, at + 8), payload: bytes.subarray(at + HEADER_BYTES, end) });
      at = validEnd = end;
    } else {
      at = nextMarker(bytes, at + 1);
    }
  }
  return { consumed: atEnd ? bytes.length : Math.min(at, bytes.length), validEnd };
}

/** How many frames seem to begin in bytes that hold no whole one; zeros are what a crash leaves of a grown file. */
export function countTorn(tail: Buffer): number {
  if (tail.every((byte) => byte === 0)) return 0;
  let count = 0;
  for (let at = tail.indexOf(MARKER); at >= 0; at = tail.indexOf(MARKER, at + 1)) count += 1;
  return Math.max(count, 1);
}

/** Payload length of the frame that begins here; -1 when none does. */
function lengthAt(bytes: Buffer, at: number): number {
  if (bytes.readUInt32LE(at) !== MARKER_LE) return -1;
  const length = bytes.readUInt32LE(at + 4);
  return length <= MAX_PAYLOAD_BYTES ? length : -1;
}

/** The marker may be cut at the end of the bytes: its first three bytes could still become one. */
function nextMarker(bytes: Buffer, from: number): number {
  const found = bytes.indexOf(MARKER, from);
  return found >= 0 ? found : Math.max(from, bytes.length - MARKER.length + 1);
}

function checksum(bytes: Buffer, at: number, length: number): number {
  const header = crc32c(bytes, at + 4, at + 16);
  return crc32c(bytes, at + HEADER_BYTES, at + HEADER_BYTES + length, header);
}

/** Numbers stay below 2^53; Buffer has no method for that many bytes but with bigint. */
function writeNumber(bytes: Buffer, value: number, at: number): void {
  bytes.writeUInt32LE(value % 2 ** 32, at);
  bytes.writeUInt32LE(Math.floor(value / 2 ** 32), at + 4);
}

function readNumber(bytes: Buffer, at: number): number {
  return bytes.readUInt32LE(at) + bytes.readUInt32LE(at + 4) * 2 ** 32;
}
