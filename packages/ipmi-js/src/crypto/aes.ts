/** Payloads in AES-CBC-128 (IPMI 2.0, 13.29): a random vector, then the payload with padding 1, 2, 3, … and its length. */
import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

export const AES_BLOCK_BYTES = 16;
const CIPHER = 'aes-128-cbc';
/** Vectors that are drawn at once: one by one they take as long as the encryption does. */
const VECTORS = 64;

/** @param key the first 16 bytes of K2. @param vector for tests; random when left out. */
export function encryptPayload(key: Uint8Array, payload: Buffer, vector = nextVector()): Buffer {
  const padding = (AES_BLOCK_BYTES - ((payload.length + 1) % AES_BLOCK_BYTES)) % AES_BLOCK_BYTES;
  const plain = Buffer.allocUnsafe(payload.length + padding + 1);
  payload.copy(plain);
  for (let i = 0; i < padding; i++) plain[payload.length + i] = i + 1;
  plain[plain.length - 1] = padding;
  // Without a padding of its own the cipher keeps nothing back that final() would give.
  return Buffer.concat([vector, createCipheriv(CIPHER, key, vector).setAutoPadding(false).update(plain)]);
}

let vectors = Buffer.alloc(0);

/** Each is used once. */
function nextVector(): Buffer {
  if (vectors.length === 0) vectors = randomFillSync(Buffer.allocUnsafe(VECTORS * AES_BLOCK_BYTES));
  const vector = vectors.subarray(0, AES_BLOCK_BYTES);
  vectors = vectors.subarray(AES_BLOCK_BYTES);
  return vector;
}

/** Null when the bytes cannot come from encryptPayload with this key. */
export function decryptPayload(key: Uint8Array, bytes: Buffer): Buffer | null {
  if (bytes.length < 2 * AES_BLOCK_BYTES || bytes.length % AES_BLOCK_BYTES !== 0) return null;
  const decipher = createDecipheriv(CIPHER, key, bytes.subarray(0, AES_BLOCK_BYTES)).setAutoPadding(false);
  const plain = Buffer.concat([decipher.update(bytes.subarray(AES_BLOCK_BYTES)), decipher.final()]);
  const padding = plain.readUInt8(plain.length - 1);
  const length = plain.length - 1 - padding;
  if (padding >= AES_BLOCK_BYTES || length < 0) return null;
  for (let i = 0; i < padding; i++) if (plain[length + i] !== i + 1) return null;
  return plain.subarray(0, length);
}
