import type { Column, LabelPlan, LookupPlan, Plan } from './plan.ts';

/** A plan in two: what changes, and what is nothing but a label of rows that it is asked for by their own index. */
export interface SplitPlan {
  /** Without the columns that only serve as labels. */
  readonly changing: Plan;
  readonly labels: Plan;
  /** Columns whose rows have such labels; each with the number of its label plan. */
  readonly labelled: readonly { readonly column: Column; readonly labelPlan: number }[];
}

/** Null where no column is nothing but such a label. */
export function splitPlan(plan: Plan): SplitPlan | null {
  const kept = columnsOf(plan, isDirect);
  for (const column of columnsOf(plan, (lookup, labels) => !isDirect(lookup, labels))) kept.delete(column);
  for (const { column, subtypeColumn } of plan.metrics) {
    kept.delete(column);
    if (subtypeColumn) kept.delete(subtypeColumn);
  }
  // What is asked for by name or by the rows of a filter belongs to this one scrape.
  const whole = new Set(
    plan.asks.filter(({ root, column }) => root === column.oid).map(({ column }) => column),
  );
  const columns = new Set([...kept].filter((column) => whole.has(column)));
  if (columns.size === 0) return null;
  return {
    changing: { ...plan, asks: plan.asks.filter(({ column }) => !columns.has(column)) },
    labels: { ...plan, asks: plan.asks.filter(({ column }) => columns.has(column)) },
    labelled: plan.metrics
      .filter(({ labels }) => lookupsOf(labels).some(({ column }) => column && columns.has(column)))
      .map(({ column, labels }) => ({ column, labelPlan: labels.index })),
  };
}

function columnsOf(
  { labelPlans }: Plan,
  matches: (lookup: LookupPlan, labels: LabelPlan) => boolean,
): Set<Column> {
  const lookups = labelPlans.flatMap((labels) => lookupsOf(labels).filter((each) => matches(each, labels)));
  const columns = lookups.flatMap(({ column, subtypeColumn }) => [column, subtypeColumn]);
  return new Set(columns.filter((column) => column !== null));
}

/** Whether it looks for the row itself, and no other lookup goes on from what it finds. */
function isDirect({ labelname, labels: own }: LookupPlan, plan: LabelPlan): boolean {
  const row = plan.indexes.map((index) => index.labelname);
  const lookups = lookupsOf(plan);
  const isRow = own.length === row.length && own.every((label, i) => label === row[i]);
  const isKey = lookups.some(({ labels }) => labels.includes(labelname));
  return isRow && !isKey && !lookups.some((each) => row.includes(each.labelname));
}

function lookupsOf({ lookups }: LabelPlan): LookupPlan[] {
  return lookups.filter((lookup): lookup is LookupPlan => !('remove' in lookup));
}
