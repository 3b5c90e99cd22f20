/** What a device has told that is nothing but labels of its rows: names and descriptions, which rarely change. */
import type { SnmpAuth } from '../../../model/snmp.ts';
import { formatOid } from '../oid.ts';
import type { Column, Plan } from '../plan/plan.ts';
import { type SplitPlan, splitPlan } from '../plan/static-lookups.ts';
import type { Readings, Run } from './readings.ts';

/** Of all devices together: some 150 that have 1,000 interfaces each. Others are asked again. */
const MAX_BYTES = 32 << 20;
/** Of a row's key in a set, beside its characters. */
const ROW_BYTES = 64;
/** Begins again at 0 when the device does. RFC 3418 */
const SYS_UP_TIME = '1.3.6.1.2.1.1.3';

/** By label plan: the rows that have labels. */
type Rows = ReadonlyMap<number, ReadonlySet<string>>;

interface Labels {
  /** Milliseconds. */
  readonly readAt: number;
  readonly rows: Rows;
  /** NaN where the module does not ask for it. */
  readonly upTime: number;
  readonly runs: ReadonlyMap<Column, readonly Run[]>;
  readonly bytes: number;
}

export interface KnownLabelsOptions {
  /** Milliseconds. */
  readonly now?: () => number;
  readonly maxBytes?: number;
}

export interface WhoseLabels {
  /** Whom to ask, in which context. */
  readonly device: string;
  /** One may see more than another. */
  readonly auth: SnmpAuth;
  /** Milliseconds. */
  readonly maxAgeMs: number;
}

export class KnownLabels {
  readonly #labels = new Map<string, Labels>();
  readonly #splits = new WeakMap<Plan, SplitPlan | null>();
  readonly #numbers = new WeakMap<Plan | SnmpAuth, number>();
  readonly #now: () => number;
  readonly #maxBytes: number;
  #numbered = 0;
  #bytes = 0;

  constructor({ now = () => performance.now(), maxBytes = MAX_BYTES }: KnownLabelsOptions = {}) {
    this.#now = now;
    this.#maxBytes = maxBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Null where the plan has no columns of that kind. */
  of({ device, auth, maxAgeMs }: WhoseLabels, plan: Plan): LabelsOfDevice | null {
    const split = this.#splitOf(plan);
    const key = `${this.#numberOf(auth)} ${this.#numberOf(plan)} ${device}`;
    return (
      split && {
        split,
        recall: (readings) => this.#recall(key, split, readings, maxAgeMs),
        keep: (readings) => this.#keep(key, split, readings),
      }
    );
  }

  #splitOf(plan: Plan): SplitPlan | null {
    const known = this.#splits.get(plan);
    if (known !== undefined) return known;
    const split = splitPlan(plan);
    this.#splits.set(plan, split);
    return split;
  }

  /** Tells things apart that live as long as the configuration. */
  #numberOf(thing: Plan | SnmpAuth): number {
    const known = this.#numbers.get(thing);
    if (known !== undefined) return known;
    this.#numbered += 1;
    this.#numbers.set(thing, this.#numbered);
    return this.#numbered;
  }

  #recall(key: string, split: SplitPlan, readings: Readings, maxAgeMs: number): boolean {
    const labels = this.#labels.get(key);
    if (!labels) return false;
    const isFresh = this.#now() - labels.readAt < maxAgeMs;
    const hasRestarted = upTimeIn(split, readings) < labels.upTime;
    if (!isFresh || hasRestarted || !isSame(rowsIn(split, readings), labels.rows)) {
      this.#forget(key, labels);
      return false;
    }
    // Behind all others: the first is the one that was not needed for the longest time.
    this.#labels.delete(key);
    this.#labels.set(key, labels);
    for (const [column, runs] of labels.runs) readings.recall(column, runs);
    return true;
  }

  #keep(key: string, split: SplitPlan, readings: Readings): void {
    const before = this.#labels.get(key);
    if (before) this.#forget(key, before);
    const rows = rowsIn(split, readings);
    const runs = new Map(split.labels.asks.map(({ column }) => [column, readings.of(column)]));
    const bytes = bytesOfRuns([...runs.values()].flat()) + bytesOfRows(rows);
    if (bytes > this.#maxBytes) return;
    const kept = { readAt: this.#now(), rows, upTime: upTimeIn(split, readings), runs, bytes };
    this.#labels.set(key, kept);
    this.#bytes += bytes;
    for (const [oldest, its] of this.#labels) {
      if (this.#bytes <= this.#maxBytes) break;
      this.#forget(oldest, its);
    }
  }

  #forget(key: string, { bytes }: Labels): void {
    this.#labels.delete(key);
    this.#bytes -= bytes;
  }
}

export interface LabelsOfDevice {
  readonly split: SplitPlan;
  /** Adds what is known to what was read, unless it is too old, the device has other rows now, or has restarted. */
  readonly recall: (readings: Readings) => boolean;
  /** `readings` has the rows and, in replies of their own, their labels. */
  readonly keep: (readings: Readings) => void;
}

function rowsIn({ labelled }: SplitPlan, readings: Readings): Rows {
  const rows = new Map<number, Set<string>>();
  for (const { column, labelPlan } of labelled) {
    const ofPlan = rows.get(labelPlan) ?? new Set<string>();
    rows.set(labelPlan, ofPlan);
    const skip = column.packed.length;
    for (const { varbinds, first, step, count } of readings.of(column))
      for (let k = 0, i = first; k < count; k += 1, i += step) ofPlan.add(varbinds.suffix(i, skip));
  }
  return rows;
}

function isSame(now: Rows, before: Rows): boolean {
  return [...now].every(([labelPlan, rows]) => {
    const known = before.get(labelPlan);
    return known?.size === rows.size && [...rows].every((row) => known.has(row));
  });
}

function bytesOfRuns(runs: readonly Run[]): number {
  const replies = new Set(runs.map(({ varbinds }) => varbinds));
  return [...replies].reduce((sum, { size }) => sum + size, 0);
}

function bytesOfRows(rows: Rows): number {
  let bytes = 0;
  for (const ofPlan of rows.values()) for (const row of ofPlan) bytes += ROW_BYTES + row.length;
  return bytes;
}

function upTimeIn({ changing }: SplitPlan, readings: Readings): number {
  const column = changing.columns.find(({ oid }) => formatOid(oid) === SYS_UP_TIME);
  const run = column && readings.of(column)[0];
  return run ? run.varbinds.number(run.first) : NaN;
}
