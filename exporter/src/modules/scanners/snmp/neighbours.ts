/** Who is at the other end of a device's links, as LLDP and CDP tell it. */
import type { Oid } from '../../../model/snmp.ts';
import { type DeviceTables, rowIndex } from '../../../protocols/snmp/table.ts';
import type { DeviceInterface } from './interfaces.ts';
import * as objects from './objects.ts';
import { addressOf, macOf, numberOf, octetsOf, textOf } from './octets.ts';

export interface Neighbour {
  readonly protocol: 'lldp' | 'cdp';
  readonly localPort: string;
  readonly remotePort: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly macs: readonly string[];
  readonly addresses: readonly string[];
}

export const NEIGHBOUR_COLUMNS: readonly Oid[] = [
  objects.lldpLocPortIdSubtype,
  objects.lldpLocPortId,
  objects.lldpLocPortDesc,
  objects.lldpRemChassisIdSubtype,
  objects.lldpRemChassisId,
  objects.lldpRemPortIdSubtype,
  objects.lldpRemPortId,
  objects.lldpRemPortDesc,
  objects.lldpRemSysName,
  objects.lldpRemSysDesc,
  objects.lldpRemManAddrIfSubtype,
  objects.cdpCacheAddressType,
  objects.cdpCacheAddress,
  objects.cdpCacheDeviceId,
  objects.cdpCacheDevicePort,
  objects.cdpCachePlatform,
];

/** A port has one neighbour, or those behind something that passes LLDP on. */
const MAX_NEIGHBOURS = 1000;
/** LldpChassisIdSubtype and LldpPortIdSubtype. */
const CHASSIS_MAC = 4;
const CHASSIS_ADDRESS = 5;
const PORT_MAC = 3;
const PORT_ADDRESS = 4;
/** AddressFamilyNumbers in front of a network address. */
const ADDRESS_FAMILY_OCTETS = 1;
/** CiscoNetworkProtocol. */
const CDP_IP = 1;
const CDP_IPV6 = 20;

export function neighboursOf(
  tables: DeviceTables,
  interfaces: readonly DeviceInterface[],
): { readonly neighbours: Neighbour[]; readonly leftOut: number } {
  const all = [...lldpNeighbours(tables, interfaces), ...cdpNeighbours(tables, interfaces)];
  return {
    neighbours: all.slice(0, MAX_NEIGHBOURS),
    leftOut: Math.max(0, all.length - MAX_NEIGHBOURS),
  };
}

function lldpNeighbours(tables: DeviceTables, interfaces: readonly DeviceInterface[]): Neighbour[] {
  const addresses = managementAddresses(tables);
  return [...tables.column(objects.lldpRemChassisId).keys()].flatMap((row) => {
    // lldpRemTimeMark, lldpRemLocalPortNum, lldpRemIndex
    const [time, port, index] = rowIndex(row);
    if (time === undefined || port === undefined || index === undefined) return [];
    const chassis = octetsOf(tables, objects.lldpRemChassisId, row);
    const chassisType = numberOf(tables, objects.lldpRemChassisIdSubtype, row);
    const portType = numberOf(tables, objects.lldpRemPortIdSubtype, row);
    const portId = octetsOf(tables, objects.lldpRemPortId, row);
    return {
      protocol: 'lldp' as const,
      localPort: localPortName(tables, port, interfaces),
      remotePort: portName(tables, portType, row),
      name: textOf(tables, objects.lldpRemSysName, row),
      description: textOf(tables, objects.lldpRemSysDesc, row),
      macs: present([chassisType === CHASSIS_MAC && macOf(chassis), portType === PORT_MAC && macOf(portId)]),
      addresses: present([
        chassisType === CHASSIS_ADDRESS && chassis && addressOf(chassis.subarray(ADDRESS_FAMILY_OCTETS)),
        ...(addresses.get(`${time}.${port}.${index}`) ?? []),
      ]),
    };
  });
}

/** By time mark, local port and index of the neighbour. */
function managementAddresses(tables: DeviceTables): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const row of tables.column(objects.lldpRemManAddrIfSubtype).keys()) {
    const [time, port, index, , length = 0, ...octets] = rowIndex(row);
    const address = addressOf(octets.slice(0, length));
    const key = `${time}.${port}.${index}`;
    if (address !== null) found.set(key, [...(found.get(key) ?? []), address]);
  }
  return found;
}

/** What others call the port is what it calls itself; its number alone says nothing. */
function localPortName(tables: DeviceTables, port: number, interfaces: readonly DeviceInterface[]): string {
  const row = rowOf(tables, port);
  const type = row === null ? null : numberOf(tables, objects.lldpLocPortIdSubtype, row);
  const id = row === null ? null : textOf(tables, objects.lldpLocPortId, row);
  const descr = row === null ? null : textOf(tables, objects.lldpLocPortDesc, row);
  const mac = row !== null && type === PORT_MAC ? macOf(octetsOf(tables, objects.lldpLocPortId, row)) : null;
  const known = interfaces.find(
    ({ name, alias, mac: own, index }) =>
      (mac !== null && own === mac) ||
      (mac === null && id !== null && (name === id || alias === id)) ||
      (row === null && index === port),
  );
  return known?.name ?? (mac === null ? (id ?? descr) : (descr ?? mac)) ?? `port ${port}`;
}

function rowOf(tables: DeviceTables, port: number): string | null {
  for (const row of tables.rows([objects.lldpLocPortId, objects.lldpLocPortDesc]))
    if (rowIndex(row)[0] === port) return row;
  return null;
}

function portName(tables: DeviceTables, type: number | null, row: string): string | null {
  const description = textOf(tables, objects.lldpRemPortDesc, row);
  const octets = octetsOf(tables, objects.lldpRemPortId, row);
  if (type === PORT_MAC) return description ?? macOf(octets);
  if (type === PORT_ADDRESS)
    return description ?? (octets && addressOf(octets.subarray(ADDRESS_FAMILY_OCTETS)));
  return textOf(tables, objects.lldpRemPortId, row) ?? description;
}

function cdpNeighbours(tables: DeviceTables, interfaces: readonly DeviceInterface[]): Neighbour[] {
  return [...tables.column(objects.cdpCacheDeviceId).keys()].flatMap((row) => {
    const [port] = rowIndex(row);
    if (port === undefined) return [];
    const family = numberOf(tables, objects.cdpCacheAddressType, row);
    const octets = octetsOf(tables, objects.cdpCacheAddress, row);
    const isIp = family === CDP_IP || family === CDP_IPV6;
    return {
      protocol: 'cdp' as const,
      localPort: interfaces.find(({ index }) => index === port)?.name ?? `port ${port}`,
      remotePort: textOf(tables, objects.cdpCacheDevicePort, row),
      name: textOf(tables, objects.cdpCacheDeviceId, row),
      description: textOf(tables, objects.cdpCachePlatform, row),
      macs: [],
      addresses: present([isIp && octets && addressOf(octets)]),
    };
  });
}

const present = (values: readonly (string | false | null)[]): string[] => [
  ...new Set(values.filter((value): value is string => typeof value === 'string')),
];
