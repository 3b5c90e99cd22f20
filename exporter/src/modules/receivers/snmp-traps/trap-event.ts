/** From a notification to the event it is. */
import type { Observation } from '../../../contract/module.ts';
import type { SnmpTrap } from '../../../contract/snmp-traps.ts';
import type { Severity } from '../../../model/event.ts';
import type { JsonObject } from '../../../model/json.ts';
import type { OidNames } from '../../../protocols/snmp/names.ts';
import { DEVICE_EVENTS } from '../../../protocols/snmp/device-events.ts';
import { type InterfaceFacts, interfaceFacts } from './interface-facts.ts';
import { shownVarbinds } from './shown-varbinds.ts';

export const events = {
  ...DEVICE_EVENTS,
  'snmp.warm_start': 'A device has started again with its configuration as it was.',
  'snmp.authentication_failure': 'Somebody asked a device with a community or a password that is wrong.',
  'snmp.egp_neighbor_loss': 'A neighbour of a device in the routing protocol EGP is lost.',
  'snmp.trap': 'A device has told something else (`trap`, `trap_oid`, `varbinds`).',
} as const;
export type TrapEventKind = keyof typeof events;

/** By the last part of the OIDs below snmpTraps, RFC 3418. */
const KINDS: ReadonlyMap<string, TrapEventKind> = new Map([
  ['1.3.6.1.6.3.1.1.5.1', 'snmp.cold_start'],
  ['1.3.6.1.6.3.1.1.5.2', 'snmp.warm_start'],
  ['1.3.6.1.6.3.1.1.5.3', 'snmp.link_down'],
  ['1.3.6.1.6.3.1.1.5.4', 'snmp.link_up'],
  ['1.3.6.1.6.3.1.1.5.5', 'snmp.authentication_failure'],
  ['1.3.6.1.6.3.1.1.5.6', 'snmp.egp_neighbor_loss'],
]);

/** Those that somebody should look at; all others are for information. */
const WARNINGS: ReadonlySet<string> = new Set([
  'authenticationFailure',
  'bgpBackwardTransNotification',
  'bgpBackwardTransition',
  'egpNeighborLoss',
  'linkDown',
  'mteTriggerFailure',
  'upsOnBattery',
  'upsTrapAlarmEntryAdded',
  'upsTrapOnBattery',
  'vrrpTrapAuthFailure',
]);

/** As the API allows it. */
const MAX_FINGERPRINT = 256;

export interface Surroundings {
  readonly nameOf: OidNames;
  /** The asset that has this address, and what people call it. */
  readonly deviceAt: (address: string) => { readonly asset: string; readonly name: string };
}

export function trapEvent(trap: SnmpTrap, { nameOf, deviceAt }: Surroundings): Observation<TrapEventKind> {
  const { asset, name: device } = deviceAt(trap.address);
  const oid = trap.trapOid.join('.');
  const kind = KINDS.get(oid) ?? 'snmp.trap';
  const name = nameOf(trap.trapOid);
  const subject = interfaceFacts(trap);
  return {
    kind,
    asset,
    severity: severityOf(name, subject),
    message: messageOf(kind, device, name, subject),
    attributes: attributesOf(trap, { oid, name, subject, nameOf }),
    fingerprint: fingerprintOf(kind, asset, trap, subject),
  };
}

/** Whoever turns an interface off knows that it is down. */
function severityOf(name: string, { adminStatus }: InterfaceFacts): Severity {
  if (name === 'linkDown' && adminStatus === 'down') return 'info';
  return WARNINGS.has(name) ? 'warning' : 'info';
}

function messageOf(kind: TrapEventKind, device: string, name: string, subject: InterfaceFacts): string {
  switch (kind) {
    case 'snmp.cold_start':
      return `${device} has started`;
    case 'snmp.warm_start':
      return `${device} has started again`;
    case 'snmp.link_down':
      return `${device}: ${titleOf(subject)} is down${subject.adminStatus === 'down' ? ', turned off' : ''}`;
    case 'snmp.link_up':
      return `${device}: ${titleOf(subject)} is up`;
    case 'snmp.authentication_failure':
      return `${device} was asked with a wrong community or password`;
    case 'snmp.egp_neighbor_loss':
      return `${device} has lost an EGP neighbour`;
    case 'snmp.trap':
      return `${device} tells ${name}`;
  }
}

function titleOf({ index, name, descr, alias }: InterfaceFacts): string {
  const title = name ?? descr ?? (index === null ? 'an interface' : `interface ${index}`);
  return alias === null || alias === title ? title : `${title} (${alias})`;
}

interface Named {
  readonly oid: string;
  readonly name: string;
  readonly subject: InterfaceFacts;
  readonly nameOf: OidNames;
}

function attributesOf(trap: SnmpTrap, { oid, name, subject, nameOf }: Named): JsonObject {
  const { shown, leftOut } = shownVarbinds(trap.varbinds, nameOf);
  return present({
    trap: name,
    trap_oid: oid,
    version: trap.version === 2 ? '2c' : String(trap.version),
    inform: trap.kind === 'inform',
    source_address: trap.address,
    agent_address: trap.agentAddress,
    enterprise: trap.enterprise && nameOf(trap.enterprise),
    user: trap.user,
    engine_id: trap.engineId,
    uptime_seconds: trap.uptimeTicks === null ? null : trap.uptimeTicks / 100,
    if_index: subject.index,
    if_name: subject.name,
    if_descr: subject.descr,
    if_alias: subject.alias,
    if_admin_status: subject.adminStatus,
    if_oper_status: subject.operStatus,
    varbinds: shown,
    varbinds_left_out: leftOut === 0 ? null : leftOut,
  });
}

/** Without what the notification does not say. */
const present = (attributes: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== null));

/**
 * Alike are those that tell the same of the same thing: of one interface; else of the same objects, whatever their
 * values, for a sensor that repeats its alarm tells another temperature each time.
 */
function fingerprintOf(
  kind: TrapEventKind,
  asset: string,
  trap: SnmpTrap,
  { index }: InterfaceFacts,
): string {
  const parts: (string | number)[] = [kind, asset];
  if (index !== null) parts.push(index);
  if (kind === 'snmp.trap') {
    parts.push(trap.trapOid.join('.'));
    if (index === null) parts.push(...trap.varbinds.map(({ oid }) => oid.join('.')));
  }
  return shortKey(parts.join(':'));
}

/** FNV-1a of what does not fit, so that two long keys are not taken for one. */
function shortKey(key: string): string {
  if (key.length <= MAX_FINGERPRINT) return key;
  let hash = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) hash = Math.imul(hash ^ key.charCodeAt(i), 0x01000193) >>> 0;
  return `${key.slice(0, MAX_FINGERPRINT - 9)}:${hash.toString(16).padStart(8, '0')}`;
}
