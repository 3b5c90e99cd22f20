import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decryptPayload, encryptPayload } from './aes.ts';

const hex = (text: string) => Buffer.from(text, 'hex');

/** NIST SP 800-38A, F.2.1: CBC-AES128. */
const KEY = hex('2b7e151628aed2a6abf7158809cf4f3c');
const VECTOR = hex('000102030405060708090a0b0c0d0e0f');
const PLAIN = hex(
  '6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51' +
    '30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710',
);
const CIPHER = hex(
  '7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2' +
    '73bed6b8e3c1743b7116e69e222295163ff1caa1681fac09120eca307586e1a7',
);

describe('AES-CBC-128', () => {
  it('is that of NIST, with the vector before and the padding behind', () => {
    const encrypted = encryptPayload(KEY, PLAIN, VECTOR);
    expect(encrypted.subarray(0, 16)).toEqual(VECTOR);
    expect(encrypted.subarray(16, 80)).toEqual(CIPHER);
    expect(encrypted).toHaveLength(96);
    expect(decryptPayload(KEY, encrypted)).toEqual(PLAIN);
  });

  it.each([
    ['nothing', ''],
    ['no vector', '00'.repeat(16)],
    ['half a block', '00'.repeat(40)],
  ])('takes no payload of %s', (_name, bytes) => expect(decryptPayload(KEY, hex(bytes))).toBeNull());

  it('takes no padding but 1, 2, 3, …', () => {
    const encrypted = encryptPayload(KEY, Buffer.alloc(13), VECTOR);
    const spoiled = Buffer.from(encrypted);
    spoiled[14] = (spoiled[14] ?? 0) ^ 0x0b;
    expect(decryptPayload(KEY, encrypted)).toEqual(Buffer.alloc(13));
    expect(decryptPayload(KEY, spoiled)).toBeNull();
  });

  it('gives back what was encrypted, whatever its length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        expect(decryptPayload(KEY, encryptPayload(KEY, Buffer.from(bytes)))).toEqual(Buffer.from(bytes));
      }),
    );
  });

  it('makes of any bytes a payload or nothing', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const plain = decryptPayload(KEY, Buffer.from(bytes));
        expect(plain === null || plain.length < bytes.length).toBe(true);
      }),
    );
  });
});
