import type { Varbinds } from '../../../model/snmp.ts';
import type { Column } from '../plan/plan.ts';
import type { Readings, Run } from '../walk/readings.ts';

export interface Cell {
  readonly varbinds: Varbinds;
  readonly i: number;
}

/** Finds cells by their row: only columns that something is looked up in are gone through. */
export class Cells {
  readonly #readings: Readings;
  readonly #columns: CellsOfColumn[] = [];

  constructor(readings: Readings) {
    this.#readings = readings;
  }

  /** Of cells that a device has told twice, the last. */
  at(column: Column, row: string): Cell | undefined {
    const cells = (this.#columns[column.index] ??= new CellsOfColumn(
      this.#readings.of(column),
      column.packed.length,
    ));
    return cells.at(row);
  }
}

class CellsOfColumn {
  readonly #runs: readonly Run[];
  readonly #skip: number;
  /** Whether no row can be there twice. */
  readonly #isOrdered: boolean;
  /** The cell behind the one that was found last: rows are mostly looked for in their order. */
  #run = 0;
  #place = 0;
  #byRow: Map<string, Cell> | null = null;

  constructor(runs: readonly Run[], skip: number) {
    this.#runs = runs;
    this.#skip = skip;
    this.#isOrdered = areOrdered(runs);
  }

  at(row: string): Cell | undefined {
    const next = this.#byRow || !this.#isOrdered ? null : this.#next();
    if (!next?.varbinds.hasSuffix(next.i, this.#skip, row)) return (this.#byRow ??= this.#all()).get(row);
    this.#place += 1;
    return next;
  }

  #next(): Cell | null {
    let run = this.#runs[this.#run];
    while (run && this.#place >= run.count) {
      this.#place = 0;
      this.#run += 1;
      run = this.#runs[this.#run];
    }
    return run ? { varbinds: run.varbinds, i: run.first + this.#place * run.step } : null;
  }

  #all(): Map<string, Cell> {
    const cells = new Map<string, Cell>();
    for (const { varbinds, first, step, count } of this.#runs) {
      for (let k = 0, i = first; k < count; k += 1, i += step)
        cells.set(varbinds.suffix(i, this.#skip), { varbinds, i });
    }
    return cells;
  }
}

function areOrdered(runs: readonly Run[]): boolean {
  return runs.every(({ varbinds, first, step, count }, k) => {
    const before = runs[k - 1];
    return varbinds.ascend(first, step, count) && (!before || isBehind(varbinds.oidBytes(first), before));
  });
}

function isBehind(oid: Buffer, { varbinds, first, step, count }: Run): boolean {
  return oid.compare(varbinds.oidBytes(first + (count - 1) * step)) > 0;
}
