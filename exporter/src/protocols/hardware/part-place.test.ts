import { expect, it } from 'vitest';
import { placeOf, withoutMeasure } from './part-place.ts';

it.each([
  ['PS1 Status', '1'],
  ['PSU1', '1'],
  ['PSU.Slot.1', '1'],
  ['Power Supply 1', '1'],
  ['Power Supply Bay 01', '1'],
  ['PSU2 Pin', '2'],
  ['Fan 1A', '1.a'],
  ['Fan1A RPM', '1.a'],
  ['System Board Fan1', '1'],
  ['FAN 1 PWM', '1'],
  ['DIMM A1', 'a.1'],
  ['DIMMA1 Temp', 'a.1'],
  ['P1-DIMMA1', 'p.1.a.1'],
  ['proc 1 dimm 3', 'proc.1.3'],
  ['proc1dimm3', 'proc.1.3'],
  ['Physical Disk 0:1:10', '0.1.10'],
  ['Disk 3', '3'],
  ['Status', ''],
  ['', ''],
  ['HpeServerPowerSupply', 'hpeserverpowersupply'],
])('%s is in the place %s', (name, place) => expect(placeOf(name)).toBe(place));

it.each([
  ['PSU1 Status', 'PSU1'],
  ['P1-DIMMA1 Temp', 'P1-DIMMA1'],
  ['FAN_1_PWM', 'FAN_1'],
  ['Disk 3', 'Disk 3'],
  ['Status', 'Status'],
])('%s is of %s', (name, of) => expect(withoutMeasure(name)).toBe(of));
