import { describe, expect, it } from 'vitest';
import {
  area,
  field,
  FruBmc,
  type FruBehaviour,
  inventory,
  multiRecord,
} from '../../test/support/fru-bytes.ts';
import { fuzzDecoder } from '../../test/support/fuzz.ts';
import { bytes } from '../../test/support/scripted-bmc.ts';
import { decodeFru } from './decode.ts';
import { readFru } from './read.ts';

const CHASSIS = area(0x17, ...field('CH-1'), ...field('SN 42  '), ...field('rack'));
/** 2023-11-14 02:13 UTC: 14657893 minutes after 1996. */
const BOARD = area(
  0,
  0x65,
  0xa9,
  0xdf,
  ...field('Maker'),
  ...field('Board X1'),
  ...field('B-7'),
  ...field('P-9'),
  0xc0,
);
const PRODUCT = area(
  0,
  ...[...field('Maker'), ...field('Server 1000'), ...field('PN'), ...field('v1'), ...field('SN-11')],
  ...[...field('asset-5'), ...field('file'), ...field('one'), ...field('two')],
);
const SUPPLY = multiRecord(0, [...bytes('2003 e803 ff 05 2823 3075 0000 0000 2f 3f 0a 0f bc52 000000 00')]);
const OUTPUT = multiRecord(1, [...bytes('81 b004 9904 c704 3200 0000 f4ff')]);
const NEGATIVE_LOAD = multiRecord(2, [...bytes('02 50fb 45fb 5bfb 3200 6400 e803')]);
const ACCESS = multiRecord(3, [1, ...Buffer.from('https://bmc')]);
const OEM = multiRecord(0xc0, [...bytes('570100 aabb')], true);
const RECORDS = [...SUPPLY, ...OUTPUT, ...NEGATIVE_LOAD, ...ACCESS, ...OEM];
const WHOLE = inventory([], CHASSIS, BOARD, PRODUCT, RECORDS);

const chassisOf = (content: Uint8Array) => decodeFru(content).chassis;

describe('an inventory', () => {
  it('has a chassis, a board and a product', () =>
    expect(decodeFru(WHOLE)).toMatchObject({
      internal: new Uint8Array(),
      chassis: {
        chassisType: 0x17,
        partNumber: 'CH-1',
        serialNumber: 'SN 42',
        custom: ['rack'],
        hasRightChecksum: true,
      },
      board: {
        language: { code: 0, name: 'English' },
        manufacturedAt: 1_699_927_980,
        ...{
          manufacturer: 'Maker',
          productName: 'Board X1',
          serialNumber: 'B-7',
          partNumber: 'P-9',
          fruFileId: '',
        },
        custom: [],
        hasRightChecksum: true,
      },
      product: {
        ...{ manufacturer: 'Maker', productName: 'Server 1000', partNumber: 'PN', version: 'v1' },
        ...{ serialNumber: 'SN-11', assetTag: 'asset-5', fruFileId: 'file', custom: ['one', 'two'] },
        hasRightChecksum: true,
      },
    }));

  it('has further records', () =>
    expect(decodeFru(WHOLE).multiRecords).toEqual([
      {
        ...{
          type: 0,
          hasRightChecksum: true,
          kind: 'power_supply',
          capacityWatts: 800,
          peakVoltAmperes: 1000,
        },
        ...{
          inrushAmperes: null,
          inrushMilliseconds: 5,
          frequencyRange: [47, 63],
          dropoutToleranceMilliseconds: 10,
        },
        inputRanges: [
          [90, 300],
          [0, 0],
        ],
        ...{
          predictsFailure: true,
          correctsPowerFactor: true,
          switchesAutomatically: true,
          isHotSwappable: true,
        },
        ...{ peakWatts: 0x2bc, peakHoldUpSeconds: 5 },
      },
      {
        ...{ type: 1, hasRightChecksum: true, kind: 'dc_output', outputNumber: 1, isStandby: true },
        ...{ nominalVolts: 12, lowestVolts: 11.77, highestVolts: 12.23, rippleVolts: 0.05 },
        ...{ lowestAmperes: 0, highestAmperes: 65.524 },
      },
      {
        ...{ type: 2, hasRightChecksum: true, kind: 'dc_load', outputNumber: 2, isStandby: false },
        ...{ nominalVolts: -12, lowestVolts: -12.11, highestVolts: -11.89, rippleVolts: 0.05 },
        ...{ lowestAmperes: 0.1, highestAmperes: 1 },
      },
      { type: 3, hasRightChecksum: true, kind: 'management_access', access: 1, text: 'https://bmc' },
      { type: 0xc0, hasRightChecksum: true, kind: 'other', manufacturerId: 0x157, data: bytes('570100aabb') },
    ]));

  it.each([
    ['six bits', [0x83, 0x29, 0xdc, 0xa6], 'IPMI'],
    ['BCD plus', [0x42, 0x12, 0xb3], '12-3'],
    ['binary', [0x03, 0x01, 0xab, 0xff], '01abff'],
    ['none', [0xc0], ''],
  ])('has fields of %s', (_, partNumber, expected) =>
    expect(chassisOf(inventory([], area(1, ...partNumber)))?.partNumber).toBe(expected),
  );

  it('in a language that is not English has fields of Unicode', () => {
    const content = [...Buffer.from('Gehäuse', 'utf16le')];
    const german = area(22, ...field(''), 0xc0 | content.length, ...content);
    expect(decodeFru(inventory([], [], [], german)).product).toMatchObject({
      language: { code: 22, name: 'German' },
      productName: 'Gehäuse',
    });
  });

  it('has a board of no date', () =>
    expect(decodeFru(inventory([], [], area(25, 0, 0, 0, ...field('Mk')))).board).toMatchObject({
      ...{ manufacturedAt: null, manufacturer: 'Mk', productName: '', serialNumber: '' },
    }));

  it('with wrong checksums of areas and records says so', () => {
    const wrong = Uint8Array.from(WHOLE);
    const ends = [CHASSIS, BOARD, PRODUCT, RECORDS].map((each) => each.length);
    for (const at of [8 + CHASSIS.length - 1, 8 + ends.reduce((sum, length) => sum + length) - 1]) {
      wrong[at] = (wrong[at] ?? 0) ^ 1;
    }
    const read = decodeFru(wrong);
    expect(read.chassis).toMatchObject({ serialNumber: 'SN 42', hasRightChecksum: false });
    expect(read.board?.hasRightChecksum).toBe(true);
    expect(read.multiRecords.map((each) => each.hasRightChecksum)).toEqual([true, true, true, true, false]);
  });

  it('has an area of its maker’s own up to the next one', () => {
    const own = [1, 2, 3, 4, 5, 6, 7, 8, 9];
    expect([...decodeFru(inventory(own, CHASSIS)).internal]).toEqual([...own, 0, 0, 0, 0, 0, 0, 0]);
  });

  it.each([
    ['that nobody has written', bytes('ffffffffffffffff')],
    ['of zeros', new Uint8Array(8)],
    ['with a wrong checksum of its header', bytes('01 00 01 00 00 00 00 ff')],
    ['shorter than its header', bytes('01 00 00')],
    ['with an area of no length', inventory([], [1, 0, 0x17, 0xc1, 0, 0, 0, 0])],
    ['with a field that reaches beyond its area', inventory([], [1, 1, 0x17, 0xc9, 65, 65, 0, 0])],
  ])('%s is malformed', (_, content) =>
    expect(() => decodeFru(content)).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it.each([
    ['whose areas lie beyond its end', bytes('01 00 20 00 00 00 00 df'), { chassis: null, multiRecords: [] }],
    ['whose last record does', inventory([], [], [], [], SUPPLY.slice(0, 20)), { multiRecords: [] }],
  ])('%s has what it holds', (_, content, expected) => expect(decodeFru(content)).toMatchObject(expected));

  it('of any bytes is read or malformed', () => fuzzDecoder(decodeFru, [WHOLE, inventory([1, 2], CHASSIS)]));
});

describe('reading an inventory', () => {
  it.each<[string, FruBehaviour]>([
    ['in large parts', {}],
    ['in parts of sixteen', { largestPart: 16 }],
    ['in words', { countsWords: true, largestPart: 16 }],
    ['in the smallest parts', { largestPart: 2, refusal: 0xff }],
    ['when it is busy at first', { busy: 3 }],
  ])('%s', async (_, behaviour) => {
    const bmc = new FruBmc(
      Uint8Array.from([...WHOLE, ...Array.from({ length: 512 }, () => 0xff)]),
      behaviour,
    );
    expect(await readFru(bmc, 0)).toEqual(decodeFru(WHOLE));
  });

  it('reads no more than its areas hold', async () => {
    const bmc = new FruBmc(Uint8Array.from([...WHOLE, ...new Uint8Array(4096)]));
    await readFru(bmc, 0);
    expect(bmc.count('0a:11')).toBeLessThan(20);
  });

  it('reads the maker’s own area when asked to', async () => {
    const own = Array.from({ length: 16 }, (_, at) => at);
    const bmc = new FruBmc(inventory(own, CHASSIS));
    expect((await readFru(bmc, 0)).internal.every((byte) => byte === 0)).toBe(true);
    expect([...(await readFru(bmc, 0, { internal: true })).internal]).toEqual(own);
  });

  it('asks the controller that has it', async () => {
    const bmc = new FruBmc(WHOLE);
    await readFru(bmc, 0, { target: { channel: 0, address: 0x72 }, lun: 1 });
    expect(bmc.asked.every(({ target, lun }) => target?.address === 0x72 && lun === 1)).toBe(true);
  });

  it.each([
    ['is not there', new FruBmc(WHOLE), 1, { completionCode: 0xcb }],
    ['is busy for ever', new FruBmc(WHOLE, { busy: 99 }), 0, { completionCode: 0x81 }],
    ['has no part of any size', new FruBmc(WHOLE, { largestPart: 1 }), 0, { completionCode: 0xca }],
    ['is empty', new FruBmc(new Uint8Array()), 0, { code: 'malformed_reply' }],
  ])('that %s', async (_, bmc, id, expected) => expect(readFru(bmc, id)).rejects.toMatchObject(expected));
});
