import { CATEGORIES, type Category, METRIC_NAMES, type MetricName, METRICS_BY_CATEGORY } from './metrics.ts';

const { system, cpu, network, load } = METRICS_BY_CATEGORY;
/** How full memory and storage are; what they are is a label. */
const USAGE = ['hrMemorySize', 'hrStorageSize', 'hrStorageUsed'] as const;
/** Whether interfaces work and how much goes through them; what they are is a label. */
const TRAFFIC = ['ifSpeed', 'ifOperStatus', 'ifInOctets', 'ifOutOctets'] as const;

/** All know the device by its name. What `standard` and `performance` have of memory and network are the essentials. */
export const PROFILES = {
  minimal: [...system],
  standard: [...system, ...cpu, ...USAGE, ...TRAFFIC],
  network: [...system, ...network],
  performance: [...system, ...cpu, ...USAGE, ...load],
  full: [...METRIC_NAMES],
} as const satisfies Readonly<Record<string, readonly MetricName[]>>;

export type ProfileName = keyof typeof PROFILES;
export const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[];

/** A profile, then what is changed of it: whole categories, and after them single metrics. */
export interface Choice {
  readonly name: ProfileName;
  readonly enable: readonly Category[];
  readonly disable: readonly Category[];
  readonly metrics: Readonly<Partial<Record<MetricName, boolean>>>;
}

export function chosenMetrics({ name, enable, disable, metrics }: Choice): ReadonlySet<MetricName> {
  const chosen = new Set<MetricName>(PROFILES[name]);
  for (const category of CATEGORIES) {
    for (const metric of METRICS_BY_CATEGORY[category]) {
      if (enable.includes(category)) chosen.add(metric);
      if (disable.includes(category)) chosen.delete(metric);
    }
  }
  for (const metric of METRIC_NAMES) {
    const wanted = metrics[metric];
    if (wanted === true) chosen.add(metric);
    if (wanted === false) chosen.delete(metric);
  }
  return chosen;
}
