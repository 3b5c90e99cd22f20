/** Makes the plan of a module: only what metrics and their labels need is asked for. */
import type { Oid } from '../../../model/snmp.ts';
import { parseDisplayHint } from '../convert/display-hint.ts';
import { isCombined } from '../convert/index-text.ts';
import type { SnmpLookup, SnmpMetric, SnmpModule } from '../definition.ts';
import { formatOid, packOid } from '../oid.ts';
import { LabelPlans } from './label-plans.ts';
import { isAtOrBelow, OidMap, previousOid } from './oid-map.ts';
import type { Ask, Column, Instance, MetricPlan, Plan } from './plan.ts';

/** What is asked for by name, in part known only after the filters have run. */
export interface Extent {
  readonly walks: readonly Oid[];
  readonly gets: readonly Oid[];
  /** Subtrees of which only some rows will be asked for. */
  readonly filtered: readonly Oid[];
}

export function compilePlan(module: SnmpModule, extent: Extent): Plan {
  return new Compiler(extent).compile(module.metrics);
}

class Compiler {
  readonly #roots = new OidMap<Oid>();
  readonly #columns = new OidMap<Column>();
  /** Those with a metric that has indexes, or with labels in them: tables. */
  readonly #tables = new Set<string>();
  readonly #extent: Extent;
  #count = 0;

  constructor(extent: Extent) {
    this.#extent = extent;
    for (const root of extent.walks) this.#roots.set(root, root);
  }

  compile(metrics: readonly SnmpMetric[]): Plan {
    const seen = visibleMetrics(metrics).filter(({ oid }) => this.#isCovered(oid));
    for (const metric of seen) this.#noteTables(metric);
    const labelPlans = new LabelPlans((oid) => this.#columnOf(oid));
    const planned = seen.map((metric) => this.#metricPlan(metric, labelPlans));
    const columns = [...this.#columns.values()];
    return {
      columns,
      asks: columns.flatMap((column) => this.#asksOf(column)),
      gets: this.#extent.gets.flatMap((oid) => this.#instance(oid)),
      metrics: planned,
      labelPlans: labelPlans.all,
      instances: (target, rows) => this.#instancesBelow(target, rows),
    };
  }

  #noteTables({ oid, indexes, lookups }: SnmpMetric): void {
    if (indexes.length > 0) this.#tables.add(formatOid(oid));
    for (const lookup of lookups) if (lookup.oid) this.#tables.add(formatOid(lookup.oid));
  }

  #metricPlan(metric: SnmpMetric, labelPlans: LabelPlans): MetricPlan {
    return {
      metric,
      column: this.#columnOf(metric.oid) as Column,
      labels: labelPlans.of(metric),
      subtypeColumn: this.#subtypeColumn(metric.oid, metric.type),
      hint: parseDisplayHint(metric.displayHint),
    };
  }

  #subtypeColumn(oid: Oid, type: SnmpLookup['type']): Column | null {
    const before = isCombined(type) ? previousOid(oid) : null;
    return before && this.#columnOf(before);
  }

  /** Null when nothing that is asked for lies below it. */
  #columnOf(oid: Oid): Column | null {
    const known = this.#columns.get(oid);
    if (known) return known;
    if (!this.#isCovered(oid)) return null;
    const text = formatOid(oid);
    const column: Column = {
      index: this.#count++,
      oid,
      packed: packOid(oid),
      table: text.slice(0, text.lastIndexOf('.')),
      scalar: !this.#tables.has(text),
    };
    this.#columns.set(oid, column);
    return column;
  }

  #isCovered(oid: Oid): boolean {
    if (oid.length < 2) return false;
    const { gets, filtered } = this.#extent;
    if (this.#roots.along(oid).length > 0) return true;
    return (
      this.#rootsBelow(oid).length > 0 || isAmong(oid, gets) || filtered.some((root) => touch(root, oid))
    );
  }

  #rootsBelow(oid: Oid): Oid[] {
    const below = this.#extent.walks.filter((root) => isAtOrBelow(root, oid));
    // A root within another is walked with it.
    return below.filter((root) => this.#roots.along(root)[0] === root);
  }

  #asksOf(column: Column): Ask[] {
    const whole = this.#roots.along(column.oid).length > 0;
    const roots = whole ? [column.oid] : this.#rootsBelow(column.oid);
    return roots.map((root) => {
      const isColumn = root.length === column.oid.length;
      return { column, root, packed: packOid(root), mayBeInstance: !isColumn || column.scalar };
    });
  }

  /** None where a walk brings it, or where nothing is made of it. */
  #instance(oid: Oid): Instance[] {
    const walked = this.#roots.along(oid).length > 0;
    const columns = walked ? [] : this.#columns.along(oid);
    return columns.length === 0 ? [] : [{ oid, packed: packOid(oid), columns }];
  }

  #instancesBelow(target: Oid, rows: readonly number[]): Instance[] {
    const above = this.#columns.along(target);
    const deeper = [...this.#columns.values()].some(
      ({ oid }) => oid.length > target.length && isAtOrBelow(oid, target),
    );
    if (deeper) return rows.flatMap((row) => this.#instance([...target, row]));
    if (above.length === 0 || this.#roots.along(target).length > 0) return [];
    return rows.map((row) => {
      const oid = [...target, row];
      return { oid, packed: packOid(oid), columns: above };
    });
  }
}

/**
 * Of metrics with one OID the last counts; those below another metric are never seen, for the first on the way from the
 * root takes all.
 */
function visibleMetrics(metrics: readonly SnmpMetric[]): SnmpMetric[] {
  const byOid = new OidMap<SnmpMetric>();
  for (const metric of metrics) byOid.set(metric.oid, metric);
  return [...byOid.values()].filter((metric) => byOid.along(metric.oid)[0] === metric);
}

const isAmong = (oid: Oid, gets: readonly Oid[]) => gets.some((get) => isAtOrBelow(get, oid));
const touch = (a: Oid, b: Oid) => isAtOrBelow(a, b) || isAtOrBelow(b, a);
