/** Readings → families of samples, by the rules of snmp_exporter. */
import type { Plan } from '../plan/plan.ts';
import type { Readings } from '../walk/readings.ts';
import { Cells } from './cells.ts';
import type { FamilyDraft, FamilyHead } from './family-draft.ts';
import type { FamilyDrafts } from './family-drafts.ts';
import { type Destination, type MetricWriter, metricWriters } from './metric-writer.ts';
import { RowLabels } from './row-labels.ts';

export interface ConvertOptions {
  /** Counter64 modulo 2^53, so that no increase is lost in a double. */
  readonly wrapLargeCounters: boolean;
}

export interface Converted {
  /** Series that were there before, by the metric whose they are. */
  readonly duplicates: ReadonlyMap<string, number>;
  /** Values of types from which nothing can be made. */
  readonly unexpected: number;
}

/** Between two looks at the clock: less than a millisecond's work. */
const CELLS_IN_A_STEP = 256;

/** Writes into the drafts step by step, so that whoever runs it can let others run in between. */
export function* convert(
  plan: Plan,
  readings: Readings,
  drafts: FamilyDrafts,
  { wrapLargeCounters }: ConvertOptions,
): Generator<void, Converted> {
  const cells = new Cells(readings);
  const labels = plan.labelPlans.map((each) => new RowLabels(each, cells));
  const duplicates = new Map<string, number>();
  let unexpected = 0;
  const to: Destination = {
    cells,
    wrapLargeCounters,
    families: [],
    onDuplicate: (metric: string) => void duplicates.set(metric, (duplicates.get(metric) ?? 0) + 1),
    onUnexpected: () => void (unexpected += 1),
  };
  let done = 0;
  const writers = metricWriters(plan);
  for (const [index, metricPlan] of plan.metrics.entries()) {
    const runs = readings.of(metricPlan.column);
    if (runs.length === 0) continue;
    const { heads, write } = writers[index] as MetricWriter;
    to.families = familiesOf(heads, drafts);
    const rows = labels[metricPlan.labels.index] as RowLabels;
    const skip = metricPlan.column.packed.length;
    let place = 0;
    for (const { varbinds, first, step, count } of runs) {
      for (let k = 0, i = first; k < count; k += 1, i += step, place += 1)
        write(rows.of(varbinds, i, skip, place), varbinds, i, to);
      done += count;
      if (done < CELLS_IN_A_STEP) continue;
      done = 0;
      yield;
    }
  }
  return { duplicates, unexpected };
}

function familiesOf(heads: readonly FamilyHead[], drafts: FamilyDrafts): FamilyDraft[] {
  const families = heads.map((head) => drafts.open(head));
  // A row knows only the family that it was last written into.
  if (families.length > 1) for (const family of families) family.expectOthers();
  return families;
}
