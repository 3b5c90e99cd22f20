import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { AuthProtocol, PrivProtocol } from '../../model/snmp.ts';
import { decrypt, digestBytes, encrypt, isAuthentic, Salts, sign } from './usm-crypto.ts';

const AUTHS: readonly AuthProtocol[] = ['MD5', 'SHA', 'SHA224', 'SHA256', 'SHA384', 'SHA512'];
const PRIVS: readonly [PrivProtocol, number][] = [
  ['DES', 16],
  ['AES', 16],
  ['AES192', 24],
  ['AES192C', 24],
  ['AES256', 32],
  ['AES256C', 32],
];
const ENGINE = { boots: 7, time: 123_456 };

describe('a digest', () => {
  const signed = (protocol: AuthProtocol, key: Buffer) => {
    const bytes = Buffer.alloc(100, 1);
    const message = { bytes, digestStart: 20, digestEnd: 20 + digestBytes(protocol) };
    sign(message, protocol, key);
    return message;
  };

  it.each(AUTHS)('of %s is found right, and wrong when anything is changed', (protocol) => {
    const key = randomBytes(20);
    const message = signed(protocol, key);
    expect(isAuthentic(message, protocol, key)).toBe(true);
    expect(isAuthentic(message, protocol, randomBytes(20))).toBe(false);
    for (const at of [0, message.digestStart, message.digestEnd - 1, 99]) {
      const bytes = Buffer.from(message.bytes);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      expect(isAuthentic({ ...message, bytes }, protocol, key)).toBe(false);
    }
  });

  it('of another length is wrong', () => {
    const key = randomBytes(20);
    const message = signed('SHA', key);
    expect(isAuthentic({ ...message, digestEnd: message.digestStart }, 'SHA', key)).toBe(false);
    expect(isAuthentic(message, 'SHA256', key)).toBe(false);
  });
});

describe('encryption', () => {
  it.each(PRIVS)('by %s is undone', (protocol, bytes) => {
    const key = randomBytes(bytes);
    const salt = new Salts().next(protocol, ENGINE.boots);
    for (const length of [8, 37, 1400]) {
      const plain = randomBytes(length);
      const encrypted = encrypt(protocol, key, salt, ENGINE, plain);
      expect(encrypted.subarray(0, length)).not.toEqual(plain);
      expect(decrypt(protocol, key, salt, ENGINE, encrypted)?.subarray(0, length)).toEqual(plain);
    }
  });

  // FIPS 81, table B1 has it for ECB; the first block of CBC with no initial vector is the same.
  it('by DES is DES', () => {
    const key = Buffer.from('0123456789abcdef0000000000000000', 'hex');
    const plain = Buffer.from('4e6f772069732074', 'hex');
    expect(encrypt('DES', key, Buffer.alloc(8), ENGINE, plain).toString('hex')).toBe('3fa40e8a984d4815');
  });

  it('by AES begins with boots, time and salt', () => {
    const key = Buffer.alloc(16, 1);
    const salt = Buffer.from('0102030405060708', 'hex');
    const vector = Buffer.from('000000070001e2400102030405060708', 'hex');
    const plain = Buffer.from('a message');
    const cipher = createCipheriv('aes-128-cfb', key, vector);
    expect(encrypt('AES', key, salt, ENGINE, plain)).toEqual(cipher.update(plain));
  });

  it.each<[string, PrivProtocol, Buffer, Buffer]>([
    ['blocks of DES that are not whole', 'DES', Buffer.alloc(8), Buffer.alloc(12)],
    ['a salt that is too short', 'AES', Buffer.alloc(7), Buffer.alloc(12)],
    ['no salt', 'DES', Buffer.alloc(0), Buffer.alloc(16)],
  ])('%s cannot be decrypted', (_, protocol, salt, encrypted) =>
    expect(decrypt(protocol, Buffer.alloc(16), salt, ENGINE, encrypted)).toBeNull(),
  );
});

describe('salts', () => {
  it('differ, and have the boots in front for DES', () => {
    const salts = new Salts();
    const seen = new Set(
      Array.from({ length: 1000 }, (_, i) => salts.next(i % 2 ? 'DES' : 'AES', 9).toString('hex')),
    );
    expect(seen.size).toBe(1000);
    expect(salts.next('DES', 9).readUInt32BE()).toBe(9);
  });
});
