import type { Varbinds } from '../../../model/snmp.ts';
import type { Column } from '../plan/plan.ts';

/** Cells of one column in one reply: every `step`-th varbind from `first` on. */
export interface Run {
  readonly varbinds: Varbinds;
  readonly first: number;
  readonly step: number;
  readonly count: number;
}

/** What a device has told, left where it lies in the replies: by column, in the order in which it came. */
export class Readings {
  readonly #runs: Run[][] = [];
  #cells = 0;
  #bytes = 0;
  #last: Varbinds | null = null;

  /** Runs of one reply one after the other. */
  add(column: Column, run: Run): void {
    (this.#runs[column.index] ??= []).push(run);
    this.#cells += run.count;
    if (run.varbinds === this.#last) return;
    this.#last = run.varbinds;
    this.#bytes += run.varbinds.size;
  }

  of(column: Column): readonly Run[] {
    return this.#runs[column.index] ?? [];
  }

  get cells(): number {
    return this.#cells;
  }

  /** Of memory. */
  get bytes(): number {
    return this.#bytes;
  }
}
