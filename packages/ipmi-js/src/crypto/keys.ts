/** Codes and keys of RAKP (IPMI 2.0, 13.28 to 13.32). Names in comments are those of the specification. */
import { createHmac } from 'node:crypto';
import { AUTHENTICATION } from './cipher-suites.ts';

/** Both ends hash the same: what the two have told each other. */
export interface RakpFacts {
  /** SIDm. */
  readonly consoleSessionId: number;
  /** SIDc. */
  readonly bmcSessionId: number;
  /** Rm. */
  readonly consoleRandom: Uint8Array;
  /** Rc. */
  readonly bmcRandom: Uint8Array;
  /** GUIDc. */
  readonly bmcGuid: Uint8Array;
  /** RoleM. */
  readonly role: number;
  /** UNameM. */
  readonly user: Uint8Array;
}

export interface SessionKeys {
  readonly sik: Buffer;
  /** For integrity. */
  readonly k1: Buffer;
  /** For confidentiality. */
  readonly k2: Buffer;
}

const HASH: Readonly<Record<number, string>> = {
  [AUTHENTICATION.hmacSha1]: 'sha1',
  [AUTHENTICATION.hmacMd5]: 'md5',
  [AUTHENTICATION.hmacSha256]: 'sha256',
};
/** Of the integrity check value in RAKP 4: HMAC-SHA1-96, HMAC-MD5-128, HMAC-SHA256-128. */
const CHECK_BYTES: Readonly<Record<number, number>> = {
  [AUTHENTICATION.hmacSha1]: 12,
  [AUTHENTICATION.hmacMd5]: 16,
  [AUTHENTICATION.hmacSha256]: 16,
};
/** Length of Const_1 and Const_2 with every algorithm. */
const CONSTANT_BYTES = 20;
const EMPTY = Buffer.alloc(0);

/** What RAKP 2 proves: that the BMC knows the user's key. Empty without authentication. */
export function rakp2Code(authentication: number, userKey: Uint8Array, facts: RakpFacts): Buffer {
  return hmac(authentication, userKey, [
    uint32(facts.consoleSessionId),
    uint32(facts.bmcSessionId),
    facts.consoleRandom,
    facts.bmcRandom,
    facts.bmcGuid,
    who(facts),
  ]);
}

/** What RAKP 3 proves: that the console knows the user's key. */
export function rakp3Code(authentication: number, userKey: Uint8Array, facts: RakpFacts): Buffer {
  return hmac(authentication, userKey, [facts.bmcRandom, uint32(facts.consoleSessionId), who(facts)]);
}

/** What RAKP 4 proves: that the BMC has come to the same session key. */
export function rakp4Code(authentication: number, sik: Uint8Array, facts: RakpFacts): Buffer {
  const code = hmac(authentication, sik, [facts.consoleRandom, uint32(facts.bmcSessionId), facts.bmcGuid]);
  return code.subarray(0, CHECK_BYTES[authentication] ?? 0);
}

/** @param key K_G, or the user's key where K_G is not set. */
export function sessionKeys(authentication: number, key: Uint8Array, facts: RakpFacts): SessionKeys {
  const sik = hmac(authentication, key, [facts.consoleRandom, facts.bmcRandom, who(facts)]);
  const derived = (constant: number) => hmac(authentication, sik, [Buffer.alloc(CONSTANT_BYTES, constant)]);
  return { sik, k1: derived(1), k2: derived(2) };
}

function hmac(authentication: number, key: Uint8Array, parts: readonly Uint8Array[]): Buffer {
  const hash = HASH[authentication];
  if (hash === undefined) return EMPTY;
  const mac = createHmac(hash, key);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

function who({ role, user }: RakpFacts): Buffer {
  return Buffer.concat([Buffer.of(role, user.length), user]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
