import type { ForeignSample } from '../../../contract/metrics.ts';
import type { CompoundSeries, Labels, TextFamily } from '../../../protocols/text-format/families.ts';
import { formatGoFloat } from '../../../protocols/text-format/go-number.ts';

/** The samples of one series: one, or those of a histogram or summary. */
export interface ConvertedSeries {
  /** Equal for equal labels. */
  readonly key: string;
  readonly samples: readonly ForeignSample[];
}

/** As node_exporter shows a family of one file: every series has every label of the family, empty where it had none. */
export function convertFamily(family: TextFamily): ConvertedSeries[] {
  const names = new Set<string>();
  for (const { labels } of family.series) for (const [name] of labels) names.add(name);
  const all = [...names].sort();
  const complete = (labels: Labels): Labels => {
    const given = new Map(labels);
    return all.map((name) => [name, given.get(name) ?? ''] as const);
  };
  const { name } = family;
  if (family.type === 'histogram' || family.type === 'summary') {
    const toSamples = family.type === 'histogram' ? histogramSamples : summarySamples;
    return family.series.map((series) => {
      const labels = complete(series.labels);
      return { key: keyOf(labels), samples: toSamples(name, series, labels) };
    });
  }
  return family.series.map((series) => {
    const labels = complete(series.labels);
    return { key: keyOf(labels), samples: [{ name, labels, value: series.value }] };
  });
}

const keyOf = (labels: Labels) => JSON.stringify(labels);

/** A histogram without the bucket +Inf gets it from its count, as Go's client adds it. */
function histogramSamples(name: string, series: CompoundSeries, labels: Labels): ForeignSample[] {
  const { points, sum, count } = series;
  const buckets = sorted(points);
  if (!points.has(Infinity)) buckets.push([Infinity, count]);
  return [
    ...buckets.map(([bound, value]) => ({
      name: `${name}_bucket`,
      labels: [...labels, ['le', formatGoFloat(bound)] as const],
      value,
    })),
    ...sumAndCount(name, labels, sum, count),
  ];
}

function summarySamples(name: string, series: CompoundSeries, labels: Labels): ForeignSample[] {
  const { points, sum, count } = series;
  return [
    ...sorted(points).map(([quantile, value]) => ({
      name,
      labels: [...labels, ['quantile', formatGoFloat(quantile)] as const],
      value,
    })),
    ...sumAndCount(name, labels, sum, count),
  ];
}

function sumAndCount(name: string, labels: Labels, sum: number, count: number): ForeignSample[] {
  return [
    { name: `${name}_sum`, labels, value: sum },
    { name: `${name}_count`, labels, value: count },
  ];
}

function sorted(points: ReadonlyMap<number, number>): [number, number][] {
  return [...points].sort(([a], [b]) => a - b);
}
