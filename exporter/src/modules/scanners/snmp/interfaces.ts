/** Interfaces of a device with the addresses on them. */
import type { Oid } from '../../../model/snmp.ts';
import { type DeviceTables, rowIndex } from '../../../protocols/snmp/table.ts';
import * as objects from './objects.ts';
import { addressOf, macOf, numberOf, octetsOf, textOf } from './octets.ts';

export interface DeviceInterface {
  readonly index: number;
  readonly name: string;
  readonly alias: string | null;
  readonly mac: string | null;
  readonly status: string | null;
  readonly adminStatus: string | null;
  readonly speedMbps: number | null;
  readonly type: number | null;
  readonly addresses: readonly string[];
}

export const INTERFACE_COLUMNS: readonly Oid[] = [
  objects.ifDescr,
  objects.ifType,
  objects.ifSpeed,
  objects.ifPhysAddress,
  objects.ifAdminStatus,
  objects.ifOperStatus,
  objects.ifName,
  objects.ifHighSpeed,
  objects.ifAlias,
  objects.ipAdEntIfIndex,
  objects.ipAddressIfIndex,
];

const ADMIN_STATUS = ['up', 'down', 'testing'];
const OPER_STATUS = ['up', 'down', 'testing', 'unknown', 'dormant', 'notPresent', 'lowerLayerDown'];
/** ifSpeed has no room for more, and says so by its largest value. */
const MAX_IF_SPEED = 2 ** 32 - 1;

/** By ifIndex. */
export function interfacesOf(tables: DeviceTables): DeviceInterface[] {
  const addresses = addressesByIndex(tables);
  return tables
    .rows([objects.ifDescr, objects.ifName, objects.ifOperStatus])
    .flatMap((row) => {
      const [index, ...more] = rowIndex(row);
      if (index === undefined || more.length > 0) return [];
      const [name, descr] = [textOf(tables, objects.ifName, row), textOf(tables, objects.ifDescr, row)];
      return {
        index,
        name: name ?? descr ?? `interface ${index}`,
        alias: textOf(tables, objects.ifAlias, row),
        mac: macOf(octetsOf(tables, objects.ifPhysAddress, row)),
        status: statusOf(OPER_STATUS, numberOf(tables, objects.ifOperStatus, row)),
        adminStatus: statusOf(ADMIN_STATUS, numberOf(tables, objects.ifAdminStatus, row)),
        speedMbps: speedOf(tables, row),
        type: numberOf(tables, objects.ifType, row),
        addresses: addresses.get(index) ?? [],
      };
    })
    .sort((a, b) => a.index - b.index);
}

function statusOf(names: readonly string[], value: number | null): string | null {
  return value === null ? null : (names[value - 1] ?? String(value));
}

function speedOf(tables: DeviceTables, row: string): number | null {
  const high = numberOf(tables, objects.ifHighSpeed, row);
  if (high !== null && high > 0) return high;
  const speed = numberOf(tables, objects.ifSpeed, row);
  return speed === null || speed === 0 || speed === MAX_IF_SPEED ? null : speed / 1_000_000;
}

function addressesByIndex(tables: DeviceTables): Map<number, string[]> {
  const found = new Map<number, Set<string>>();
  const add = (column: Oid, row: string, address: string | null) => {
    const index = numberOf(tables, column, row);
    if (index === null || address === null) return;
    found.set(index, (found.get(index) ?? new Set()).add(address));
  };
  for (const row of tables.column(objects.ipAdEntIfIndex).keys())
    add(objects.ipAdEntIfIndex, row, addressOf(rowIndex(row)));
  for (const row of tables.column(objects.ipAddressIfIndex).keys()) {
    // InetAddressType, length, octets; with a zone there are four more.
    const [, length = 0, ...octets] = rowIndex(row);
    add(objects.ipAddressIfIndex, row, addressOf(octets.slice(0, Math.min(length, 16))));
  }
  return new Map([...found].map(([index, addresses]) => [index, [...addresses].sort()]));
}
