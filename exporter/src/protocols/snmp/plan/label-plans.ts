import type { Oid } from '../../../model/snmp.ts';
import { parseDisplayHint } from '../convert/display-hint.ts';
import { isCombined } from '../convert/index-text.ts';
import type { EnumValues, SnmpLookup, SnmpMetric } from '../definition.ts';
import { formatOid } from '../oid.ts';
import { previousOid } from './oid-map.ts';
import type { Column, LabelPlan, LookupPlan } from './plan.ts';

/** Metrics with the same indexes and lookups share one plan, and thus the labels of their rows. */
export class LabelPlans {
  readonly all: LabelPlan[] = [];
  readonly #bySignature = new Map<string, LabelPlan>();
  readonly #enums = new Map<EnumValues, number>();
  readonly #columnOf: (oid: Oid) => Column | null;

  constructor(columnOf: (oid: Oid) => Column | null) {
    this.#columnOf = columnOf;
  }

  of(metric: SnmpMetric): LabelPlan {
    const signature = this.#signature(metric);
    const known = this.#bySignature.get(signature);
    if (known) return known;
    const plan: LabelPlan = {
      index: this.all.length,
      indexes: metric.indexes,
      lookups: metric.lookups.map((lookup) => this.#lookupPlan(lookup)),
      slots: [...new Set([...metric.indexes, ...metric.lookups].map(({ labelname }) => labelname))],
      names: labelNames(metric),
    };
    this.#bySignature.set(signature, plan);
    this.all.push(plan);
    return plan;
  }

  #lookupPlan(lookup: SnmpLookup): LookupPlan | { readonly remove: string } {
    const { labelname, labels, oid, type, enumValues } = lookup;
    if (labels.length === 0) return { remove: labelname };
    const before = oid && isCombined(type) ? previousOid(oid) : null;
    return {
      labelname,
      labels,
      column: oid && this.#columnOf(oid),
      subtypeColumn: before && this.#columnOf(before),
      type,
      hint: parseDisplayHint(lookup.displayHint),
      enumValues,
    };
  }

  #signature({ indexes, lookups }: SnmpMetric): string {
    return JSON.stringify([
      indexes.map((index) => [
        index.labelname,
        index.type,
        index.fixedSize,
        index.implied,
        this.#enumNumber(index.enumValues),
      ]),
      lookups.map((lookup) => [
        lookup.labels,
        lookup.labelname,
        lookup.oid && formatOid(lookup.oid),
        lookup.type,
        lookup.displayHint,
        this.#enumNumber(lookup.enumValues),
      ]),
    ]);
  }

  #enumNumber(values: EnumValues): number {
    if (values.size === 0) return -1;
    const known = this.#enums.get(values);
    if (known !== undefined) return known;
    this.#enums.set(values, this.#enums.size);
    return this.#enums.size - 1;
  }
}

function labelNames({ indexes, lookups }: SnmpMetric): string[] {
  const names = new Set(indexes.map(({ labelname }) => labelname));
  for (const { labelname, labels } of lookups) {
    if (labels.length === 0) names.delete(labelname);
    else names.add(labelname);
  }
  return [...names].sort();
}
