import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Oid } from '../../model/snmp.ts';
import { checkOid, compareOids, formatOid, packOid, parseOid, unpackOid } from './oid.ts';

const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');

describe('an OID', () => {
  it.each<[string, Oid | null]>([
    ['1.3.6.1', [1, 3, 6, 1]],
    ['.1.3.6.1', [1, 3, 6, 1]],
    ['1', [1]],
    ['0.0', [0, 0]],
    ['2.999', [2, 999]],
    ['1.3.4294967295', [1, 3, 4_294_967_295]],
    ['1.3.4294967296', null],
    ['1.40', null],
    ['3.1', null],
    ['', null],
    ['.', null],
    ['1..3', null],
    ['1.3.', null],
    ['1.-3', null],
    ['1.3.x', null],
    ['1.3.6 ', null],
    ['1.0x3', null],
    [Array.from({ length: 129 }, () => '1').join('.'), null],
  ])('%s is read as %j', (text, oid) => expect(parseOid(text)).toEqual(oid));

  it('is written without a leading dot', () => expect(formatOid([1, 3, 6])).toBe('1.3.6'));

  // RFC 3417 and X.690 section 8.19.
  it.each<[Oid, string]>([
    [[1, 3, 6, 1, 2, 1], '2b 06 01 02 01'],
    [[2, 999, 3], '88 37 03'],
    [[0, 0], '00'],
    [[1], '28'],
    [[1, 3, 127, 128, 16_383, 16_384], '2b 7f 81 00 ff 7f 81 80 00'],
    [[1, 3, 4_294_967_295], '2b 8f ff ff ff 7f'],
  ])('%j is packed as %s', (oid, packed) => expect(packOid(oid)).toEqual(hex(packed)));

  const subidentifier = fc.integer({ min: 0, max: 2 ** 32 - 1 });
  const oids = fc.oneof(
    fc.tuple(fc.constantFrom(0, 1), fc.integer({ min: 0, max: 39 })),
    fc.tuple(fc.constant(2), fc.integer({ min: 0, max: 2 ** 32 - 1 - 80 })),
  );
  const anyOid = fc
    .tuple(oids, fc.array(subidentifier, { maxLength: 20 }))
    .map(([first, rest]): Oid => [...first, ...rest]);

  it('is the same after being packed, and after being written', () =>
    fc.assert(
      fc.property(anyOid, (oid) => {
        const packed = packOid(oid);
        checkOid(packed, 0, packed.length);
        expect(unpackOid(packed, 0, packed.length)).toEqual(oid);
        expect(parseOid(formatOid(oid))).toEqual(oid);
      }),
    ));

  it('of no octets is empty', () => expect(unpackOid(Buffer.alloc(0), 0, 0)).toEqual([]));

  it.each([
    ['ends within a sub-identifier', '2b 81'],
    ['has one of 33 bits', '2b 90 80 80 80 00'],
    ['has one of six octets', '2b 80 80 80 80 80 01'],
    ['begins with one of 33 bits', '9f ff ff ff 7f'],
  ])('that %s is malformed', (_, packed) => {
    const bytes = hex(packed);
    expect(() => checkOid(bytes, 0, bytes.length)).toThrow(
      expect.objectContaining({ code: 'malformed_reply' }),
    );
  });

  it.each<[Oid, Oid, number]>([
    [[1, 3], [1, 3], 0],
    [[1, 3], [1, 3, 0], -1],
    [[1, 3, 10], [1, 3, 9, 1], 1],
    [[1, 3, 4_294_967_295], [1, 3, 1], 1],
  ])('%j beside %j', (a, b, order) => {
    expect(Math.sign(compareOids(a, b))).toBe(order);
    expect(Math.sign(compareOids(b, a))).toBe(order === 0 ? 0 : -order);
  });
});
