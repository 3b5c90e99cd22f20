/**
 * What net-snmp lacks in Node: DES, which OpenSSL 3 has only as its triple form (whose three keys may be one), and
 * AES of 192 bits, for which it has all the parts. It looks ciphers up in a table that it exports.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { PrivProtocol } from '../../model/snmp.ts';

/** The part of net-snmp that is used here; its own declarations have it as constants. */
export interface CipherLibrary {
  readonly PrivProtocols: Readonly<Record<'des' | 'aes' | 'aes256b' | 'aes256r', string | number>>;
  readonly Authentication: {
    passwordToKey(authProtocol: unknown, password: string, engineId: Buffer): Buffer;
    readonly authToKeyCache: Record<string, Buffer>;
  };
  readonly Encryption: {
    readonly algorithms: Record<string | number, Cipher>;
    readonly encryptPduAes: Cipher['encryptPdu'];
    readonly decryptPduAes: Cipher['decryptPdu'];
    readonly generateLocalizedKeyBlumenthal: unknown;
    readonly generateLocalizedKeyReeder: unknown;
  };
}

interface Engine {
  readonly engineID: Buffer;
}

interface Cipher {
  readonly CRYPTO_ALGORITHM: string;
  readonly KEY_LENGTH: number;
  readonly BLOCK_LENGTH: number;
  readonly localizationAlgorithm: unknown;
  encryptPdu(
    scopedPdu: Buffer,
    privProtocol: unknown,
    privPassword: string,
    authProtocol: unknown,
    engine: Engine,
  ): { readonly encryptedPdu: Buffer; readonly msgPrivacyParameters: Buffer };
  decryptPdu(
    encryptedPdu: Buffer,
    privProtocol: unknown,
    privParameters: Buffer,
    privPassword: string,
    authProtocol: unknown,
    engine: Engine,
  ): Buffer;
}

/** Two for each user of each engine; 20 thousand take 6 MB. */
const MAX_CACHED_KEYS = 20_000;
const DES_BLOCK_BYTES = 8;

/** Adds the ciphers, and tells by what name net-snmp has each. */
export function cipherNames(library: CipherLibrary): Readonly<Record<PrivProtocol, string | number>> {
  const { PrivProtocols: own, Encryption } = library;
  const aes = {
    CRYPTO_ALGORITHM: 'aes-192-cfb',
    KEY_LENGTH: 24,
    BLOCK_LENGTH: 16,
    encryptPdu: Encryption.encryptPduAes,
    decryptPdu: Encryption.decryptPduAes,
  };
  const { generateLocalizedKeyBlumenthal, generateLocalizedKeyReeder } = Encryption;
  Encryption.algorithms['aes192b'] = { ...aes, localizationAlgorithm: generateLocalizedKeyBlumenthal };
  Encryption.algorithms['aes192r'] = { ...aes, localizationAlgorithm: generateLocalizedKeyReeder };
  Encryption.algorithms[own.des] = des(library);
  return {
    DES: own.des,
    AES: own.aes,
    AES192: 'aes192b',
    AES192C: 'aes192r',
    AES256: own.aes256b,
    AES256C: own.aes256r,
  };
}

/** net-snmp keeps the keys of every engine that it has ever heard of, also of those that do not exist. */
export function boundCachedKeys({ Authentication: { authToKeyCache } }: CipherLibrary): void {
  const keys = Object.keys(authToKeyCache);
  if (keys.length > MAX_CACHED_KEYS) for (const key of keys) Reflect.deleteProperty(authToKeyCache, key);
}

/** CBC-DES of RFC 3414 section 8. */
function des({ Authentication }: CipherLibrary): Cipher {
  const keysOf = (authProtocol: unknown, password: string, { engineID }: Engine, salt: Buffer) => {
    if (salt.length !== DES_BLOCK_BYTES) throw new RangeError(`a salt of ${salt.length} bytes`);
    const localized = Authentication.passwordToKey(authProtocol, password, engineID);
    const key = localized.subarray(0, DES_BLOCK_BYTES);
    const preIv = localized.subarray(DES_BLOCK_BYTES, 2 * DES_BLOCK_BYTES);
    return {
      key: Buffer.concat([key, key, key]),
      iv: Buffer.from(preIv.map((byte, i) => byte ^ (salt[i] ?? 0))),
    };
  };
  return {
    CRYPTO_ALGORITHM: 'des-ede3-cbc',
    KEY_LENGTH: DES_BLOCK_BYTES,
    BLOCK_LENGTH: DES_BLOCK_BYTES,
    localizationAlgorithm: undefined,
    encryptPdu(scopedPdu, _privProtocol, privPassword, authProtocol, engine) {
      const salt = randomBytes(DES_BLOCK_BYTES);
      const { key, iv } = keysOf(authProtocol, privPassword, engine, salt);
      const cipher = createCipheriv('des-ede3-cbc', key, iv).setAutoPadding(false);
      const padding = Buffer.alloc(-scopedPdu.length & (DES_BLOCK_BYTES - 1));
      const encryptedPdu = Buffer.concat([cipher.update(scopedPdu), cipher.update(padding), cipher.final()]);
      return { encryptedPdu, msgPrivacyParameters: salt };
    },
    decryptPdu(encryptedPdu, _privProtocol, salt, privPassword, authProtocol, engine) {
      const { key, iv } = keysOf(authProtocol, privPassword, engine, salt);
      const decipher = createDecipheriv('des-ede3-cbc', key, iv).setAutoPadding(false);
      return Buffer.concat([decipher.update(encryptedPdu), decipher.final()]);
    },
  };
}
