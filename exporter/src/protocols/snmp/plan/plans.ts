import type { Oid } from '../../../model/snmp.ts';
import type { SnmpFilter, SnmpModule } from '../definition.ts';
import { packOid } from '../oid.ts';
import { compilePlan, type Extent } from './compile.ts';
import type { Column, Plan } from './plan.ts';

/** Plans of modules, each made once: as long as there is the module, there is its plan. */
export class Plans {
  readonly #plans = new WeakMap<SnmpModule, Map<string, Plan>>();

  /** `applied`: the filters that take part. Without one that failed, its targets are walked through. */
  of(module: SnmpModule, applied: readonly SnmpFilter[], extent: () => Extent): Plan {
    const plans = this.#plans.get(module) ?? new Map<string, Plan>();
    this.#plans.set(module, plans);
    const key = module.filters.map((filter) => (applied.includes(filter) ? '1' : '0')).join('');
    const known = plans.get(key);
    if (known) return known;
    const plan = compilePlan(module, extent());
    // Filters that fail by turns have as many plans as they have combinations: those at hand are enough.
    if (plans.size >= MAX_COMBINATIONS) plans.clear();
    plans.set(key, plan);
    return plan;
  }
}

const MAX_COMBINATIONS = 4;

/** To walk through one subtree, for nothing but a look at its values. */
export function columnPlan(oid: Oid): { readonly plan: Plan; readonly column: Column } {
  const packed = packOid(oid);
  const column: Column = { index: 0, oid, packed, table: '', scalar: false };
  const asks = [{ column, root: oid, packed, mayBeInstance: true }];
  const plan = { columns: [column], asks, gets: [], metrics: [], labelPlans: [], instances: () => [] };
  return { plan, column };
}
