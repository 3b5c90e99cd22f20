import { expect, it } from 'vitest';
import { INTEGRITY } from './cipher-suites.ts';
import { equalCodes, md5Code, packetSigner, passwordCode } from './integrity.ts';

const SIGNED = Buffer.from(Array.from({ length: 40 }, (_, i) => i));
const K1 = Buffer.from(Array.from({ length: 20 }, (_, i) => i + 1));
const PASSWORD = Buffer.from('secret');

/** Computed by Python's hmac and hashlib. */
it.each([
  ['HMAC-SHA1-96', INTEGRITY.hmacSha1_96, '7e4e9becd10e2f26d2e273d3'],
  ['HMAC-MD5-128', INTEGRITY.hmacMd5_128, 'e5b53ca367adabae7b8a0c338377abfb'],
  ['MD5-128', INTEGRITY.md5_128, '9796516f33b70d5e69318472fcfcb945'],
  ['HMAC-SHA256-128', INTEGRITY.hmacSha256_128, '305e19b4c6cc5d1c7000ddbc3716c16e'],
])('signs packets with %s', (_name, integrity, expected) => {
  expect(packetSigner(integrity, K1, PASSWORD)?.(SIGNED).toString('hex')).toBe(expected);
});

it('signs nothing without integrity', () => expect(packetSigner(INTEGRITY.none, K1, PASSWORD)).toBeNull());

it('signs packets of IPMI 1.5 with MD5', () => {
  expect(md5Code(PASSWORD, 0x0a0b0c0d, 7, SIGNED).toString('hex')).toBe('4c8f8883c7d7b3ee9ae6fca88dbfe802');
});

it('fills a straight password up to 16 bytes', () => {
  expect(passwordCode(PASSWORD)).toEqual(Buffer.concat([PASSWORD, Buffer.alloc(10)]));
});

it.each([
  ['equal', '0102', '0102', true],
  ['different', '0102', '0103', false],
  ['shorter', '01', '0102', false],
  ['longer', '010203', '0102', false],
  ['empty', '', '', true],
])('compares codes that are %s', (_name, a, b, equal) => {
  expect(equalCodes(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'))).toBe(equal);
});
