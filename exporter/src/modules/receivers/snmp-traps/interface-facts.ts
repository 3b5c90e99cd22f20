/** Which interface a notification is about: what it carries of IF-MIB, RFC 2863. */
import type { SnmpTrap, TrapVarbind } from '../../../contract/snmp-traps.ts';
import type { Oid } from '../../../model/snmp.ts';
import { INTERFACE_STATUSES } from '../../../protocols/snmp/device-events.ts';
import { noNames } from '../../../protocols/snmp/names.ts';
import { shownValue } from './value-text.ts';

const IF_ENTRY: Oid = [1, 3, 6, 1, 2, 1, 2, 2, 1];
const IF_X_ENTRY: Oid = [1, 3, 6, 1, 2, 1, 31, 1, 1, 1];
const [IF_INDEX, IF_DESCR, IF_ADMIN_STATUS, IF_OPER_STATUS] = [1, 2, 7, 8];
const [IF_NAME, IF_ALIAS] = [1, 18];

export interface InterfaceFacts {
  readonly index: number | null;
  readonly descr: string | null;
  readonly name: string | null;
  readonly alias: string | null;
  readonly adminStatus: string | null;
  readonly operStatus: string | null;
}

/** Values of one row by the number of their column. */
interface Row {
  readonly columns: ReadonlyMap<number, string | number>;
  /** Null when no column says it. */
  readonly instance: number | null;
}

export function interfaceFacts({ varbinds }: SnmpTrap): InterfaceFacts {
  const base = rowOf(IF_ENTRY, varbinds);
  const extended = rowOf(IF_X_ENTRY, varbinds);
  const index = base.columns.get(IF_INDEX);
  return {
    index: typeof index === 'number' ? index : (base.instance ?? extended.instance),
    descr: textOf(base.columns.get(IF_DESCR)),
    name: textOf(extended.columns.get(IF_NAME)),
    alias: textOf(extended.columns.get(IF_ALIAS)),
    adminStatus: statusOf(base.columns.get(IF_ADMIN_STATUS)),
    operStatus: statusOf(base.columns.get(IF_OPER_STATUS)),
  };
}

/** Old devices leave out the instance: the column is meant all the same. */
function rowOf(entry: Oid, varbinds: readonly TrapVarbind[]): Row {
  const columns = new Map<number, string | number>();
  let row: number | null = null;
  for (const varbind of varbinds) {
    if (!entry.every((part, i) => varbind.oid[i] === part)) continue;
    const [column, instance] = varbind.oid.slice(entry.length);
    const value = shownValue(varbind, noNames);
    if (column !== undefined && (typeof value === 'string' || typeof value === 'number'))
      columns.set(column, value);
    row ??= instance ?? null;
  }
  return { columns, instance: row };
}

const textOf = (value: string | number | undefined) =>
  value === undefined || value === '' ? null : String(value);

const statusOf = (value: string | number | undefined) =>
  typeof value === 'number' ? (INTERFACE_STATUSES[value - 1] ?? String(value)) : textOf(value);
