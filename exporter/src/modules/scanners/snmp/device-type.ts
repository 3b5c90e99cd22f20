/** What sort of device it is, from what it is able to do. */
import type { AssetKind } from '../../../model/asset.ts';
import type { DeviceTables } from '../../../protocols/snmp/table.ts';
import * as objects from './objects.ts';
import { numberOf, octetsOf, textOf } from './octets.ts';

export type DeviceType =
  | 'access-point'
  | 'bmc'
  | 'firewall'
  | 'other'
  | 'pdu'
  | 'printer'
  | 'router'
  | 'server'
  | 'storage'
  | 'switch'
  | 'ups';

export const KIND_OF: Readonly<Record<DeviceType, AssetKind>> = {
  'access-point': 'network-device',
  bmc: 'bmc',
  firewall: 'network-device',
  other: 'other',
  pdu: 'other',
  printer: 'other',
  router: 'network-device',
  server: 'host',
  storage: 'storage',
  switch: 'network-device',
  ups: 'other',
};

/** Makers of which all that speaks SNMP is of one sort, by number. */
const BY_ENTERPRISE: ReadonlyMap<number, DeviceType> = new Map([
  [311, 'server'],
  [789, 'storage'],
  [1139, 'storage'],
  [2620, 'firewall'],
  [6574, 'storage'],
  [6876, 'server'],
  [8741, 'firewall'],
  [12356, 'firewall'],
  [12740, 'storage'],
  [13742, 'pdu'],
  [24681, 'storage'],
  [25461, 'firewall'],
  [55062, 'storage'],
]);
/** Agents of operating systems: what runs them is a server unless it says something else of itself. */
const SOFTWARE: ReadonlySet<number> = new Set([2021, 8072, 12325]);
/** Below the number of Dell: iDRAC, and what was before it. */
const DELL = 674;
const DELL_RAC = 10_892;

/** Bits of LldpSystemCapabilitiesMap: the first is the highest of the first octet. */
const WLAN_ACCESS_POINT = 0x80 >> 3;
const BRIDGE = 0x80 >> 2;
const ROUTER = 0x80 >> 4;
/** sysServices: layers 2, 3 and 7. */
const DATALINK = 1 << 1;
const INTERNET = 1 << 2;
const APPLICATION = 1 << 6;
/** ipForwarding */
const FORWARDING = 1;
/** A hypervisor bridges its guests; a switch has ports. */
const MIN_SWITCH_PORTS = 4;

export function deviceTypeOf(tables: DeviceTables, enterprise: number | null): DeviceType {
  if (textOf(tables, objects.prtGeneralSerialNumber) !== null) return 'printer';
  if (textOf(tables, objects.upsIdentManufacturer) ?? textOf(tables, objects.upsIdentModel)) return 'ups';
  if (textOf(tables, objects.synologyModel) !== null) return 'storage';
  if (enterprise === DELL && isBelowDell(tables)) return 'bmc';
  const ofMaker = enterprise === null ? undefined : BY_ENTERPRISE.get(enterprise);
  if (ofMaker) return ofMaker;
  return byCapabilities(tables) ?? byServices(tables, enterprise);
}

function isBelowDell(tables: DeviceTables): boolean {
  return tables.text(objects.sysObjectID).startsWith(`1.3.6.1.4.1.${DELL}.${DELL_RAC}`);
}

/** What it tells its neighbours of itself. Servers tell of bridges and routing, too: they have no ports. */
function byCapabilities(tables: DeviceTables): DeviceType | null {
  const capabilities = octetsOf(tables, objects.lldpLocSysCapEnabled)?.[0] ?? 0;
  if ((capabilities & WLAN_ACCESS_POINT) !== 0) return 'access-point';
  if ((capabilities & BRIDGE) !== 0 && hasPorts(tables)) return 'switch';
  if ((capabilities & ROUTER) !== 0 && !isApplicationOnly(tables)) return 'router';
  return null;
}

function byServices(tables: DeviceTables, enterprise: number | null): DeviceType {
  const services = numberOf(tables, objects.sysServices) ?? 0;
  const isServer =
    (enterprise !== null && SOFTWARE.has(enterprise)) || numberOf(tables, objects.hrMemorySize) !== null;
  if (hasPorts(tables)) return 'switch';
  if (isServer) return 'server';
  if ((services & INTERNET) !== 0 && numberOf(tables, objects.ipForwarding) === FORWARDING) return 'router';
  if ((services & DATALINK) !== 0) return 'switch';
  if ((services & INTERNET) !== 0) return 'router';
  return (services & APPLICATION) !== 0 ? 'server' : 'other';
}

const hasPorts = (tables: DeviceTables) =>
  (numberOf(tables, objects.dot1dBaseNumPorts) ?? 0) >= MIN_SWITCH_PORTS;

function isApplicationOnly(tables: DeviceTables): boolean {
  const services = numberOf(tables, objects.sysServices) ?? 0;
  return (services & APPLICATION) !== 0 && (services & INTERNET) === 0;
}
