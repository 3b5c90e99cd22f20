import type { MetricName } from './metrics.ts';

export interface Threshold {
  readonly warning: number;
  readonly critical: number;
}
export const THRESHOLD_KINDS = ['cpu', 'storage', 'errors', 'load'] as const;
export type ThresholdKind = (typeof THRESHOLD_KINDS)[number];
export type Thresholds = Readonly<Record<ThresholdKind, Threshold>>;

export const DEFAULT_THRESHOLDS: Thresholds = {
  cpu: { warning: 70, critical: 90 },
  storage: { warning: 80, critical: 95 },
  errors: { warning: 100, critical: 1000 },
  load: { warning: 4, critical: 8 },
};

/** What the numbers of a threshold count. */
export const THRESHOLD_UNITS: Readonly<Record<ThresholdKind, string>> = {
  cpu: 'percent of a processor',
  storage: 'percent of hrStorageSize',
  errors: 'errors in a minute',
  load: 'load average of 1 minute',
};

const KIND_OF_METRIC: Readonly<Partial<Record<MetricName, ThresholdKind>>> = {
  hrProcessorLoad: 'cpu',
  hrStorageUsed: 'storage',
  ifInErrors: 'errors',
  ifOutErrors: 'errors',
  laLoad1: 'load',
};

/** Null for a metric that nothing is expected of. */
export function thresholdKindOf(metric: MetricName): ThresholdKind | null {
  return KIND_OF_METRIC[metric] ?? null;
}
