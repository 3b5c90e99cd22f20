/** What a device is asked for. IF-MIB (RFC 2863), HOST-RESOURCES-MIB (RFC 2790), UCD-SNMP-MIB of Net-SNMP. */
import type { Oid } from '../../../model/snmp.ts';
import type { Wanted } from './wanted.ts';

const MIB_2: Oid = [1, 3, 6, 1, 2, 1];
const HOST: Oid = [...MIB_2, 25];
const UCD: Oid = [1, 3, 6, 1, 4, 1, 2021];
const ifEntry = (column: number): Oid => [...MIB_2, 2, 2, 1, column];
const ifXEntry = (column: number): Oid => [...MIB_2, 31, 1, 1, 1, column];
const storageEntry = (column: number): Oid => [...HOST, 2, 3, 1, column];
const ucd = (...rest: readonly number[]): Oid => [...UCD, ...rest];

export const SYS_UP_TIME: Oid = [...MIB_2, 1, 3, 0];
export const HR_SYSTEM_UPTIME: Oid = [...HOST, 1, 1, 0];

export const IF = {
  descr: ifEntry(2),
  adminStatus: ifEntry(7),
  operStatus: ifEntry(8),
  inOctets: ifEntry(10),
  inErrors: ifEntry(14),
  outOctets: ifEntry(16),
  outErrors: ifEntry(20),
  name: ifXEntry(1),
  hcInOctets: ifXEntry(6),
  hcOutOctets: ifXEntry(10),
  alias: ifXEntry(18),
  discontinuity: ifXEntry(19),
} as const;

export const STORAGE = {
  type: storageEntry(2),
  descr: storageEntry(3),
  units: storageEntry(4),
  size: storageEntry(5),
  used: storageEntry(6),
} as const;

/** Below hrStorageTypes. */
export const STORAGE_TYPE = { ram: 2, fixedDisk: 4, ramDisk: 8, flash: 9, networkDisk: 10 } as const;
export const STORAGE_TYPES: Oid = [...HOST, 2, 1];

export const PROCESSOR_LOAD: Oid = [...HOST, 3, 3, 1, 2];
/** Of Net-SNMP, whose agents do not all have the tables of RFC 2790. Sizes in kilobytes. */
export const UCD_CPU_IDLE = ucd(11, 11, 0);
export const UCD_MEMORY = {
  total: ucd(4, 5, 0),
  free: ucd(4, 6, 0),
  buffers: ucd(4, 14, 0),
  cached: ucd(4, 15, 0),
} as const;
/** Times 100. */
export const UCD_LOAD = ucd(10, 1, 5, 1);

/** What has shown to be of use with a device; true for one that was not asked yet. */
export interface Traits {
  /** Some interface has no ifName. */
  readonly needsDescr: boolean;
  /** Some interface has no counters of 64 bits. */
  readonly needsSmallCounters: boolean;
}
export const UNKNOWN_TRAITS: Traits = { needsDescr: true, needsSmallCounters: true };

export interface Objects {
  readonly columns: readonly Oid[];
  readonly instances: readonly Oid[];
}

export function objectsFor(wanted: Wanted, { needsDescr, needsSmallCounters }: Traits): Objects {
  const columns: Oid[] = [];
  const instances: Oid[] = [SYS_UP_TIME, HR_SYSTEM_UPTIME];
  if (hasInterfaces(wanted)) columns.push(IF.name, IF.alias, ...(needsDescr ? [IF.descr] : []));
  if (wanted.has('links')) columns.push(IF.adminStatus, IF.operStatus);
  if (wanted.has('traffic')) {
    columns.push(IF.hcInOctets, IF.hcOutOctets);
    if (needsSmallCounters) columns.push(IF.inOctets, IF.outOctets);
  }
  if (wanted.has('errors')) columns.push(IF.inErrors, IF.outErrors);
  if (wanted.has('traffic') || wanted.has('errors')) columns.push(IF.discontinuity);
  if (wanted.has('cpu')) {
    columns.push(PROCESSOR_LOAD);
    instances.push(UCD_CPU_IDLE);
  }
  if (wanted.has('storage')) {
    columns.push(...Object.values(STORAGE));
    instances.push(...Object.values(UCD_MEMORY));
  }
  if (wanted.has('load')) instances.push(UCD_LOAD);
  return { columns, instances };
}

export function hasInterfaces(wanted: Wanted): boolean {
  return wanted.has('links') || wanted.has('traffic') || wanted.has('errors');
}
