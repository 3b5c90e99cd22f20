/** The families of node_exporter 1.12.1, as its own end-to-end test shows them: name, type, label names. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type AnyMetric,
  isForeign,
  isPattern,
  type Metric,
  type MetricPattern,
  type Metrics,
} from '../../exporter/src/contract/metrics.ts';
import type { AnyCollector } from '../../exporter/src/contract/module.ts';

const FACTS = join(import.meta.dirname, 'facts');

export interface CatalogueFamily {
  readonly name: string;
  readonly type: string;
  readonly labels: readonly string[];
}

/** Columns: name, type, number of series, label names joined by commas. */
export function catalogue(): CatalogueFamily[] {
  const lines = readFileSync(join(FACTS, 'node-exporter-families.tsv'), 'utf8').trimEnd().split('\n');
  return lines.map((line) => {
    const [name = '', type = '', , labels = ''] = line.split('\t');
    return { name, type, labels: labels === '' ? [] : labels.split(',').sort() };
  });
}

/** Names of the metrics that the dashboard "Node Exporter Full" (1860) asks for. */
export function dashboardMetrics(): string[] {
  return readFileSync(join(FACTS, 'node-exporter-full-metrics.txt'), 'utf8').trimEnd().split('\n');
}

export interface Declaration {
  readonly collector: string;
  readonly metric: Metric | MetricPattern;
}

/** Finds what declares a family: by its name, or by the most special pattern that covers it. */
export function declarations(collectors: readonly AnyCollector[]): (name: string) => Declaration | null {
  const all = collectors.flatMap(({ id, metrics }) =>
    Object.entries(metrics as Metrics).flatMap(([key, metric]: [string, AnyMetric]) =>
      isForeign(metric) ? [] : [{ collector: id, key, metric }],
    ),
  );
  const exact = new Map(all.filter(({ metric }) => !isPattern(metric)).map((each) => [each.key, each]));
  const patterns = all
    .filter(({ metric }) => isPattern(metric))
    .sort((a, b) => prefixOf(b.metric).length - prefixOf(a.metric).length);
  return (name) =>
    exact.get(name) ?? patterns.find(({ metric }) => isPattern(metric) && covers(metric, name)) ?? null;
}

const prefixOf = (metric: Metric | MetricPattern) => (isPattern(metric) ? metric.prefix : '');

export function covers({ prefix, suffix }: MetricPattern, name: string): boolean {
  return name.length > prefix.length + suffix.length && name.startsWith(prefix) && name.endsWith(suffix);
}

export function typeOf(metric: Metric | MetricPattern, name: string): string {
  if (!isPattern(metric) || typeof metric.type !== 'function') return metric.type as string;
  return metric.type(name.slice(metric.prefix.length, name.length - metric.suffix.length));
}
