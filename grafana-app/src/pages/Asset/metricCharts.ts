import type { MetricSeries } from '../../api/types';
import type { ChartPoint, ChartSeries } from '../../components/TimeChart/series';

export interface MetricChart {
  readonly name: MetricSeries['name'];
  readonly title: string;
  readonly unit: MetricSeries['unit'];
  readonly series: readonly ChartSeries[];
}

/** There is one point a minute: where three are missing nothing was measured, and no line is drawn. */
const GAP_MS = 3 * 60_000;

/** One chart for all series of a name, in the order the API has them. */
export function metricCharts(series: readonly MetricSeries[]): MetricChart[] {
  const names = [...new Set(series.map(({ name }) => name))];
  return names.flatMap((name) => {
    const ofName = series.filter((each) => each.name === name);
    const [first] = ofName;
    return first === undefined ? [] : [{ name, title: first.title, unit: first.unit, series: ofName.map(lineOf) }];
  });
}

function lineOf({ title, labels, points }: MetricSeries): ChartSeries {
  return { name: seriesName(labels, title), points: withGaps(points) };
}

/** A mount point says enough without the device it is on. */
function seriesName({ mountpoint, ...labels }: Readonly<Record<string, string>>, title: string): string {
  const name = mountpoint ?? Object.values(labels).join(' ');
  return name === '' ? title : name;
}

export function withGaps(points: ReadonlyArray<readonly [number, number]>): ChartPoint[] {
  return points.flatMap((point, index): ChartPoint[] => {
    const before = points[index - 1];
    return before !== undefined && point[0] - before[0] > GAP_MS ? [[before[0] + 1, null], point] : [point];
  });
}
