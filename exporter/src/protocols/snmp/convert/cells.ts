import type { Varbinds } from '../../../model/snmp.ts';
import type { Column } from '../plan/plan.ts';
import type { Readings } from '../walk/readings.ts';

export interface Cell {
  readonly varbinds: Varbinds;
  readonly i: number;
}

/** Finds cells by their row: only columns that something is looked up in are gone through. */
export class Cells {
  readonly #readings: Readings;
  readonly #columns: Map<string, Cell>[] = [];

  constructor(readings: Readings) {
    this.#readings = readings;
  }

  at(column: Column, row: string): Cell | undefined {
    return (this.#columns[column.index] ??= this.#byRow(column)).get(row);
  }

  #byRow(column: Column): Map<string, Cell> {
    const cells = new Map<string, Cell>();
    const skip = column.packed.length;
    for (const { varbinds, first, step, count } of this.#readings.of(column)) {
      for (let k = 0, i = first; k < count; k += 1, i += step)
        cells.set(varbinds.suffix(i, skip), { varbinds, i });
    }
    return cells;
  }
}
