import { describe, expect, it } from 'vitest';
import { supply, temperature } from '../../test/support/sensors.ts';
import { bytes } from '../../test/support/scripted-bmc.ts';
import { SensorIndex } from '../sdr/sensor-index.ts';
import type { SensorRecord } from '../sdr/record.ts';
import { decodeSelEntry, type SystemEvent } from './entry.ts';
import { entryText, eventSensorName, eventText, hundredths } from './event-text.ts';

/** @param about sensor type, number, event type and direction, then the three bytes of event data */
function event(about: string, generator = '2000'): SystemEvent {
  const entry = decodeSelEntry(bytes(`0100 02 00f15365 ${generator} 04 ${about}`));
  if (entry.kind !== 'event') throw new Error('not an event');
  return entry;
}

const HALVES = temperature({ factors: { ...temperature().factors, m: 5, rExponent: -1 } });

describe('an event in words', () => {
  it.each<[string, SensorRecord | null, string]>([
    [
      '01 01 01 59619a',
      HALVES,
      'Upper Critical - going high ; Sensor Reading = 48.50 C ; Threshold = 77.00 C',
    ],
    ['01 01 01 59615a', null, 'Upper Critical - going high ; Sensor Reading = 61h ; Threshold = 5Ah'],
    [
      '01 01 01 59615a',
      temperature({ linearization: 0x70 }),
      'Upper Critical - going high ; Sensor Reading = 61h ; Threshold = 5Ah',
    ],
    [
      '01 01 01 59615a',
      temperature({ analogFormat: 'none' }),
      'Upper Critical - going high ; Sensor Reading = 61h ; Threshold = 5Ah',
    ],
    ['01 01 81 09ffff', null, 'Upper Critical - going high'],
    [
      '01 01 01 a9aabb',
      null,
      'Upper Critical - going high ; OEM Event Data2 code = AAh ; OEM Event Data3 code = BBh',
    ],
    ['01 01 01 0c0000', null, 'Event Offset = 0Ch'],
    ['08 15 6f 01ffff', supply(), 'Power Supply Failure detected'],
    ['08 15 6f 36ff03', null, 'Configuration error ; Power Supply rating mismatch'],
    ['0c 15 6f 31ff05', null, 'Uncorrectable memory error ; Event Data3 = 05h'],
    ['0c 15 6f 38ff05', null, 'Spare ; Memory module/device #5'],
    ['0f 15 6f c207ff', null, 'System Firmware Progress ; PCI resource configuration'],
    ['0f 15 6f c250ff', null, 'System Firmware Progress ; Event Data2 = 50h'],
    ['23 15 6f c121ff', null, 'Hard Reset ; Timer use at expiration = BIOS FRB2 ; Interrupt type = NMI'],
    [
      '10 15 6f f60381',
      null,
      'Correctable Machine Check Error Logging Disabled ; Vendor-specific Processor Number = #3',
    ],
    [
      '10 15 6f f1011a',
      null,
      'Event Type Logging Disabled ; Event/Reading Type Code #1 ; Event Offset #10 ; assertion event',
    ],
    [
      '2c 15 6f 4410ff',
      null,
      'FRU Active ; Previous State = Previous State = FRU Not Installed ; Cause of state change = Normal State Change ; Severity State = transition to Non-Critical from OK',
    ],
    ['08 15 0b 42f1ff', null, 'Redundancy Degraded ; Event Data2 = F1h'],
    ['08 15 0b 421fff', null, 'Redundancy Degraded ; Severity State = transition to Non-Critical from OK'],
    ['08 15 0b 42ffff', null, 'Redundancy Degraded'],
    ['08 15 70 0300ff', null, 'OEM Event Offset = 03h'],
    [
      '08 15 70 a3000c',
      null,
      'OEM Event Offset = 03h ; OEM Event Data2 code = 00h ; OEM Event Data3 code = 0Ch',
    ],
    ['c1 15 6f a3000c', null, 'Event Offset = 03h ; OEM Event Data2 code = 00h ; OEM Event Data3 code = 0Ch'],
    ['08 15 00 030102', null, 'Event Offset = 03h ; Event Data2 = 01h ; Event Data3 = 02h'],
    ['08 15 6f 130102', null, 'Power Supply input lost (AC/DC)'],
  ])('%s', (about, sensor, expected) => expect(eventText(event(about), sensor)).toBe(expected));

  it.each([
    [11.97, 11.97],
    [0.126, 0.13],
    [0.125, 0.12],
    [-0.126, -0.12],
    [4560, 4560],
    [Infinity, Infinity],
  ])('rounds %d to %d', (value, expected) => expect(hundredths(value)).toBe(expected));
});

describe('an entry in words', () => {
  it.each([
    ['of an event', '0100 02 00f15365 2000 04 08 15 6f 01ffff', 'Power Supply Failure detected'],
    ["a maker's", '0700 c1 00f15365 570100 a10203040506', 'OEM defined = A1h 02h 03h 04h 05h 06h'],
    ['of a reserved type', '0900 00 0102030405060708090a0b0c0d', 'N/A'],
  ])('%s', (_, entry, expected) =>
    expect(entryText(decodeSelEntry(bytes(entry)), new SensorIndex([]))).toBe(expected),
  );
});

describe('the sensor of an event', () => {
  const entity = (id: number, instance: number) => ({ id, instance, isLogical: false });
  const index = new SensorIndex([
    temperature({ sensorNumber: 1, entity: entity(3, 1), name: 'Temp' }),
    temperature({ sensorNumber: 2, entity: entity(3, 2), name: 'Temp' }),
    temperature({ sensorNumber: 3, entity: entity(0x37, 0x61), name: 'Inlet' }),
    temperature({ sensorNumber: 9, entity: entity(0x38, 0x61), name: 'Relative' }),
    temperature({ sensorNumber: 10, entity: entity(0x38, 0x7f), name: 'Last' }),
    temperature({ sensorNumber: 4, entity: entity(0, 1), name: 'Any' }),
    temperature({ sensorNumber: 5, entity: entity(4, 1), name: 'DISK' }),
    temperature({ sensorNumber: 6, entity: { ...entity(5, 9), isLogical: true }, name: 'Bay' }),
    temperature({ sensorNumber: 7, entity: entity(5, 1), name: 'Bay' }),
    supply({
      sensorNumber: 0x30,
      name: 'PS',
      sharing: { count: 2, modifier: 'numeric', offset: 1, instanceIncrements: true },
    }),
    supply({
      sensorNumber: 8,
      owner: { address: 0x40, isSoftware: true, channel: 0, lun: 0 },
      entity: entity(0x22, 1),
      name: 'BIOS',
    }),
  ]);

  it.each([
    ['of several processors', '01 01 01', '2000', 'Processor 1 Temp'],
    ['of the second', '01 02 01', '2000', 'Processor 2 Temp'],
    ['of the only one', '01 03 01', '2000', 'OEM System Integrator Inlet'],
    ['of an instance of a device', '01 09 01', '2000', 'OEM System Integrator 97 Relative'],
    ['of the last instance of a device', '01 0a 01', '2000', 'OEM System Integrator 31 Last'],
    ['of nothing in particular', '01 04 01', '2000', 'Any'],
    ['with the name of its entity', '01 05 01', '2000', 'DISK'],
    ['whose entity has other instances only as containers', '01 07 01', '2000', 'Peripheral Bay Bay'],
    ['of a record of several', '08 31 6f', '2000', 'Power Supply 2 PS 2'],
    ['of software', '0f 08 6f', '4100', 'System Firmware BIOS'],
    ['of a board that has its address too far to the left', '01 01 01', '4000', 'Processor 1 Temp'],
    ['of no record', '01 99 01', '2000', 'Sensor #153'],
    ['of another controller', '01 01 01', '7200', 'Sensor #1'],
  ])('%s', (_, about, generator, expected) =>
    expect(eventSensorName(event(`${about} 000000`, generator), index)).toBe(expected),
  );
});
