/** Cipher suites (IPMI 2.0, tables 22-20 and 13-17 to 13-19) and how they are chosen. */
import type { Algorithms } from '../wire/rakp-messages.ts';

export const AUTHENTICATION = { none: 0, hmacSha1: 1, hmacMd5: 2, hmacSha256: 3 } as const;
export const INTEGRITY = { none: 0, hmacSha1_96: 1, hmacMd5_128: 2, md5_128: 3, hmacSha256_128: 4 } as const;
export const CONFIDENTIALITY = { none: 0, aesCbc128: 1 } as const;

export interface CipherSuite extends Algorithms {
  readonly id: number;
}

const suite = (
  id: number,
  authentication: number,
  integrity: number,
  confidentiality: number,
): CipherSuite => ({
  id,
  authentication,
  integrity,
  confidentiality,
});

/** Those without xRC4, best first; xRC4 (4, 5, 9, 10, 13, 14) is broken, and no BMC has nothing else. */
export const CIPHER_SUITES: readonly CipherSuite[] = [
  suite(17, AUTHENTICATION.hmacSha256, INTEGRITY.hmacSha256_128, CONFIDENTIALITY.aesCbc128),
  suite(3, AUTHENTICATION.hmacSha1, INTEGRITY.hmacSha1_96, CONFIDENTIALITY.aesCbc128),
  suite(8, AUTHENTICATION.hmacMd5, INTEGRITY.hmacMd5_128, CONFIDENTIALITY.aesCbc128),
  suite(12, AUTHENTICATION.hmacMd5, INTEGRITY.md5_128, CONFIDENTIALITY.aesCbc128),
  suite(16, AUTHENTICATION.hmacSha256, INTEGRITY.hmacSha256_128, CONFIDENTIALITY.none),
  suite(2, AUTHENTICATION.hmacSha1, INTEGRITY.hmacSha1_96, CONFIDENTIALITY.none),
  suite(7, AUTHENTICATION.hmacMd5, INTEGRITY.hmacMd5_128, CONFIDENTIALITY.none),
  suite(11, AUTHENTICATION.hmacMd5, INTEGRITY.md5_128, CONFIDENTIALITY.none),
  suite(15, AUTHENTICATION.hmacSha256, INTEGRITY.none, CONFIDENTIALITY.none),
  suite(1, AUTHENTICATION.hmacSha1, INTEGRITY.none, CONFIDENTIALITY.none),
  suite(6, AUTHENTICATION.hmacMd5, INTEGRITY.none, CONFIDENTIALITY.none),
  suite(0, AUTHENTICATION.none, INTEGRITY.none, CONFIDENTIALITY.none),
];

/** Tried when nothing else is said: all but 0, with which anybody is let in. */
export const NEGOTIATED_SUITES: readonly number[] = CIPHER_SUITES.map(({ id }) => id).filter(
  (id) => id !== 0,
);

export function cipherSuite(id: number): CipherSuite | undefined {
  return CIPHER_SUITES.find((each) => each.id === id);
}

const STANDARD_RECORD = 0xc0;
const OEM_RECORD = 0xc1;
const OEM_ENTERPRISE_BYTES = 3;

/** The ids in the records of Get Channel Cipher Suites (table 22-19); those of makers are left out. */
export function cipherSuiteIds(records: Uint8Array): number[] {
  const ids: number[] = [];
  for (let at = 0; at < records.length; at++) {
    if (records[at] === OEM_RECORD) at += 1 + OEM_ENTERPRISE_BYTES;
    else if (records[at] === STANDARD_RECORD) {
      const id = records[++at];
      if (id !== undefined) ids.push(id);
    }
  }
  return ids;
}
