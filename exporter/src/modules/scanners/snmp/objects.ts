/** The objects that tell what a device is. */
import type { Oid } from '../../../model/snmp.ts';

const below =
  (...root: number[]) =>
  (...rest: number[]): Oid => [...root, ...rest];

const system = below(1, 3, 6, 1, 2, 1, 1);
const ifEntry = below(1, 3, 6, 1, 2, 1, 2, 2, 1);
const ifXEntry = below(1, 3, 6, 1, 2, 1, 31, 1, 1, 1);
const ip = below(1, 3, 6, 1, 2, 1, 4);
const bridge = below(1, 3, 6, 1, 2, 1, 17, 1);
const entity = below(1, 3, 6, 1, 2, 1, 47, 1, 1, 1, 1);
const lldp = below(1, 0, 8802, 1, 1, 2, 1);
const cdpCacheEntry = below(1, 3, 6, 1, 4, 1, 9, 9, 23, 1, 2, 1, 1);

/** SNMPv2-MIB, RFC 3418 */
export const sysDescr = system(1, 0);
export const sysObjectID = system(2, 0);
export const sysUpTime = system(3, 0);
export const sysContact = system(4, 0);
export const sysName = system(5, 0);
export const sysLocation = system(6, 0);
export const sysServices = system(7, 0);

/** IF-MIB, RFC 2863 */
export const ifDescr = ifEntry(2);
export const ifType = ifEntry(3);
export const ifSpeed = ifEntry(5);
export const ifPhysAddress = ifEntry(6);
export const ifAdminStatus = ifEntry(7);
export const ifOperStatus = ifEntry(8);
export const ifName = ifXEntry(1);
export const ifHighSpeed = ifXEntry(15);
export const ifAlias = ifXEntry(18);

/** IP-MIB, RFC 4293; the older table first. */
export const ipForwarding = ip(1, 0);
export const ipAdEntIfIndex = ip(20, 1, 2);
export const ipAddressIfIndex = ip(34, 1, 3);

/** BRIDGE-MIB, RFC 4188 */
export const dot1dBaseBridgeAddress = bridge(1, 0);
export const dot1dBaseNumPorts = bridge(2, 0);

/** ENTITY-MIB, RFC 6933 */
export const entPhysicalDescr = entity(2);
export const entPhysicalClass = entity(5);
export const entPhysicalHardwareRev = entity(8);
export const entPhysicalFirmwareRev = entity(9);
export const entPhysicalSoftwareRev = entity(10);
export const entPhysicalSerialNum = entity(11);
export const entPhysicalMfgName = entity(12);
export const entPhysicalModelName = entity(13);

/** Printer-MIB, RFC 3805: of its first printer. */
export const prtGeneralSerialNumber = below(1, 3, 6, 1, 2, 1, 43)(5, 1, 1, 17, 1);
/** UPS-MIB, RFC 1628 */
export const upsIdentManufacturer = below(1, 3, 6, 1, 2, 1, 33)(1, 1, 1, 0);
export const upsIdentModel = below(1, 3, 6, 1, 2, 1, 33)(1, 1, 2, 0);
/** HOST-RESOURCES-MIB, RFC 2790 */
export const hrMemorySize = below(1, 3, 6, 1, 2, 1, 25)(2, 2, 0);
/** SYNOLOGY-SYSTEM-MIB: its devices call themselves Linux with net-snmp. */
export const synologyModel = below(1, 3, 6, 1, 4, 1, 6574)(1, 5, 1, 0);
export const synologySerial = below(1, 3, 6, 1, 4, 1, 6574)(1, 5, 2, 0);

/** LLDP-MIB, IEEE 802.1AB-2005 */
export const lldpLocChassisIdSubtype = lldp(3, 1, 0);
export const lldpLocChassisId = lldp(3, 2, 0);
export const lldpLocSysCapEnabled = lldp(3, 6, 0);
export const lldpLocPortIdSubtype = lldp(3, 7, 1, 2);
export const lldpLocPortId = lldp(3, 7, 1, 3);
export const lldpLocPortDesc = lldp(3, 7, 1, 4);
export const lldpRemChassisIdSubtype = lldp(4, 1, 1, 4);
export const lldpRemChassisId = lldp(4, 1, 1, 5);
export const lldpRemPortIdSubtype = lldp(4, 1, 1, 6);
export const lldpRemPortId = lldp(4, 1, 1, 7);
export const lldpRemPortDesc = lldp(4, 1, 1, 8);
export const lldpRemSysName = lldp(4, 1, 1, 9);
export const lldpRemSysDesc = lldp(4, 1, 1, 10);
export const lldpRemManAddrIfSubtype = lldp(4, 2, 1, 3);

/** CISCO-CDP-MIB */
export const cdpCacheAddressType = cdpCacheEntry(3);
export const cdpCacheAddress = cdpCacheEntry(4);
export const cdpCacheDeviceId = cdpCacheEntry(6);
export const cdpCacheDevicePort = cdpCacheEntry(7);
export const cdpCachePlatform = cdpCacheEntry(8);
