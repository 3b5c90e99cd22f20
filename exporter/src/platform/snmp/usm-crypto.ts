/** Digests of messages and encryption of PDUs: RFC 3414 sections 6 to 8, RFC 3826, RFC 7860. */
import {
  type Cipher,
  createCipheriv,
  createDecipheriv,
  createHmac,
  type Decipher,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import type { AuthProtocol, PrivProtocol } from '../../model/snmp.ts';
import type { V3Message } from '../../protocols/snmp/v3-message.ts';
import { hashOf } from './usm-keys.ts';

const DIGEST_BYTES: Readonly<Record<AuthProtocol, number>> = {
  MD5: 12,
  SHA: 12,
  SHA224: 16,
  SHA256: 24,
  SHA384: 32,
  SHA512: 48,
};
const DES_BLOCK_BYTES = 8;
const SALT_BYTES = 8;

const AES: Readonly<Record<Exclude<PrivProtocol, 'DES'>, string>> = {
  AES: 'aes-128-cfb',
  AES192: 'aes-192-cfb',
  AES192C: 'aes-192-cfb',
  AES256: 'aes-256-cfb',
  AES256C: 'aes-256-cfb',
};

export function digestBytes(protocol: AuthProtocol): number {
  return DIGEST_BYTES[protocol];
}

/** Of a message with zeros in place of the digest, whatever stands there now. */
function digestOf(message: V3Message, protocol: AuthProtocol, key: Buffer): Buffer {
  const { bytes, digestStart, digestEnd } = message;
  return createHmac(hashOf(protocol), key)
    .update(bytes.subarray(0, digestStart))
    .update(Buffer.alloc(digestEnd - digestStart))
    .update(bytes.subarray(digestEnd))
    .digest()
    .subarray(0, DIGEST_BYTES[protocol]);
}

/** Puts the digest into its place. */
export function sign(message: V3Message, protocol: AuthProtocol, key: Buffer): void {
  digestOf(message, protocol, key).copy(message.bytes, message.digestStart);
}

export function isAuthentic(message: V3Message, protocol: AuthProtocol, key: Buffer): boolean {
  const { bytes, digestStart, digestEnd } = message;
  if (digestEnd - digestStart !== DIGEST_BYTES[protocol]) return false;
  return timingSafeEqual(bytes.subarray(digestStart, digestEnd), digestOf(message, protocol, key));
}

export interface EngineTime {
  readonly boots: number;
  /** Seconds. */
  readonly time: number;
}

/** Never the same under one key: counted up from where chance began. */
export class Salts {
  #next = randomBytes(SALT_BYTES).readBigUInt64BE();

  /** RFC 3826 section 3.1.2.1; for DES the first half are the engine's boots: RFC 3414 section 8.1.1.1. */
  next(protocol: PrivProtocol, boots: number): Buffer {
    this.#next = BigInt.asUintN(64, this.#next + 1n);
    const salt = Buffer.allocUnsafe(SALT_BYTES);
    salt.writeBigUInt64BE(this.#next);
    if (protocol === 'DES') salt.writeUInt32BE(boots >>> 0);
    return salt;
  }
}

export function encrypt(
  protocol: PrivProtocol,
  key: Buffer,
  salt: Buffer,
  engine: EngineTime,
  plain: Buffer,
): Buffer {
  if (protocol === 'DES') {
    const padding = Buffer.alloc(-plain.length & (DES_BLOCK_BYTES - 1));
    return finished(
      createCipheriv('des-ede3-cbc', ...desKey(key, salt)).setAutoPadding(false),
      plain,
      padding,
    );
  }
  return finished(createCipheriv(AES[protocol], key, aesVector(salt, engine)), plain);
}

/** Null when it cannot have been encrypted so. */
export function decrypt(
  protocol: PrivProtocol,
  key: Buffer,
  salt: Buffer,
  engine: EngineTime,
  encrypted: Buffer,
): Buffer | null {
  if (salt.length !== SALT_BYTES) return null;
  if (protocol !== 'DES')
    return finished(createDecipheriv(AES[protocol], key, aesVector(salt, engine)), encrypted);
  if (encrypted.length % DES_BLOCK_BYTES !== 0) return null;
  return finished(createDecipheriv('des-ede3-cbc', ...desKey(key, salt)).setAutoPadding(false), encrypted);
}

function finished(cipher: Cipher | Decipher, ...parts: readonly Buffer[]): Buffer {
  return Buffer.concat([...parts.map((part) => cipher.update(part)), cipher.final()]);
}

/** OpenSSL 3 has DES only as its triple form; with the same key three times it is DES. */
function desKey(key: Buffer, salt: Buffer): [key: Buffer, vector: Buffer] {
  const single = key.subarray(0, DES_BLOCK_BYTES);
  const vector = Buffer.from(key.subarray(DES_BLOCK_BYTES, 2 * DES_BLOCK_BYTES));
  for (let i = 0; i < DES_BLOCK_BYTES; i += 1) vector[i] = (vector[i] ?? 0) ^ (salt[i] ?? 0);
  return [Buffer.concat([single, single, single]), vector];
}

function aesVector(salt: Buffer, { boots, time }: EngineTime): Buffer {
  const vector = Buffer.allocUnsafe(16);
  vector.writeUInt32BE(boots >>> 0, 0);
  vector.writeUInt32BE(time >>> 0, 4);
  salt.copy(vector, 8);
  return vector;
}
