/** Fathom's own instruments. prom-client measures what is told of Node.js; the one encoder writes them all. */
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Metric } from '../contract/metrics.ts';
import type { FamilyType } from '../model/text-family.ts';
import { formatValue, seriesPrefix } from '../protocols/text-format/series.ts';
import { isUnsupported, type ModuleStatus } from './module-status.ts';
import { type FamilySamples, SampleWriter } from './samples.ts';

/** Gauges under the names of counters: Prometheus' linter refuses them, and each has a twin without the suffix. */
const MISNAMED = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

/** Those under prom-client's names for processes: `exporter-metrics.ts` has them as Go's client has. */
const ABOUT_PROCESS = 'process_';

/** One sample: its value and its label values in the order of the family's labels. */
export type Reading = readonly [value: number, ...labels: string[]];

export interface Instrument {
  readonly type: 'counter' | 'gauge';
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly string[];
  /** Called when somebody scrapes. */
  readonly read: () => Iterable<Reading> | Promise<Iterable<Reading>>;
}

export interface ModuleReport {
  readonly status: ModuleStatus;
  /** Samples in the last successful run of a collector. */
  readonly samples?: number;
}

/** With prom-client's metrics about Node.js, unless they are not wanted. */
export function createRegistry(aboutRuntime = true): Registry {
  const registry = new Registry();
  if (!aboutRuntime) return registry;
  collectDefaultMetrics({ register: registry });
  for (const { name } of registry.getMetricsAsArray()) {
    if (MISNAMED.includes(name) || name.startsWith(ABOUT_PROCESS)) registry.removeSingleMetric(name);
  }
  return registry;
}

/**
 * Reads all instruments, side by side. Between prom-client's registry and this there is a factor of ten, and modules
 * have some five hundred series: only what prom-client measures by itself is kept there.
 * One that fails loses its own samples only.
 */
export function instrumentReader(
  instruments: readonly Instrument[],
  onError: (name: string, error: unknown) => void,
): () => Promise<FamilySamples[]> {
  const writer = new SampleWriter(
    Object.fromEntries(
      instruments.map(({ name, type, help, labels = [] }): [string, Metric] => [
        name,
        { type, help, labels },
      ]),
    ),
  );
  const readAll = async ({ name, read }: Instrument): Promise<Reading[]> => {
    try {
      return [...(await read())];
    } catch (error) {
      onError(name, error);
      return [];
    }
  };
  const write = (name: string, readings: readonly Reading[]) => {
    try {
      for (const [value, ...labels] of readings) writer.out[name]?.(value, ...labels);
    } catch (error) {
      onError(name, error);
    }
  };
  return async () => {
    const readings = await Promise.all(instruments.map(readAll));
    writer.begin();
    for (const [i, { name }] of instruments.entries()) write(name, readings[i] ?? []);
    return writer.finish();
  };
}

export function buildInfo(version: string): Instrument {
  return {
    type: 'gauge',
    name: 'fathom_build_info',
    help: 'A metric with a constant value of 1, labelled by the version of Fathom and of Node.js.',
    labels: ['version', 'node_version'],
    read: () => [[1, version, process.version]],
  };
}

/** `fathom_module_*`: what became of each module's runs. */
export function moduleInstruments(reports: () => readonly ModuleReport[]): Instrument[] {
  const labels = ['kind', 'module'] as const;
  const gauge = (name: string, help: string, value: (report: ModuleReport) => number | null): Instrument => ({
    type: 'gauge',
    name,
    help,
    labels,
    *read() {
      for (const report of reports()) {
        const reading = value(report);
        if (reading !== null) yield [reading, report.status.kind, report.status.id];
      }
    },
  });
  return [
    gauge('fathom_module_duration_seconds', 'Duration of the last run of a module.', ({ status }) =>
      status.runs === 0 ? null : status.lastDurationMs / 1000,
    ),
    gauge(
      'fathom_module_success',
      'Whether the last run of a module succeeded, at least in part. Absent where this machine does not have what it measures.',
      ({ status }) => (status.runs === 0 || isUnsupported(status) ? null : Number(status.succeeded)),
    ),
    gauge('fathom_module_last_success_timestamp_seconds', 'When a module last succeeded.', ({ status }) =>
      status.lastSuccessMs === null ? null : status.lastSuccessMs / 1000,
    ),
    gauge(
      'fathom_module_samples',
      'Samples in the last successful run of a collector.',
      ({ samples }) => samples ?? null,
    ),
    {
      type: 'counter',
      name: 'fathom_module_runs_total',
      help: 'Runs of a module.',
      labels,
      read: () => reports().map(({ status }): Reading => [status.runs, status.kind, status.id]),
    },
    {
      type: 'counter',
      name: 'fathom_module_errors_total',
      help: 'Failures and partial failures of a module by error code.',
      labels: [...labels, 'code'],
      *read() {
        for (const { status } of reports()) {
          for (const [code, count] of status.errors) yield [count, status.kind, status.id, code];
        }
      },
    },
  ];
}

/** All of a registry's families, sorted by name. One that fails to read loses its own samples only. */
export async function readFamilies(
  registry: Registry,
  onError: (name: string, error: unknown) => void,
): Promise<FamilySamples[]> {
  const families = await Promise.all(
    registry.getMetricsAsArray().map(async ({ name }) => {
      try {
        return await readFamily(registry, name);
      } catch (error) {
        onError(name, error);
        return null;
      }
    }),
  );
  return families.filter((family) => family !== null).sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface PromClientValue {
  readonly value: number;
  readonly labels: Readonly<Record<string, string | number | undefined>>;
  /** `<name>_bucket`, `_sum`, `_count` of histograms and summaries. */
  readonly metricName?: string;
}

async function readFamily(registry: Registry, name: string): Promise<FamilySamples | null> {
  const metric = await registry.getSingleMetric(name)?.get();
  if (!metric || metric.values.length === 0) return null;
  let lines = '';
  for (const { value, labels, metricName = name } of metric.values as readonly PromClientValue[]) {
    const present = Object.entries(labels).filter(([, label]) => label !== undefined);
    const names = present.map(([label]) => label);
    const values = present.map(([, label]) => String(label));
    lines += `${seriesPrefix(metricName, names, values)}${formatValue(value)}\n`;
  }
  // The typings call it an enum, at run time it is the word itself.
  return { name, type: metric.type as unknown as FamilyType, help: metric.help, lines };
}
