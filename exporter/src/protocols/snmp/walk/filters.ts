/** Dynamic filters: only rows whose value in one column matches are asked for in others. */
import type { Oid } from '../../../model/snmp.ts';
import { valueText } from '../convert/value-text.ts';
import type { SnmpFilter, SnmpModule } from '../definition.ts';
import { formatOid } from '../oid.ts';
import { isAtOrBelow, OidMap } from '../plan/oid-map.ts';
import type { Column } from '../plan/plan.ts';
import { unpackSubIds } from '../row-key.ts';
import type { Readings } from './readings.ts';

/** Longer values are cut before they are matched: an expression may take long on them. */
const MAX_MATCHED = 4096;

/** Last sub-identifiers of the rows that match, in the order in which they came. */
export function matchingRows({ values }: SnmpFilter, column: Column, readings: Readings): number[] {
  const rows: number[] = [];
  for (const { varbinds, first, step, count } of readings.of(column)) {
    for (let k = 0, i = first; k < count; k += 1, i += step) {
      const text = valueText(varbinds, i, 'DisplayString', null).slice(0, MAX_MATCHED);
      if (!values.some((value) => value.test(text))) continue;
      rows.push(unpackSubIds(varbinds.suffix(i, column.packed.length)).at(-1) ?? column.oid.at(-1) ?? 0);
    }
  }
  return rows;
}

/** Rows of each target that all filters of it leave. */
export function rowsByTarget(
  results: readonly { readonly filter: SnmpFilter; readonly rows: readonly number[] }[],
): { readonly target: Oid; readonly rows: readonly number[] }[] {
  const byTarget = new OidMap<{ target: Oid; rows: readonly number[] }>();
  for (const { filter, rows } of results) {
    const matching = new Set(rows);
    for (const target of filter.targets) {
      const known = byTarget.get(target);
      byTarget.set(target, { target, rows: known ? known.rows.filter((row) => matching.has(row)) : rows });
    }
  }
  return [...byTarget.values()];
}

/** What is left to ask for without a look at the rows. */
export function unfiltered(module: SnmpModule, filters: readonly SnmpFilter[]) {
  const filtered = filters.flatMap(({ targets }) => targets);
  const texts = new Set(filtered.map(formatOid));
  return {
    walks: module.walk.filter((root) => !texts.has(formatOid(root))),
    gets: module.get.filter((oid) => !filtered.some((target) => isAtOrBelow(oid, target))),
    filtered,
  };
}
