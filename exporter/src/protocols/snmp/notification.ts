/** Notifications of SNMP: how version 1 names them (RFC 1157, RFC 3584) and what the well-known ones are called. */
import type { Oid } from '../../model/snmp.ts';

/** SNMPv2-MIB, RFC 3418. */
export const SNMP_TRAPS: Oid = [1, 3, 6, 1, 6, 3, 1, 1, 5];
export const SYS_UPTIME: Oid = [1, 3, 6, 1, 2, 1, 1, 3, 0];
export const SNMP_TRAP_OID: Oid = [1, 3, 6, 1, 6, 3, 1, 1, 4, 1, 0];
export const SNMP_TRAP_ENTERPRISE: Oid = [1, 3, 6, 1, 6, 3, 1, 1, 4, 3, 0];
/** SNMP-COMMUNITY-MIB, RFC 3584: what a proxy puts in for the agent-addr of version 1. */
export const SNMP_TRAP_ADDRESS: Oid = [1, 3, 6, 1, 6, 3, 18, 1, 3, 0];

/** `enterpriseSpecific`: what it is says the specific code. */
const ENTERPRISE_SPECIFIC = 6;

/** RFC 3584 section 3.1; null for a generic code that does not exist. */
export function trapOidOf(enterprise: Oid, generic: number, specific: number): Oid | null {
  if (generic === ENTERPRISE_SPECIFIC) return specific < 0 ? null : [...enterprise, 0, specific];
  return generic >= 0 && generic < ENTERPRISE_SPECIFIC ? [...SNMP_TRAPS, generic + 1] : null;
}

/** By OID in dotted form. Of the MIBs of RFCs and IEEE, and of what is most often met beyond them. */
export const NOTIFICATION_NAMES: ReadonlyMap<string, string> = new Map([
  ['1.3.6.1.6.3.1.1.5.1', 'coldStart'],
  ['1.3.6.1.6.3.1.1.5.2', 'warmStart'],
  ['1.3.6.1.6.3.1.1.5.3', 'linkDown'],
  ['1.3.6.1.6.3.1.1.5.4', 'linkUp'],
  ['1.3.6.1.6.3.1.1.5.5', 'authenticationFailure'],
  ['1.3.6.1.6.3.1.1.5.6', 'egpNeighborLoss'],
  ['1.0.8802.1.1.2.0.0.1', 'lldpRemTablesChange'],
  ['1.3.6.1.2.1.14.16.2.2', 'ospfNbrStateChange'],
  ['1.3.6.1.2.1.15.0.1', 'bgpEstablishedNotification'],
  ['1.3.6.1.2.1.15.0.2', 'bgpBackwardTransNotification'],
  ['1.3.6.1.2.1.15.7.1', 'bgpEstablished'],
  ['1.3.6.1.2.1.15.7.2', 'bgpBackwardTransition'],
  ['1.3.6.1.2.1.16.0.1', 'risingAlarm'],
  ['1.3.6.1.2.1.16.0.2', 'fallingAlarm'],
  ['1.3.6.1.2.1.17.0.1', 'newRoot'],
  ['1.3.6.1.2.1.17.0.2', 'topologyChange'],
  ['1.3.6.1.2.1.33.2.1', 'upsTrapOnBattery'],
  ['1.3.6.1.2.1.33.2.2', 'upsTrapTestCompleted'],
  ['1.3.6.1.2.1.33.2.3', 'upsTrapAlarmEntryAdded'],
  ['1.3.6.1.2.1.33.2.4', 'upsTrapAlarmEntryRemoved'],
  ['1.3.6.1.2.1.43.18.2.0.1', 'printerV2Alert'],
  ['1.3.6.1.2.1.47.2.0.1', 'entConfigChange'],
  ['1.3.6.1.2.1.68.0.1', 'vrrpTrapNewMaster'],
  ['1.3.6.1.2.1.68.0.2', 'vrrpTrapAuthFailure'],
  ['1.3.6.1.2.1.88.2.0.1', 'mteTriggerFired'],
  ['1.3.6.1.2.1.88.2.0.2', 'mteTriggerRising'],
  ['1.3.6.1.2.1.88.2.0.3', 'mteTriggerFalling'],
  ['1.3.6.1.2.1.88.2.0.4', 'mteTriggerFailure'],
  ['1.3.6.1.4.1.318.0.5', 'upsOnBattery'],
  ['1.3.6.1.4.1.318.0.9', 'powerRestored'],
  ['1.3.6.1.4.1.8072.4.0.1', 'nsNotifyStart'],
  ['1.3.6.1.4.1.8072.4.0.2', 'nsNotifyShutdown'],
  ['1.3.6.1.4.1.8072.4.0.3', 'nsNotifyRestart'],
]);
