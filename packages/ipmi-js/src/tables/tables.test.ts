import { describe, expect, it } from 'vitest';
import { entityName } from './entities.ts';
import { eventClass } from './generic-states.ts';
import { manufacturerName } from './manufacturers.ts';
import { sensorTypeName } from './sensor-types.ts';
import { stateText, statesOf } from './state-text.ts';
import { unitName } from './units.ts';

const units = { percentage: false, modifierUse: 0, rate: 0, base: 0, modifier: 0 };

describe('words', () => {
  it.each([
    [{ base: 1 }, 'C'],
    [{ base: 18 }, 'RPM'],
    [{ base: 92 }, 'g'],
    [{ base: 93 }, 'unspecified'],
    [{ percentage: true }, '%'],
    [{ percentage: true, base: 6 }, '% W'],
    [{ base: 18, rate: 4 }, 'RPM'],
    [{ base: 18, rate: 3 }, 'RPM per s'],
    [{ base: 70, rate: 1 }, 'B per uS'],
    [{ base: 70, rate: 7 }, 'unspecified'],
    [{ base: 6, modifierUse: 1, modifier: 5 }, 'W / A'],
    [{ base: 6, modifierUse: 2, modifier: 24 }, 'W * hr'],
    [{ base: 6, modifierUse: 1 }, 'W'],
    [{ base: 6, modifierUse: 3, modifier: 5 }, 'unspecified'],
    [{ base: 6, modifierUse: 1, modifier: 5, rate: 3 }, 'unspecified'],
  ])('for the unit %o: %s', (changes, expected) => expect(unitName({ ...units, ...changes })).toBe(expected));

  it.each([
    [0x00, 'Reserved'],
    [0x01, 'Temperature'],
    [0x0d, 'Drive Slot'],
    [0x2c, 'FRU State'],
    [0x2d, null],
    [0xbf, null],
    [0xc0, 'OEM Reserved'],
    [0xff, 'OEM Reserved'],
  ])('for the sensor type %i: %s', (type, expected) => expect(sensorTypeName(type)).toBe(expected));

  it.each([
    [0x03, 'Processor'],
    [0x1d, 'Fan'],
    [0x35, 'Real Time Clock'],
    [0x36, 'OEM System Integrator'],
    [0x40, 'Air Inlet'],
    [0x90, 'Chassis Specific'],
    [0xb0, 'Board-Set Specific'],
    [0xff, 'OEM System Integrator'],
  ])('for the entity %i: %s', (id, expected) => expect(entityName(id)).toBe(expected));

  it.each([
    [343, 'Intel Corporation'],
    [674, 'Dell Inc.'],
    [10876, 'Super Micro Computer Inc.'],
    [4753, 'MontaVista Software, Inc.'],
    [1, null],
  ])('for the maker %i: %s', (id, expected) => expect(manufacturerName(id)).toBe(expected));

  it.each([
    [0x00, 'unspecified'],
    [0x01, 'threshold'],
    [0x02, 'generic'],
    [0x0c, 'generic'],
    [0x0d, 'reserved'],
    [0x6e, 'reserved'],
    [0x6f, 'sensor_specific'],
    [0x70, 'oem'],
    [0x7f, 'oem'],
  ])('for the class of event type %i: %s', (type, expected) => expect(eventClass(type)).toBe(expected));

  it.each([
    [0x01, 0x01, 9, 'Upper Critical - going high'],
    [0x0b, 0x08, 1, 'Redundancy Lost'],
    [0x0c, 0x00, 3, 'D3 Power State'],
    [0x6f, 0x08, 1, 'Power Supply Failure detected'],
    [0x6f, 0x0d, 2, 'Predictive Failure'],
    [0x6f, 0x19, 1, 'Thermal Trip'],
    [0x6f, 0x2c, 7, 'FRU Communication Lost'],
    [0x6f, 0x2c, 8, null],
    [0x6f, 0x01, 0, null],
    [0x70, 0x08, 0, null],
  ])('for the state %i of type %i, offset %i: %s', (eventType, sensorType, offset, expected) =>
    expect(stateText(eventType, sensorType, offset)).toBe(expected),
  );

  it('of several states, lowest first, also of those without words', () =>
    expect(statesOf(0x6f, 0x08, 0xc003)).toEqual([
      { offset: 0, text: 'Presence detected' },
      { offset: 1, text: 'Power Supply Failure detected' },
      { offset: 14, text: null },
    ]));

  it('of comparisons with thresholds, without reserved bits', () =>
    expect(statesOf(0x01, 0x01, 0xd8)).toEqual([
      { offset: 3, text: 'At or Above (>=) Upper Non-Critical Threshold' },
      { offset: 4, text: 'At or Above (>=) Upper Critical Threshold' },
    ]));
});
