import React, { useCallback, useId, useMemo, useState } from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { IconButton, useStyles2 } from '@grafana/ui';
import { t } from '../../t';
import { useSize } from '../useSize';
import { ChartPlot } from './ChartPlot';
import { ChartTable } from './ChartTable';
import { formatterOf } from './format';
import {
  alignSeries,
  hasValues,
  type ChartMarker,
  type ChartSeries,
  type ChartThreshold,
  type ChartTimeRange,
} from './series';
import { shapeSeries, type ChartShape } from './shape';
import { summaryOf } from './summary';

export type { ChartMarker, ChartPoint, ChartSeries, ChartThreshold, ChartTimeRange, SeriesRole } from './series';

export interface TimeChartProps {
  readonly title: string;
  readonly series: readonly ChartSeries[];
  readonly thresholds?: readonly ChartThreshold[];
  /** One of Grafana's units: `bytes`, `percent`. */
  readonly unit?: string;
  /** Of plot and legend, in pixels. */
  readonly height?: number;
  /** Default: from the first point to the last. */
  readonly timeRange?: ChartTimeRange;
  /** Ends of the value axis, where values are known to have them. */
  readonly min?: number;
  readonly max?: number;
  readonly markers?: readonly ChartMarker[];
}

const NOTHING: readonly never[] = [];

/** Values over time, as wide as its parent: lines, forecasts with their band, thresholds, markers; or all of it as a table. */
export function TimeChart({
  title,
  series,
  thresholds = NOTHING,
  unit = '',
  height = 220,
  timeRange,
  min,
  max,
  markers = NOTHING,
}: TimeChartProps) {
  const styles = useStyles2(getStyles);
  const summaryId = useId();
  const [{ width }, body] = useSize();
  const [isTable, setIsTable] = useState(false);
  const [hidden, setHidden] = useState<readonly string[]>(NOTHING);
  const { from, to } = timeRange ?? {};
  const data = useMemo(
    () => alignSeries(series, from === undefined || to === undefined ? undefined : { from, to }),
    [series, from, to]
  );
  const shape = useSame<ChartShape>({ series: shapeSeries(series), thresholds, markers, unit, min, max, hidden });
  const onToggle = useCallback(
    (label: string) =>
      setHidden((before) => (before.includes(label) ? before.filter((each) => each !== label) : [...before, label])),
    []
  );
  const format = formatterOf(unit);
  const isEmpty = !hasValues(data);
  return (
    <figure className={styles.figure} aria-describedby={summaryId}>
      <div className={styles.head}>
        <figcaption className={styles.title}>{title}</figcaption>
        {!isEmpty && (
          <IconButton
            name={isTable ? 'graph-bar' : 'table'}
            size="sm"
            tooltip={
              isTable
                ? t('chart.show-chart', 'Show {{title}} as a chart', { title })
                : t('chart.show-table', 'Show {{title}} as a table', { title })
            }
            onClick={() => setIsTable(!isTable)}
          />
        )}
      </div>
      <p id={summaryId} className="sr-only">
        {summaryOf(series, data, shape, format)}
      </p>
      <div ref={body} className={styles.body} style={{ minHeight: height }}>
        {isEmpty ? (
          <div className={styles.empty} style={{ height }}>
            {t('chart.empty', 'No values in this period')}
          </div>
        ) : isTable ? (
          <ChartTable title={title} series={series} data={data} format={format} height={height} />
        ) : (
          width > 0 && (
            <ChartPlot title={title} shape={shape} data={data} width={width} height={height} onToggle={onToggle} />
          )
        )}
      </div>
    </figure>
  );
}

/** The object given before, for as long as the new one says the same. */
function useSame<T>(value: T): T {
  const [kept, setKept] = useState(value);
  if (JSON.stringify(kept) === JSON.stringify(value)) {
    return kept;
  }
  setKept(value);
  return value;
}

const getStyles = (theme: GrafanaTheme2) => ({
  figure: css({ position: 'relative', margin: 0, width: '100%', minWidth: 0 }),
  head: css({ display: 'flex', alignItems: 'center', justifyContent: 'space-between', gap: theme.spacing(1) }),
  title: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  // Its content is as wide as it was last time: without this it could never become narrower.
  body: css({ width: '100%', contain: 'inline-size' }),
  empty: css({
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'center',
    color: theme.colors.text.secondary,
  }),
});
