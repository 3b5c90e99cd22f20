import type { Oid } from '../../../model/snmp.ts';
import { MODULE_DEFAULTS } from '../config/module.ts';
import type { SnmpMetric, SnmpModule } from '../definition.ts';
import { formatOid } from '../oid.ts';
import { type Category, categoryOf, METRIC_NAMES, type MetricName, profileMetrics } from './metrics.ts';
import { chosenMetrics, PROFILE_NAMES, PROFILES } from './profiles.ts';
import type { ProfileSettings } from './settings.ts';
import { type Threshold, THRESHOLD_UNITS, type ThresholdKind, thresholdKindOf } from './thresholds.ts';

/** Of the module with what the configuration has chosen. */
export const PROFILE_MODULE = 'profile';

/** The module of the profile that is configured, and each profile as it is: `fathom_minimal`, `fathom_standard`, … */
export function profileModules(settings: ProfileSettings): SnmpModule[] {
  const metrics = profileMetrics();
  return [
    profileModule(PROFILE_MODULE, chosenMetrics(settings), metrics),
    ...PROFILE_NAMES.map((name) => profileModule(`fathom_${name}`, new Set(PROFILES[name]), metrics)),
  ];
}

/** Walks the columns that the metrics and their labels need, and gets what has no rows. */
function profileModule(
  name: string,
  chosen: ReadonlySet<MetricName>,
  metrics: readonly SnmpMetric[],
): SnmpModule {
  const wanted = metrics.filter((metric) => chosen.has(metric.name as MetricName));
  const columns = wanted.filter(({ indexes }) => indexes.length > 0);
  const lookups = columns.flatMap((column) => column.lookups.flatMap(({ oid }) => (oid ? [oid] : [])));
  return {
    ...MODULE_DEFAULTS,
    name,
    walk: unique([...columns.map(({ oid }) => oid), ...lookups]),
    get: wanted.filter(({ indexes }) => indexes.length === 0).map(instanceOf),
    metrics: wanted,
    filters: [],
    auth: null,
  };
}

/** Load averages are rows of a table, each a metric of its own. */
function instanceOf({ oid, name }: SnmpMetric): Oid {
  return categoryOf(name as MetricName) === 'load' ? oid : [...oid, 0];
}

function unique(oids: readonly Oid[]): Oid[] {
  return [...new Map(oids.map((oid) => [formatOid(oid), oid])).values()];
}

/** A line of what `fathom snmp profile show` shows. */
export interface ProfileRow {
  readonly metric: MetricName;
  readonly category: Category;
  readonly enabled: boolean;
  readonly help: string;
  readonly threshold: (Threshold & { readonly kind: ThresholdKind; readonly unit: string }) | null;
}

/** All metrics there are, with what is chosen. */
export function profileRows(settings: ProfileSettings): ProfileRow[] {
  const chosen = chosenMetrics(settings);
  const helps = new Map(profileMetrics().map(({ name, help }) => [name, help]));
  return METRIC_NAMES.map((metric) => {
    const kind = thresholdKindOf(metric);
    return {
      metric,
      category: categoryOf(metric),
      enabled: chosen.has(metric),
      help: helps.get(metric) ?? '',
      threshold: kind && { kind, unit: THRESHOLD_UNITS[kind], ...settings.thresholds[kind] },
    };
  });
}
