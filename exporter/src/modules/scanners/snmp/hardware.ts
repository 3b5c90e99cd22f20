/** Maker, model, serial number and firmware of a device, as ENTITY-MIB and others have them. */
import type { Oid } from '../../../model/snmp.ts';
import { type DeviceTables, rowIndex } from '../../../protocols/snmp/table.ts';
import * as objects from './objects.ts';
import { numberOf, textOf } from './octets.ts';

/** PhysicalClass */
const CHASSIS = 3;
const STACK = 11;
/** A stack of switches has as many as nine; a chassis of chassis some dozens. */
const MAX_CHASSIS = 16;

const OF_CHASSIS = {
  description: objects.entPhysicalDescr,
  hardware: objects.entPhysicalHardwareRev,
  firmware: objects.entPhysicalFirmwareRev,
  software: objects.entPhysicalSoftwareRev,
  serial: objects.entPhysicalSerialNum,
  vendor: objects.entPhysicalMfgName,
  model: objects.entPhysicalModelName,
} as const;
type Fact = keyof typeof OF_CHASSIS;

export type Chassis = Readonly<Partial<Record<Fact, string>>>;

/** Rows of what holds the rest, by their index. */
export function chassisRows(tables: DeviceTables): number[] {
  const rows = [...tables.column(objects.entPhysicalClass).keys()];
  const ofClass = (wanted: number) =>
    rows
      .filter((row) => numberOf(tables, objects.entPhysicalClass, row) === wanted)
      .flatMap((row) => rowIndex(row).slice(0, 1));
  const chassis = ofClass(CHASSIS);
  return (chassis.length > 0 ? chassis : ofClass(STACK)).slice(0, MAX_CHASSIS);
}

/** What to get of these rows. */
export function chassisInstances(rows: readonly number[]): Oid[] {
  return rows.flatMap((row) => Object.values(OF_CHASSIS).map((oid) => [...oid, row]));
}

export function chassisOf(tables: DeviceTables, rows: readonly number[]): Chassis[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(OF_CHASSIS).flatMap(([fact, oid]) => {
        const text = textOf(tables, [...oid, row]);
        return text === null ? [] : [[fact, text]];
      }),
    ),
  );
}
