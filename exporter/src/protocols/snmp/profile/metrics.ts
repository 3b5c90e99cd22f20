/** The metrics that profiles choose from. */
import type { SnmpMetric } from '../definition.ts';
import {
  memorySize,
  namedProcesses,
  processorLoad,
  storageDescr,
  storageTable,
} from '../builtin/host-resources.ts';
import { ifTable } from '../builtin/if-mib.ts';
import { systemObjects } from '../builtin/system.ts';
import { diskIo, loadAverages } from '../builtin/ucd.ts';

export const METRICS_BY_CATEGORY = {
  system: ['sysDescr', 'sysUpTime', 'sysContact', 'sysName', 'sysLocation'],
  cpu: ['hrProcessorLoad'],
  memory: ['hrMemorySize', 'hrStorageDescr', 'hrStorageSize', 'hrStorageUsed', 'hrStorageAllocationUnits'],
  'disk-io': ['diskIODevice', 'diskIOReads', 'diskIOWrites'],
  network: [
    'ifDescr',
    'ifType',
    'ifSpeed',
    'ifOperStatus',
    'ifInOctets',
    'ifOutOctets',
    'ifInErrors',
    'ifOutErrors',
  ],
  processes: ['hrSWRunName', 'hrSWRunPath', 'hrSWRunParameters', 'hrSWRunStatus'],
  load: ['laLoad1', 'laLoad5', 'laLoad15'],
} as const;

export type Category = keyof typeof METRICS_BY_CATEGORY;
export type MetricName = (typeof METRICS_BY_CATEGORY)[Category][number];

export const CATEGORIES = Object.keys(METRICS_BY_CATEGORY) as Category[];
export const METRIC_NAMES: readonly MetricName[] = Object.values(METRICS_BY_CATEGORY).flat();

export function categoryOf(name: MetricName): Category {
  const found = CATEGORIES.find((category) =>
    (METRICS_BY_CATEGORY[category] as readonly MetricName[]).includes(name),
  );
  return found ?? 'system';
}

/** In the order of `METRIC_NAMES`. */
export function profileMetrics(): SnmpMetric[] {
  const known = new Map(
    [
      ...systemObjects(),
      ...processorLoad(),
      ...memorySize(),
      ...storageDescr(),
      ...storageTable(),
      ...diskIo(),
      ...ifTable(),
      ...namedProcesses(),
      ...loadAverages(),
    ].map((metric) => [metric.name, metric]),
  );
  return METRIC_NAMES.flatMap((name) => known.get(name) ?? []);
}
