/** Payloads in AES-CBC-128 (IPMI 2.0, 13.29): a random vector, then the payload with padding 1, 2, 3, … and its length. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

export const AES_BLOCK_BYTES = 16;
const CIPHER = 'aes-128-cbc';

/** @param key the first 16 bytes of K2. @param vector for tests; random when left out. */
export function encryptPayload(
  key: Uint8Array,
  payload: Buffer,
  vector = randomBytes(AES_BLOCK_BYTES),
): Buffer {
  const padding = (AES_BLOCK_BYTES - ((payload.length + 1) % AES_BLOCK_BYTES)) % AES_BLOCK_BYTES;
  const trailer = Buffer.from([...Array.from({ length: padding }, (_, i) => i + 1), padding]);
  const cipher = createCipheriv(CIPHER, key, vector).setAutoPadding(false);
  return Buffer.concat([vector, cipher.update(payload), cipher.update(trailer), cipher.final()]);
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
