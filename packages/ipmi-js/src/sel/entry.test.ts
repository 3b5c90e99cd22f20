import { describe, expect, it } from 'vitest';
import { fuzzDecoder } from '../../test/support/fuzz.ts';
import { bytes } from '../../test/support/scripted-bmc.ts';
import { fanEvent } from '../../test/support/sel-bmc.ts';
import { decodeSelEntry, selTime } from './entry.ts';
import { decodeSelInfo } from './info.ts';

const OEM = bytes('0700 c1 00f15365 570100 a1a2a3a4a5a6');
const OEM_WITHOUT_TIME = bytes('0800 e5 0102030405060708090a0b0c0d');

describe('an entry', () => {
  it('of an event', () =>
    expect(decodeSelEntry(fanEvent(0x1234))).toEqual({
      ...{ kind: 'event', recordId: 0x1234, recordType: 2, timestamp: 1_700_000_000, generatorId: 0x20 },
      ...{ formatVersion: 4, sensorType: 4, sensorNumber: 6, eventType: 1, isAssertion: true, offset: 2 },
      ...{ data2Use: 'trigger_reading', data3Use: 'trigger_threshold', data1: 0x52, data2: 5, data3: 10 },
    }));

  it.each([
    [
      'that went away',
      '0100 02 00000000 2000 04 08 15 ef 01ffff',
      { isAssertion: false, eventType: 0x6f, offset: 1 },
    ],
    ['of software', '0100 02 00000000 4120 03 20 00 6f 610203', { generatorId: 0x2041, formatVersion: 3 }],
    [
      'with data of its state before',
      '0100 02 00000000 2000 04 08 15 0b 4212ff',
      { data2Use: 'previous_state', data3Use: 'none' },
    ],
    ["with a maker's data", '0100 02 00000000 2000 04 08 15 6f a0aabb', { data2Use: 'oem', data3Use: 'oem' }],
    [
      'with data of its type',
      '0100 02 00000000 2000 04 08 15 6f f6aabb',
      { data2Use: 'specific', data3Use: 'specific' },
    ],
  ])('of an event %s', (_, entry, expected) => expect(decodeSelEntry(bytes(entry))).toMatchObject(expected));

  it.each([
    [
      "a maker's with time",
      OEM,
      {
        kind: 'oem',
        recordType: 0xc1,
        timestamp: 1_700_000_000,
        manufacturerId: 0x157,
        data: bytes('a1a2a3a4a5a6'),
      },
    ],
    [
      "a maker's without",
      OEM_WITHOUT_TIME,
      { kind: 'oem', timestamp: null, manufacturerId: null, data: bytes('0102030405060708090a0b0c0d') },
    ],
    ['of a reserved type', bytes('0900 00 0102030405060708090a0b0c0d'), { kind: 'unknown', recordType: 0 }],
  ])('%s', (_, entry, expected) => expect(decodeSelEntry(entry)).toMatchObject(expected));

  it.each([
    [0, { kind: 'since_start', seconds: 0 }],
    [0x20000000, { kind: 'since_start', seconds: 0x20000000 }],
    [0x20000001, { kind: 'clock', seconds: 0x20000001 }],
    [0xffffffff, { kind: 'unspecified' }],
  ])('has the time %i', (timestamp, expected) => expect(selTime(timestamp)).toEqual(expected));

  it.each([
    ['entry', decodeSelEntry, [fanEvent(1), OEM, OEM_WITHOUT_TIME]],
    ['info', decodeSelInfo, [bytes('51 0600 203e 00f15365 00000000 02')]],
  ])('%s: any bytes are read or malformed', (_, decode, valid) => fuzzDecoder(decode, valid));
});
