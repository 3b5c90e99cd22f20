import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { oidContent, tlv } from '../../../../test/support/snmp-agent/ber.ts';
import { ValueType, type Varbinds } from '../../model/snmp.ts';
import { packOid } from './oid.ts';
import { readVarbinds } from './varbinds.ts';

const IF_IN_OCTETS = [1, 3, 6, 1, 2, 1, 2, 2, 1, 10];
const hex = (text: string) => Buffer.from(text.replaceAll(' ', ''), 'hex');
const name = tlv(ValueType.oid, oidContent([...IF_IN_OCTETS, 7]));
/** One varbind whose value is given with tag and length. */
const withValue = (value: string) => tlv(0x30, Buffer.concat([name, hex(value)]));
const read = (bytes: Buffer): Varbinds => readVarbinds(bytes, 0, bytes.length);

describe('values', () => {
  it.each<[what: string, value: string, type: ValueType, number: number, bigint: bigint]>([
    ['INTEGER', '02 01 7f', ValueType.integer, 127, 127n],
    ['a negative one', '02 01 ff', ValueType.integer, -1, -1n],
    ['one of four octets', '02 04 80 00 00 00', ValueType.integer, -(2 ** 31), -(2n ** 31n)],
    ['one that is padded', '02 05 00 00 00 00 05', ValueType.integer, 5, 5n],
    ['one of nine octets', '02 09 00 ff ff ff ff ff ff ff ff', ValueType.integer, 2 ** 64, 2n ** 64n - 1n],
    ['one of eight octets', '02 08 ff ff ff ff ff ff ff fe', ValueType.integer, -2, -2n],
    ['an empty one', '02 00', ValueType.integer, 0, 0n],
    ['Counter32', '41 05 00 ff ff ff ff', ValueType.counter32, 2 ** 32 - 1, 2n ** 32n - 1n],
    ['one without its zero', '41 04 ff ff ff ff', ValueType.counter32, 2 ** 32 - 1, 2n ** 32n - 1n],
    ['one with more bits', '41 05 01 00 00 00 00', ValueType.counter32, 2 ** 32, 2n ** 32n],
    ['Gauge32', '42 01 2a', ValueType.gauge32, 42, 42n],
    ['TimeTicks', '43 03 01 00 00', ValueType.timeTicks, 65_536, 65_536n],
    ['TimeTicks with more bits', '43 05 01 00 00 00 07', ValueType.timeTicks, 7, 7n],
    ['Counter64', '46 09 00 ff ff ff ff ff ff ff ff', ValueType.counter64, 2 ** 64, 2n ** 64n - 1n],
    // The nearest double of 2^53 + 1 is even; of 2^60 + 2^7 + 1 it is the next one, which needs all bits.
    ['Counter64 beyond doubles', '46 07 20 00 00 00 00 00 01', ValueType.counter64, 2 ** 53, 2n ** 53n + 1n],
    [
      'Counter64 just above the middle of two doubles',
      '46 08 10 00 00 00 00 00 00 81',
      ValueType.counter64,
      2 ** 60 + 2 ** 8,
      2n ** 60n + 129n,
    ],
    ['UInteger32', '47 04 ff ff ff ff', ValueType.uinteger32, 2 ** 32 - 1, 2n ** 32n - 1n],
    ['a float in Opaque', '44 07 9f 78 04 3f c0 00 00', ValueType.opaqueFloat, 1.5, 0n],
    ['a double in Opaque', '44 0b 9f 79 08 bf f8 00 00 00 00 00 00', ValueType.opaqueDouble, -1.5, 0n],
    ['other Opaque', '44 03 02 01 05', ValueType.opaque, NaN, 0n],
    ['a float in Opaque that is cut off', '44 05 9f 78 04 3f c0', ValueType.opaque, NaN, 0n],
    ['text', '04 02 34 32', ValueType.octetString, NaN, 0n],
    ['NULL', '05 00', ValueType.null, NaN, 0n],
    ['noSuchObject', '80 00', ValueType.noSuchObject, NaN, 0n],
    ['noSuchInstance', '81 00', ValueType.noSuchInstance, NaN, 0n],
    ['endOfMibView', '82 00', ValueType.endOfMibView, NaN, 0n],
    ['a counter that is too long', '41 0a 01 02 03 04 05 06 07 08 09 0a', ValueType.null, NaN, 0n],
    ['a type that SNMP does not have', '45 02 01 02', ValueType.null, NaN, 0n],
  ])('%s: %s', (_, value, type, number, bigint) => {
    const varbinds = read(withValue(value));
    expect([varbinds.type(0), varbinds.number(0), varbinds.bigint(0)]).toEqual([type, number, bigint]);
  });

  it.each([
    ['04 03 61 00 ff', '6100ff'],
    ['04 00', ''],
    ['40 04 0a 00 00 01', '0a000001'],
    ['40 00', ''],
    ['40 10 20 01 0d b8 00 00 00 00 00 00 00 00 00 00 00 01', '20010db8000000000000000000000001'],
    ['44 07 9f 78 04 3f c0 00 00', '3fc00000'],
  ])('octets of %s', (value, octets) =>
    expect(read(withValue(value)).octets(0).toString('hex')).toBe(octets),
  );

  it.each<[string, number[]]>([
    ['06 03 2b 06 01', [1, 3, 6, 1]],
    ['06 01 00', [0, 0]],
    ['06 00', []],
  ])('the OID %s', (value, oid) => expect(read(withValue(value)).oidValue(0)).toEqual(oid));

  it.each([
    ['an INTEGER of ten octets', '02 0a 00 00 00 00 00 00 00 00 00 01'],
    ['an INTEGER of nine octets that are all in use', '02 09 01 00 00 00 00 00 00 00 00'],
    ['an IpAddress of five octets', '40 05 01 02 03 04 05'],
    ['an OID that ends early', '06 02 2b 81'],
    ['a tag of several octets', '1f 81 01 00'],
    ['an indefinite length', '04 80 61 00 00'],
    ['a length of nine octets', `04 89 ${'00'.repeat(8)} 01 61`],
    ['a length beyond the varbind', '04 05 61'],
    ['a huge length', '04 84 ff ff ff ff 61'],
    ['a header that is cut off', '04'],
    ['a length that is cut off', '04 82 00'],
    ['nothing', ''],
  ])('%s is malformed', (_, value) =>
    expect(() => read(withValue(value))).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it('with lengths that are padded are read', () =>
    expect(read(withValue('04 84 00 00 00 01 61')).octets(0).toString()).toBe('a'));
});

describe('a list', () => {
  const rows = [1, 200, 70_000].map((i) =>
    tlv(0x30, Buffer.concat([tlv(6, oidContent([...IF_IN_OCTETS, i])), tlv(0x41, Buffer.of(i & 0x7f))])),
  );
  const varbinds = read(Buffer.concat(rows));
  const column = packOid(IF_IN_OCTETS);

  it('is read whole', () => {
    expect(varbinds.count).toBe(3);
    expect([0, 1, 2].map((i) => varbinds.oid(i).at(-1))).toEqual([1, 200, 70_000]);
    expect([0, 1, 2].map((i) => varbinds.number(i))).toEqual([1, 72, 112]);
  });

  it('lets rows be told apart without decoding them', () => {
    expect([0, 1, 2].map((i) => varbinds.suffix(i, column.length))).toEqual([
      '\x01',
      '\x81\x48',
      '\x84\xa2\x70',
    ]);
    expect(varbinds.suffix(0, 0)).toBe(varbinds.oidBytes(0).toString('latin1'));
  });

  it('knows what is below a prefix', () => {
    expect(varbinds.isBelow(0, column)).toBe(true);
    expect(varbinds.isBelow(0, packOid([...IF_IN_OCTETS, 1]))).toBe(false);
    expect(varbinds.isBelow(1, packOid([1, 3, 6, 1, 2, 1, 2, 2, 1, 11]))).toBe(false);
    expect(varbinds.isBelow(1, packOid([1, 3]))).toBe(true);
    expect(varbinds.isBelow(1, packOid([...IF_IN_OCTETS, 200, 1, 1]))).toBe(false);
  });

  it('may be empty', () => expect(read(Buffer.alloc(0)).count).toBe(0));

  it.each([
    ['without an OID', tlv(0x30, hex('02 01 01 05 00'))],
    ['with an empty OID', tlv(0x30, hex('06 00 05 00'))],
    ['without a value', tlv(0x30, name)],
    ['empty', hex('30 00')],
    ['of another tag', tlv(0x31, Buffer.concat([name, hex('05 00')]))],
    ['cut off', Buffer.concat([withValue('05 00'), withValue('05 00').subarray(0, -1)])],
  ])('with a varbind %s is malformed', (_, bytes) =>
    expect(() => read(bytes)).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it('of any bytes is read or malformed, and then every value can be asked for', () => {
    const sound = Buffer.concat([...rows, withValue('04 03 61 62 63'), withValue('06 03 2b 06 01')]);
    const damaged = fc
      .array(fc.tuple(fc.nat(sound.length - 1), fc.nat(255)), { maxLength: 6 })
      .map((changes) => {
        const bytes = Buffer.from(sound);
        for (const [at, octet] of changes) bytes[at] = octet;
        return bytes;
      });
    const cut = fc.nat(sound.length).map((length) => sound.subarray(0, length));
    const anything = fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes));
    fc.assert(
      fc.property(fc.oneof(damaged, cut, anything), (bytes) => {
        let list: Varbinds;
        try {
          list = read(bytes);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
          return;
        }
        for (let i = 0; i < list.count; i += 1) askForEverything(list, i);
      }),
      { numRuns: 2000 },
    );
  });
});

function askForEverything(list: Varbinds, i: number): void {
  for (const sub of [...list.oid(i), ...list.oidValue(i)]) expect(sub).toBeLessThan(2 ** 32);
  expect(list.oidBytes(i).length).toBeGreaterThan(0);
  expect(list.isBelow(i, list.oidBytes(i))).toBe(false);
  expect(list.suffix(i, 0)).toHaveLength(list.oidBytes(i).length);
  expect(Object.values(ValueType)).toContain(list.type(i));
  expect(typeof list.number(i)).toBe('number');
  expect(typeof list.bigint(i)).toBe('bigint');
  expect(list.octets(i)).toBeInstanceOf(Buffer);
}
