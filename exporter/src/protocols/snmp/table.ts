/** Columns of a device's tables, and single values, for those who make no metrics of them. */
import type { Oid, Varbinds, Version } from '../../model/snmp.ts';
import { valueText } from './convert/value-text.ts';
import { formatOid, packOid } from './oid.ts';
import type { Column, Plan } from './plan/plan.ts';
import { unpackSubIds } from './row-key.ts';
import type { OpenAgent, Patience, Traffic } from './walk/agent.ts';
import type { DeviceMemory } from './walk/device-memory.ts';
import { explainFor } from './walk/explain.ts';
import { Readings } from './walk/readings.ts';
import { Requests } from './walk/requests.ts';
import { baseOf, Walker } from './walk/walker.ts';

export interface TableOptions {
  /** The target without its port, as errors name it. */
  readonly host: string;
  readonly version: Version;
  readonly patience: Patience;
  readonly open: OpenAgent;
  /** One for each device: what was learnt of it makes the next reading cheaper. */
  readonly memory: DeviceMemory;
  readonly requestsInFlight: number;
}

export interface Wanted {
  /** Objects of which all instances are wanted. */
  readonly columns: readonly Oid[];
  /** Instances, by their full OID: `1.3.6.1.2.1.1.3.0`. */
  readonly instances?: readonly Oid[];
}

/** One value, where it lies in the reply. */
export interface Cell {
  /** Sub-identifiers behind the column, packed: cells of one row have the same in all columns. */
  readonly row: string;
  readonly varbinds: Varbinds;
  readonly i: number;
}

/** As snmp_exporter asks where a module says nothing. */
const MAX_REPETITIONS = 25;

/**
 * Several columns, and several rows of each, in one request, as large as the device takes them. What it does not have
 * is empty. At most 250,000 values.
 * @throws ModuleError, also when only the last request fails: half a table is none.
 */
export async function readColumns(
  { columns, instances = [] }: Wanted,
  { host, version, patience, open, memory, requestsInFlight }: TableOptions,
): Promise<DeviceTables> {
  const walk = { version, maxRepetitions: MAX_REPETITIONS, allowNonincreasingOids: false };
  const requests = new Requests({ open, patience, memory, base: baseOf(walk), onReply: () => undefined });
  const explain = explainFor(host, patience, performance.now());
  const readings = new Readings();
  const ofColumns = columns.map((oid, index) => columnOf(oid, index));
  const ofInstances = instances.map((oid, i) => columnOf(oid, columns.length + i));
  const gets = ofInstances.map((column) => ({ oid: column.oid, packed: column.packed, columns: [column] }));
  try {
    const options = { ...walk, requestsInFlight, memory, explain };
    await new Walker(planOf(ofColumns), gets, options, requests, readings).run();
    return new DeviceTables([...ofColumns, ...ofInstances], readings, requests.traffic);
  } finally {
    requests.close();
  }
}

function columnOf(oid: Oid, index: number): Column {
  const table = formatOid(oid.slice(0, -1));
  return { index, oid, packed: packOid(oid), table, scalar: false };
}

function planOf(columns: readonly Column[]): Plan {
  const asks = columns.map((column) => ({
    column,
    root: column.oid,
    packed: column.packed,
    mayBeInstance: false,
  }));
  return { columns, asks, gets: [], metrics: [], labelPlans: [], instances: () => [] };
}

/** What a device has told. OIDs are those that were asked for: others have nothing. */
export class DeviceTables {
  readonly traffic: Traffic;
  readonly #columns: ReadonlyMap<string, Column>;
  readonly #readings: Readings;
  readonly #cells = new Map<string, ReadonlyMap<string, Cell>>();

  constructor(columns: readonly Column[], readings: Readings, traffic: Traffic) {
    this.#columns = new Map(columns.map((column) => [formatOid(column.oid), column]));
    this.#readings = readings;
    this.traffic = traffic;
  }

  /** Cells of a column by their row, in the order in which the device told them; of a row told twice, the first. */
  column(oid: Oid): ReadonlyMap<string, Cell> {
    const key = formatOid(oid);
    const known = this.#cells.get(key);
    if (known) return known;
    const column = this.#columns.get(key);
    const cells = column ? this.#cellsOf(column) : new Map<string, Cell>();
    this.#cells.set(key, cells);
    return cells;
  }

  /** Rows of all these columns together. */
  rows(columns: readonly Oid[]): string[] {
    return [...new Set(columns.flatMap((oid) => [...this.column(oid).keys()]))];
  }

  /** Of an instance, leave out the row. Null where there is none. */
  cell(oid: Oid, row = ''): Cell | null {
    return this.column(oid).get(row) ?? null;
  }

  /** NaN where there is none, or it is no number. */
  number(oid: Oid, row = ''): number {
    const cell = this.cell(oid, row);
    return cell ? cell.varbinds.number(cell.i) : NaN;
  }

  /** Null where there is none, or it is no integer. */
  bigint(oid: Oid, row = ''): bigint | null {
    const cell = this.cell(oid, row);
    return cell && !Number.isNaN(cell.varbinds.number(cell.i)) ? cell.varbinds.bigint(cell.i) : null;
  }

  /** `type` says how octets are shown. Empty where there is none. */
  text(oid: Oid, row = '', type = 'DisplayString'): string {
    const cell = this.cell(oid, row);
    return cell ? valueText(cell.varbinds, cell.i, type, null) : '';
  }

  #cellsOf(column: Column): Map<string, Cell> {
    const cells = new Map<string, Cell>();
    for (const { varbinds, first, step, count } of this.#readings.of(column)) {
      for (let k = 0, i = first; k < count; k += 1, i += step) {
        const row = varbinds.suffix(i, column.packed.length);
        if (!cells.has(row)) cells.set(row, { row, varbinds, i });
      }
    }
    return cells;
  }
}

/** The sub-identifiers of a row: `[3]` of ifDescr.3. */
export const rowIndex = (row: string): Oid => unpackSubIds(row);
