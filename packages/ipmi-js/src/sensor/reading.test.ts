import { describe, expect, it } from 'vitest';
import { fuzzDecoder } from '../../test/support/fuzz.ts';
import { bytes, ScriptedBmc } from '../../test/support/scripted-bmc.ts';
import { OWNER, supply, temperature } from '../../test/support/sensors.ts';
import {
  decodeEvents,
  decodeThresholds,
  getEventEnable,
  getEventStatus,
  getHysteresis,
  getThresholds,
} from './limits.ts';
import { decodeReading, isOwnedByBmc, readSensor } from './reading.ts';

const READING = '04:2d';
const FACTORS = '04:23';

describe('a sensor', () => {
  it.each([
    ['in its unit', temperature(), [45, 0xc0, 0xc0], { raw: 45, value: 45, states: 0, isScanning: true }],
    ['above a threshold', temperature(), [97, 0xc0, 0xd8], { value: 97, states: 0x18, sendsEvents: true }],
    ['that is not scanned', temperature(), [97, 0x80, 0], { value: null, isScanning: false }],
    ['not read yet', temperature(), [97, 0xe0, 0], { value: null, isAvailable: false, isScanning: true }],
    ['without analog format', temperature({ analogFormat: 'none' }), [97, 0x40], { value: null, states: 0 }],
    ['of states', supply(), [0, 0xc0, 0x03, 0x80], { value: null, states: 3 }],
    ['of states, the second byte left out', supply(), [0, 0xc0, 0x03], { value: null, states: 3 }],
    ['of states beyond eight', supply(), [0, 0x40, 0, 0xc1], { states: 0x4100, sendsEvents: false }],
    ['without its states', temperature(), [45, 0x40], { value: 45, states: 0 }],
  ])('%s', async (_, sensor, reply, expected) => {
    const bmc = new ScriptedBmc({ [READING]: reply });
    expect(await readSensor(bmc, sensor)).toMatchObject(expected);
    expect(bmc.asked).toHaveLength(1);
    expect(bmc.asked[0]).toMatchObject({ data: Uint8Array.of(sensor.sensorNumber), lun: 0 });
  });

  it('that is not linear: its factors are asked for each reading', async () => {
    const bmc = new ScriptedBmc({
      [READING]: [7, 0xc0, 0],
      // 2 x + 5, then one place less.
      [FACTORS]: (data) => (data[1] === 7 ? [8, 2, 0, 5, 0, 0, 0xf0] : 0xc9),
    });
    expect(await readSensor(bmc, temperature({ linearization: 0x70 }))).toMatchObject({
      value: 1.9000000000000001,
    });
  });

  it('of another controller is asked there', async () => {
    const bmc = new ScriptedBmc({ [READING]: [1, 0xc0, 0] });
    await readSensor(bmc, temperature({ owner: { ...OWNER, address: 0x72, channel: 7, lun: 1 } }));
    expect(bmc.asked[0]).toMatchObject({ lun: 1, target: { channel: 7, address: 0x72 } });
  });

  it.each([0xcb, 0xcd, 0xc9, 0xcc, 0xce, 0xd3, 0xd5])('that is not there: %i', async (code) =>
    expect(await readSensor(new ScriptedBmc({ [READING]: code }), temperature())).toEqual({
      ...{ raw: 0, value: null, states: 0 },
      ...{ isScanning: false, isAvailable: false, sendsEvents: false },
    }),
  );

  it.each([0xc0, 0xc1, 0xd4, 0xff])('that is not told of: %i', (completionCode) =>
    expect(readSensor(new ScriptedBmc({ [READING]: completionCode }), temperature())).rejects.toMatchObject({
      code: 'completion_code',
      completionCode,
    }),
  );

  it.each([
    ['of the BMC', OWNER, true],
    ['of another controller', { ...OWNER, address: 0x72 }, false],
    ['of software', { ...OWNER, isSoftware: true }, false],
  ])('%s', (_, owner, expected) => expect(isOwnedByBmc(temperature({ owner }))).toBe(expected));

  it('has thresholds, hysteresis and events', async () => {
    const bmc = new ScriptedBmc({
      '04:25': (data) => (data[1] === 0xff ? [2, 3] : 0xcc),
      '04:27': [0x19, 10, 1, 2, 80, 90, 100],
      '04:29': [0xc0, 0x95, 0x0a, 0x15],
      '04:2b': [0x40],
    });
    expect(await getThresholds(bmc, temperature())).toEqual({
      lowerNonCritical: 10,
      lowerCritical: null,
      lowerNonRecoverable: null,
      upperNonCritical: 80,
      upperCritical: 90,
      upperNonRecoverable: null,
    });
    expect(await getHysteresis(bmc, temperature())).toEqual({ positive: 2, negative: 3 });
    expect(await getEventEnable(bmc, temperature())).toEqual({
      ...{ sendsEvents: true, isScanning: true },
      ...{ assertions: 0x0a95, deassertions: 0x15 },
    });
    expect(await getEventStatus(bmc, temperature())).toMatchObject({ sendsEvents: false, assertions: 0 });
  });

  it.each([
    ['reading', decodeReading, bytes('2d c0 0080')],
    ['thresholds', decodeThresholds, bytes('3f 010203040506')],
    ['events', decodeEvents, bytes('c0 01020304')],
  ])('%s of any bytes is read or malformed', (_, decode, valid) => fuzzDecoder(decode, [valid]));
});
