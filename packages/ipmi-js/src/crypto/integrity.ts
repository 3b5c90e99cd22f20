/** Authentication codes of packets. */
import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { INTEGRITY } from './cipher-suites.ts';

/** Bytes to the code that is sent with them. */
export type Signer = (signed: Uint8Array) => Buffer;

/** K_UID has this length, filled up with zeros (IPMI 2.0, 13.31). */
const USER_KEY_BYTES = 20;
/** Passwords of IPMI 1.5. */
const SHORT_KEY_BYTES = 16;

/** RMCP+ (IPMI 2.0, 13.28.4 and 13.28.5). Null when packets have no code. */
export function packetSigner(integrity: number, k1: Uint8Array, userKey: Uint8Array): Signer | null {
  const hmac = (hash: string, bytes: number) => (signed: Uint8Array) =>
    createHmac(hash, k1).update(signed).digest().subarray(0, bytes);
  if (integrity === INTEGRITY.hmacSha1_96) return hmac('sha1', 12);
  if (integrity === INTEGRITY.hmacMd5_128) return hmac('md5', 16);
  if (integrity === INTEGRITY.hmacSha256_128) return hmac('sha256', 16);
  if (integrity !== INTEGRITY.md5_128) return null;
  const key = fill(userKey, USER_KEY_BYTES);
  return (signed) => createHash('md5').update(key).update(signed).update(key).digest();
}

/** IPMI 1.5 with MD5 (IPMI 2.0, 22.17.1): everything numeric is least significant byte first. */
export function md5Code(
  password: Uint8Array,
  sessionId: number,
  sequence: number,
  message: Uint8Array,
): Buffer {
  const key = fill(password, SHORT_KEY_BYTES);
  const numbers = Buffer.alloc(8);
  numbers.writeUInt32LE(sessionId, 0);
  numbers.writeUInt32LE(sequence, 4);
  return createHash('md5')
    .update(key)
    .update(numbers.subarray(0, 4))
    .update(message)
    .update(numbers.subarray(4))
    .update(key)
    .digest();
}

/** IPMI 1.5 with a straight password: the code is the password. */
export function passwordCode(password: Uint8Array): Buffer {
  return fill(password, SHORT_KEY_BYTES);
}

/** In a time that does not tell how much of them is equal. */
export function equalCodes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}

function fill(key: Uint8Array, bytes: number): Buffer {
  const filled = Buffer.alloc(bytes);
  filled.set(key.subarray(0, bytes));
  return filled;
}
