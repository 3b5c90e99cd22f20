import React from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { t } from '../../t';
import { tableRows } from './rows';
import type { AlignedData, ChartSeries } from './series';

interface Props {
  readonly title: string;
  readonly series: readonly ChartSeries[];
  readonly data: AlignedData;
  readonly format: (value: number) => string;
  readonly height: number;
}

/** The chart in figures, newest first. */
export function ChartTable({ title, series, data, format, height }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div className={styles.scroll} style={{ height }} tabIndex={0} role="region" aria-label={title}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('chart.time', 'Time')}</th>
            {series.map(({ name }, index) => (
              <th key={index} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tableRows(data).map(({ time, values }) => (
            <tr key={time}>
              <th scope="row">{dateTimeFormat(time)}</th>
              {values.map((value, index) => (
                <td key={index}>{value === null ? '' : format(value)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  scroll: css({ overflow: 'auto' }),
  table: css({
    width: '100%',
    fontSize: theme.typography.bodySmall.fontSize,
    fontVariantNumeric: 'tabular-nums',
    'th, td': {
      padding: theme.spacing(0.25, 1),
      borderBottom: `1px solid ${theme.colors.border.weak}`,
      textAlign: 'right',
      whiteSpace: 'nowrap',
      fontWeight: theme.typography.fontWeightRegular,
    },
    'thead th': { color: theme.colors.text.secondary },
    'th:first-child': { textAlign: 'left' },
  }),
});
