/**
 * Keys of users: RFC 3414 appendix A.2, RFC 7860 section 4, and for ciphers that want longer keys than the digest
 * gives, draft-blumenthal-aes-usm-04 section 3.1.2.1 and draft-reeder-snmpv3-usm-3desede-00 section 2.1.
 */
import { createHash } from 'node:crypto';
import type { AuthProtocol, PrivProtocol, SnmpAuth } from '../../model/snmp.ts';
import { Recent } from './recent.ts';

/** Of the password, again and again: 1 to 3 ms of hashing. */
const STRETCHED_BYTES = 1 << 20;
/** Distinct passwords; an entry has some 200 bytes. */
const MAX_PASSWORDS = 1024;
/** Users of engines, two keys each; more devices than one process can scrape. */
const MAX_LOCALIZED = 8192;

const HASHES: Readonly<Record<AuthProtocol, string>> = {
  MD5: 'md5',
  SHA: 'sha1',
  SHA224: 'sha224',
  SHA256: 'sha256',
  SHA384: 'sha384',
  SHA512: 'sha512',
};

/** Of DES: eight octets of the key and eight from which the initial vector is made. */
const PRIV_KEY_BYTES: Readonly<Record<PrivProtocol, number>> = {
  DES: 16,
  AES: 16,
  AES192: 24,
  AES192C: 24,
  AES256: 32,
  AES256C: 32,
};

export interface UserKeys {
  readonly auth: Buffer;
  readonly priv: Buffer;
}

export function hashOf(protocol: AuthProtocol): string {
  return HASHES[protocol];
}

export function passwordToKey(protocol: AuthProtocol, password: string | Buffer): Buffer {
  return createHash(HASHES[protocol]).update(Buffer.alloc(STRETCHED_BYTES, password)).digest();
}

export function localizedKey(protocol: AuthProtocol, key: Buffer, engineId: Buffer): Buffer {
  return createHash(HASHES[protocol]).update(key).update(engineId).update(key).digest();
}

/** `key` is the localized one; lengthened once, which is enough for every digest and cipher there is. */
export function privacyKey(auth: AuthProtocol, priv: PrivProtocol, key: Buffer, engineId: Buffer): Buffer {
  const bytes = PRIV_KEY_BYTES[priv];
  if (key.length >= bytes) return key.subarray(0, bytes);
  const isReeder = priv === 'AES192C' || priv === 'AES256C';
  const more = isReeder
    ? localizedKey(auth, passwordToKey(auth, key), engineId)
    : createHash(HASHES[auth]).update(key).digest();
  return Buffer.concat([key, more]).subarray(0, bytes);
}

/** Keys are dear, so each is made once: passwords are stretched once for all engines. */
export class KeyRing {
  readonly #stretched = new Recent<Buffer>(MAX_PASSWORDS);
  readonly #localized = new Recent<UserKeys>(MAX_LOCALIZED);

  keysOf(auth: SnmpAuth, engineId: Buffer): UserKeys {
    const { authProtocol, privProtocol, securityLevel, password, privPassword } = auth;
    const id = JSON.stringify([
      engineId.toString('hex'),
      authProtocol,
      password,
      securityLevel,
      privProtocol,
      privPassword,
    ]);
    const known = this.#localized.get(id);
    if (known) return known;
    const keys = {
      auth: this.#localize(authProtocol, password, engineId),
      priv:
        securityLevel === 'authPriv'
          ? privacyKey(
              authProtocol,
              privProtocol,
              this.#localize(authProtocol, privPassword, engineId),
              engineId,
            )
          : Buffer.alloc(0),
    };
    this.#localized.set(id, keys);
    return keys;
  }

  clear(): void {
    this.#stretched.clear();
    this.#localized.clear();
  }

  #localize(protocol: AuthProtocol, password: string, engineId: Buffer): Buffer {
    const id = `${protocol} ${password}`;
    let key = this.#stretched.get(id);
    if (!key) {
      key = passwordToKey(protocol, password);
      this.#stretched.set(id, key);
    }
    return localizedKey(protocol, key, engineId);
  }
}
