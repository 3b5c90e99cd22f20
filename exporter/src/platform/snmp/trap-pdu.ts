/** From a PDU as net-snmp has read it to what the contract says of it. */
import type { SnmpTrap, TrapVarbind } from '../../contract/snmp-traps.ts';
import { PduType, type Oid, ValueType } from '../../model/snmp.ts';
import {
  SNMP_TRAP_ADDRESS,
  SNMP_TRAP_ENTERPRISE,
  SNMP_TRAP_OID,
  SYS_UPTIME,
  trapOidOf,
} from '../../protocols/snmp/notification.ts';
import { formatOid, parseOid } from '../../protocols/snmp/oid.ts';
import type { ReceivedPdu } from './trap-receiver.ts';

/** A notification is about one thing: ten are many. What is beyond is left out. */
const MAX_VARBINDS = 256;
const VALUE_TYPES: ReadonlySet<unknown> = new Set(Object.values(ValueType));

export type PduContent = Pick<
  SnmpTrap,
  'kind' | 'trapOid' | 'enterprise' | 'agentAddress' | 'uptimeTicks' | 'varbinds'
>;

/** Null when it is not as the RFCs have it. */
export function pduContent(pdu: ReceivedPdu): PduContent | null {
  const varbinds = varbindsOf(pdu.varbinds);
  if (varbinds === null) return null;
  return pdu.type === PduType.trapV1 ? firstVersion(pdu, varbinds) : laterVersion(pdu, varbinds);
}

function firstVersion(pdu: ReceivedPdu, varbinds: readonly TrapVarbind[]): PduContent | null {
  const { agentAddr, generic, specific, upTime } = pdu;
  const enterprise = oidOf(pdu.enterprise);
  if (enterprise === null || typeof generic !== 'number' || typeof specific !== 'number') return null;
  const trapOid = trapOidOf(enterprise, generic, specific);
  if (trapOid === null) return null;
  return {
    kind: 'trap',
    trapOid,
    enterprise,
    agentAddress: toldAddress(agentAddr),
    uptimeTicks: typeof upTime === 'number' ? upTime : null,
    varbinds,
  };
}

function laterVersion({ type }: ReceivedPdu, varbinds: readonly TrapVarbind[]): PduContent | null {
  const headers = new Map<string, TrapVarbind['value']>();
  const rest = varbinds.filter(({ oid, value }) => {
    const key = formatOid(oid);
    if (!HEADERS.has(key)) return true;
    headers.set(key, value);
    return false;
  });
  const valueOf = (oid: Oid) => headers.get(formatOid(oid));
  const [trapOid, enterprise, uptime] = [SNMP_TRAP_OID, SNMP_TRAP_ENTERPRISE, SYS_UPTIME].map(valueOf);
  if (!isOid(trapOid)) return null;
  return {
    kind: type === PduType.inform ? 'inform' : 'trap',
    trapOid,
    enterprise: isOid(enterprise) ? enterprise : null,
    agentAddress: toldAddress(valueOf(SNMP_TRAP_ADDRESS)),
    uptimeTicks: typeof uptime === 'number' ? uptime : null,
    varbinds: rest,
  };
}

const HEADERS: ReadonlySet<string> = new Set(
  [SYS_UPTIME, SNMP_TRAP_OID, SNMP_TRAP_ENTERPRISE, SNMP_TRAP_ADDRESS].map(formatOid),
);

/** An agent without an address of IPv4 says 0.0.0.0. */
function toldAddress(value: unknown): string | null {
  return typeof value === 'string' && value !== '0.0.0.0' ? value : null;
}

const isOid = (value: TrapVarbind['value'] | undefined): value is Oid => Array.isArray(value);

function varbindsOf(given: unknown): readonly TrapVarbind[] | null {
  if (!Array.isArray(given)) return null;
  const varbinds = given.slice(0, MAX_VARBINDS).map(varbindOf);
  return varbinds.every((varbind) => varbind !== null) ? varbinds : null;
}

function varbindOf(given: unknown): TrapVarbind | null {
  const { oid: dotted, type, value } = given as { oid: unknown; type: unknown; value: unknown };
  const oid = oidOf(dotted);
  if (oid === null || !VALUE_TYPES.has(type)) return null;
  const known = type as ValueType;
  return { oid, type: known, value: valueOf(known, value) };
}

function valueOf(type: ValueType, value: unknown): TrapVarbind['value'] {
  if (typeof value === 'number') return value;
  if (Buffer.isBuffer(value)) return type === ValueType.counter64 ? counterOf(value) : value;
  if (typeof value === 'string') return type === ValueType.oid ? oidOf(value) : value;
  return null;
}

/** Eight octets at most, and a zero in front of them where the first bit is set. */
function counterOf(octets: Buffer): number | bigint | null {
  if (octets.length === 0 || octets.length > 9) return null;
  const value = BigInt(`0x${octets.toString('hex')}`) & 0xffff_ffff_ffff_ffffn;
  return value <= Number.MAX_SAFE_INTEGER ? Number(value) : value;
}

const oidOf = (dotted: unknown): Oid | null => (typeof dotted === 'string' ? parseOid(dotted) : null);
