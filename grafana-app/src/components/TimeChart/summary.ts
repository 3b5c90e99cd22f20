import { dateTimeFormat } from '@grafana/data';
import { t } from '../../t';
import type { Reading } from './readings';
import { extentOf } from './rows';
import type { AlignedData, ChartSeries } from './series';
import type { ChartShape } from './shape';

/** More markers than one listens to. */
const MAX_MARKERS = 10;

/** The chart in words, for who cannot see it. */
export function summaryOf(
  series: readonly ChartSeries[],
  { times, columns }: AlignedData,
  { thresholds, markers }: ChartShape,
  format: (value: number) => string
): string {
  const [from, to] = [times[0], times.at(-1)];
  if (from === undefined || to === undefined) {
    return t('chart.empty', 'No values in this period');
  }
  return [
    t('chart.summary.period', 'From {{from}} to {{to}}.', { from: dateTimeFormat(from), to: dateTimeFormat(to) }),
    ...series.map(({ name }, index) => lineSummary(name, columns[index] ?? [], format)),
    ...thresholds.map(({ value, label }) =>
      t('chart.summary.threshold', 'Threshold {{label}}: {{value}}.', { label, value: format(value) })
    ),
    ...markers
      .slice(0, MAX_MARKERS)
      .map(({ time, label }) =>
        t('chart.summary.marker', '{{label}} at {{time}}.', { label, time: dateTimeFormat(time) })
      ),
  ].join(' ');
}

function lineSummary(name: string, column: AlignedData['columns'][number], format: (value: number) => string): string {
  const extent = extentOf(column);
  return extent === null
    ? t('chart.summary.no-line', '{{name}}: no values.', { name })
    : t('chart.summary.line', '{{name}}: last {{last}}, lowest {{lowest}}, highest {{highest}}.', {
        name,
        last: format(extent.last),
        lowest: format(extent.lowest),
        highest: format(extent.highest),
      });
}

/** The values at one time in words. */
export const readingsInWords = (time: number, readings: readonly Reading[], format: (value: number) => string) =>
  [
    dateTimeFormat(time),
    ...readings.map(({ label, values }) => `${label}: ${values.map((value) => format(value)).join(' – ')}`),
  ].join('; ');
