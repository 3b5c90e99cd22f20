import type { Oid } from '../../../model/snmp.ts';
import { type DeviceTables, rowIndex } from '../../../protocols/snmp/table.ts';
import { IF, type Traits } from './objects.ts';
import type { Counter, Interface } from './reading.ts';

/** Rows after which others may have their turn. */
const ROWS_IN_A_STEP = 100;
/** Names are for people. */
const MAX_TITLE = 128;

/** In steps, for a chassis has thousands. */
export function* readInterfaces(
  tables: DeviceTables,
  ignored: RegExp | null,
): Generator<void, ReadonlyMap<string, Interface>> {
  const interfaces = new Map<string, Interface>();
  let rows = 0;
  for (const row of tables.rows([
    IF.name,
    IF.descr,
    IF.operStatus,
    IF.inErrors,
    IF.inOctets,
    IF.hcInOctets,
  ])) {
    rows += 1;
    if (rows % ROWS_IN_A_STEP === 0) yield;
    const title = titleOf(tables, row);
    if (ignored?.test(title)) continue;
    // Names are unique but for odd devices.
    const key = interfaces.has(title) ? `${title}#${indexOf(row)}` : title;
    interfaces.set(key, interfaceOf(tables, row, key, title));
  }
  return interfaces;
}

const indexOf = (row: string) => rowIndex(row)[0] ?? 0;

function titleOf(tables: DeviceTables, row: string): string {
  const title = tables.text(IF.name, row) || tables.text(IF.descr, row);
  return title === '' ? `interface ${indexOf(row)}` : title.slice(0, MAX_TITLE);
}

function interfaceOf(tables: DeviceTables, row: string, key: string, title: string): Interface {
  return {
    key,
    index: indexOf(row),
    title,
    alias: tables.text(IF.alias, row).slice(0, MAX_TITLE),
    adminStatus: tables.number(IF.adminStatus, row),
    operStatus: tables.number(IF.operStatus, row),
    inOctets: counterOf(tables, IF.hcInOctets, row, 64) ?? counterOf(tables, IF.inOctets, row, 32),
    outOctets: counterOf(tables, IF.hcOutOctets, row, 64) ?? counterOf(tables, IF.outOctets, row, 32),
    inErrors: counterOf(tables, IF.inErrors, row, 32),
    outErrors: counterOf(tables, IF.outErrors, row, 32),
    discontinuity: tables.number(IF.discontinuity, row),
  };
}

function counterOf(tables: DeviceTables, oid: Oid, row: string, bits: Counter['bits']): Counter | null {
  const value = tables.number(oid, row);
  return Number.isNaN(value) ? null : { value, bits };
}

/** What need not be asked for the next time. */
export function traitsOf(tables: DeviceTables): Traits {
  const rows = tables.rows([IF.operStatus, IF.inErrors, IF.inOctets, IF.hcInOctets, IF.name, IF.descr]);
  const lacks = (oid: Oid) => rows.some((row) => tables.cell(oid, row) === null);
  return { needsDescr: lacks(IF.name), needsSmallCounters: lacks(IF.hcInOctets) || lacks(IF.hcOutOctets) };
}
