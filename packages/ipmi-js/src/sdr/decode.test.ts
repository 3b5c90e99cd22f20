import { describe, expect, it } from 'vitest';
import { fuzzDecoder } from '../../test/support/fuzz.ts';
import { bytes } from '../../test/support/scripted-bmc.ts';
import { decodeSdr } from './decode.ts';

/** An inlet temperature in degrees per ms, as nobody has it: M 261, B -50 × 10^1, R -1, two's complement. */
const FULL = bytes(
  `0301 51 01 37
   20 10 2a 37 61 7f 6c 01 81 957a 957b 3938
   90 01 00 00 05 45 ce ca 17 f1 07 18 50 0a 7f 80
   5f 5a 55 00 05 0a 02 03 00 00 09 ca 496e6c65742054656d70`,
);
/** Fans 5 to 7, four percent, letters from the 25th on, one entity each. */
const COMPACT = bytes(
  `0400 51 02 1e
   41 23 30 1d 81 67 43 04 0b ff00 0f00 ff80
   c1 12 00 13 99 00 00 000000 07 c3 46616e`,
);
const EVENT_ONLY = bytes('0500 51 03 10  20 00 05 22 01 0f 6f 0200 00 01 c4 42494f53');
const MC_LOCATOR = bytes('0600 51 12 11  20 00 00 bf 000000 06 01 0a c6 73696d626d63');
const FRU_LOCATOR = bytes('0700 51 11 11  20 82 99 30 00 10 01 0a 62 05 46 29dca6 00');
const GENERIC = bytes('0800 51 10 10  20 a1 2b 03 00 0a 02 20 01 07 c5 4449494d4d');
const ASSOCIATION = bytes('0900 51 08 0b  0a 01 a0 0b01 0b04 0000 0000');
const RELATIVE = bytes('0a00 51 09 1b  0a 61 20 10 40 20000b01 00000000 22100c82 00000000 00000000');
const OEM = bytes('0b00 51 c0 06  571200 112233');

const THREE = 'numeric' as const;
const OWNER = { address: 0x20, isSoftware: false, channel: 0, lun: 0 };

describe('a record', () => {
  it('of a sensor with values', () => {
    expect(decodeSdr(FULL)).toEqual({
      kind: 'full',
      recordId: 0x103,
      sensorNumber: 0x2a,
      owner: { address: 0x20, isSoftware: false, channel: 1, lun: 0 },
      entity: { id: 0x37, instance: 0x61, isLogical: false },
      capabilities: {
        ignoreIfEntityAbsent: false,
        rearmsItself: true,
        hysteresis: 2,
        thresholds: 3,
        eventControl: 0,
      },
      sensorType: 1,
      eventType: 1,
      masks: { assertion: 0x7a95, deassertion: 0x7b95, reading: 0x3839 },
      units: { percentage: false, modifierUse: 0, rate: 2, base: 1, modifier: 0 },
      analogFormat: 'twos_complement',
      linearization: 0,
      factors: {
        m: 261,
        b: -50,
        tolerance: 5,
        accuracy: 0x4a,
        accuracyExponent: 1,
        rExponent: -1,
        bExponent: 1,
      },
      nominal: 0x18,
      normalMaximum: 0x50,
      normalMinimum: 0x0a,
      maximum: 0x7f,
      minimum: 0x80,
      thresholds: {
        lowerNonCritical: 0x0a,
        lowerCritical: null,
        lowerNonRecoverable: null,
        upperNonCritical: 0x55,
        upperCritical: 0x5a,
        upperNonRecoverable: 0x5f,
      },
      positiveHysteresis: 2,
      negativeHysteresis: 3,
      oem: 9,
      name: 'Inlet Temp',
    });
  });

  it('of several sensors with states', () => {
    expect(decodeSdr(COMPACT)).toMatchObject({
      kind: 'compact',
      recordId: 4,
      sensorNumber: 0x30,
      owner: { address: 0x40, isSoftware: true, channel: 2, lun: 3 },
      entity: { id: 0x1d, instance: 1, isLogical: true },
      sensorType: 4,
      eventType: 0x0b,
      masks: { assertion: 0xff, deassertion: 0x0f, reading: 0x80ff },
      units: { percentage: true, base: 0x12 },
      sharing: { count: 3, modifier: 'alpha', offset: 25, instanceIncrements: true },
      oem: 7,
      name: 'Fan',
    });
  });

  it.each([
    [
      'of a sensor that only sends events',
      EVENT_ONLY,
      {
        kind: 'event_only',
        owner: OWNER,
        sensorNumber: 5,
        entity: { id: 0x22, instance: 1, isLogical: false },
        sensorType: 0x0f,
        eventType: 0x6f,
        sharing: { count: 2, modifier: THREE, offset: 0, instanceIncrements: false },
        name: 'BIOS',
        oem: 1,
      },
    ],
    [
      'of a controller',
      MC_LOCATOR,
      {
        kind: 'controller_locator',
        slaveAddress: 0x20,
        channel: 0,
        capabilities: 0xbf,
        entity: { id: 6, instance: 1, isLogical: false },
        oem: 0x0a,
        name: 'simbmc',
      },
    ],
    [
      'of an inventory',
      FRU_LOCATOR,
      {
        kind: 'fru_locator',
        accessAddress: 0x20,
        isLogical: true,
        deviceId: 0x82,
        lun: 3,
        busId: 1,
        channel: 3,
        deviceType: 0x10,
        deviceTypeModifier: 1,
        entity: { id: 0x0a, instance: 0x62, isLogical: false },
      },
    ],
    [
      'of some device',
      GENERIC,
      {
        kind: 'generic_locator',
        accessAddress: 0x20,
        slaveAddress: 0xa0,
        channel: 9,
        lun: 1,
        busId: 3,
        addressSpan: 3,
        deviceType: 0x0a,
        deviceTypeModifier: 2,
        name: 'DIIMM',
      },
    ],
    [
      'of what a container has',
      ASSOCIATION,
      {
        kind: 'entity_association',
        container: { id: 0x0a, instance: 1, isLogical: false },
        isRange: true,
        isLinked: false,
        presenceSensorsAccessible: true,
        contained: [
          { id: 0x0b, instance: 1, isLogical: false },
          { id: 0x0b, instance: 4, isLogical: false },
        ],
      },
    ],
    [
      'of what a container has of others',
      RELATIVE,
      {
        kind: 'entity_association',
        container: { id: 0x0a, instance: 0x61, isLogical: false },
        isRange: false,
        isLinked: true,
        contained: [
          { id: 0x0b, instance: 1, isLogical: false },
          { id: 0x0c, instance: 2, isLogical: true },
        ],
      },
    ],
    [
      "of a maker's own",
      OEM,
      { kind: 'raw', recordType: 0xc0, manufacturerId: 0x1257, data: bytes('571200112233') },
    ],
    ['of no known type', bytes('0c00 51 14 01 07'), { kind: 'raw', recordType: 0x14, manufacturerId: null }],
  ])('%s', (_, content, expected) => expect(decodeSdr(content)).toMatchObject(expected));

  it.each([
    ['c3 46616e', 'Fan'],
    // Some firmware declares more than the record holds.
    ['df 46616e', 'Fan'],
    ['c0', ''],
    ['c5 46616e0000', 'Fan'],
    // Four characters in three bytes, or four bytes of which firmware speaks.
    ['84 29dca6', 'IPMI'],
    ['83 29dca6', 'IPMI'],
    ['44 1234', '1234'],
    ['43 1230', '123'],
    ['04 4600 6100', 'Fa'],
  ])('has the name %s', (name, expected) => {
    const record = bytes(`0500 51 03 30 20 00 05 22 01 0f 6f 0200 00 01 ${name}`);
    expect(decodeSdr(record)).toMatchObject({ name: expected });
  });

  it.each([
    ['without a header', '0301 51 01'],
    ['too short for what it is', '0301 51 01 02 20 00'],
    ['too short for its entities', '0900 51 08 05  0a 01 a0 0b01'],
  ])('%s is malformed', (_, content) =>
    expect(() => decodeSdr(bytes(content))).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it('is read from any bytes, or they are malformed', () =>
    fuzzDecoder(decodeSdr, [
      FULL,
      COMPACT,
      EVENT_ONLY,
      MC_LOCATOR,
      FRU_LOCATOR,
      GENERIC,
      ASSOCIATION,
      RELATIVE,
      OEM,
    ]));
});
