import { expect, it } from 'vitest';
import { CIPHER_SUITES, cipherSuite, cipherSuiteIds, NEGOTIATED_SUITES } from './cipher-suites.ts';

/** IPMI 2.0, table 22-20. */
it.each([
  [0, 0, 0, 0],
  [1, 1, 0, 0],
  [2, 1, 1, 0],
  [3, 1, 1, 1],
  [6, 2, 0, 0],
  [7, 2, 2, 0],
  [8, 2, 2, 1],
  [11, 2, 3, 0],
  [12, 2, 3, 1],
  [15, 3, 0, 0],
  [16, 3, 4, 0],
  [17, 3, 4, 1],
])('suite %i', (id, authentication, integrity, confidentiality) => {
  expect(cipherSuite(id)).toEqual({ id, authentication, integrity, confidentiality });
});

it('tries what encrypts and signs first, and never 0 unless asked', () => {
  expect(NEGOTIATED_SUITES).toEqual([17, 3, 8, 12, 16, 2, 7, 11, 15, 1, 6]);
  expect(CIPHER_SUITES).toHaveLength(NEGOTIATED_SUITES.length + 1);
});

it.each([
  ['nothing', [], []],
  ['two suites', [0xc0, 3, 0x01, 0x41, 0x81, 0xc0, 17, 0x03, 0x44, 0x81], [3, 17]],
  ["a maker's", [0xc1, 0x80, 0x12, 0x34, 0x56, 0x01, 0xc0, 3, 0x01, 0x41, 0x81], [3]],
  ['suite 0 and a cut record', [0xc0, 0, 0x00, 0x40, 0x80, 0xc0], [0]],
  ['what is no record', [0x11, 0x22, 0xff], []],
])('reads records: %s', (_name, records, ids) =>
  expect(cipherSuiteIds(Uint8Array.from(records))).toEqual(ids),
);
