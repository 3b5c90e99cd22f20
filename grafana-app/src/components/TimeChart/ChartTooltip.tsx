import React, { type CSSProperties } from 'react';
import { css } from '@emotion/css';
import { dateTimeFormat, type GrafanaTheme2 } from '@grafana/data';
import { SeriesIcon, useStyles2 } from '@grafana/ui';
import { t } from '../../t';
import type { Hover } from './plotConfig';
import type { Reading } from './readings';

/** More rows than fit beside the pointer; the table has them all. */
const MAX_ROWS = 10;

/** CSS pixels between the pointer and the tooltip. */
const GAP = 12;

interface Props {
  readonly hover: Hover;
  readonly time: number;
  readonly readings: readonly Reading[];
  readonly format: (value: number) => string;
}

/** Beside the pointer, on the side that has more room. Not for screen readers: they are told in words. */
export function ChartTooltip({ hover, time, readings, format }: Props) {
  const styles = useStyles2(getStyles);
  const more = readings.length - MAX_ROWS;
  return (
    <div className={styles.tooltip} style={besidePointer(hover)} aria-hidden>
      <div className={styles.time}>{dateTimeFormat(time)}</div>
      {readings.slice(0, MAX_ROWS).map(({ label, color, values }) => (
        <div key={label} className={styles.row}>
          <SeriesIcon color={color} />
          <span className={styles.label}>{label}</span>
          <span className={styles.value}>{values.map((value) => format(value)).join(' – ')}</span>
        </div>
      ))}
      {more > 0 && <div>{t('chart.more-series', 'and {{number}} more', { number: more })}</div>}
    </div>
  );
}

function besidePointer({ left, chartWidth }: Hover): CSSProperties {
  return left < chartWidth / 2 ? { left: left + GAP } : { right: chartWidth - left + GAP };
}

const getStyles = (theme: GrafanaTheme2) => ({
  tooltip: css({
    position: 'absolute',
    top: 0,
    zIndex: theme.zIndex.tooltip,
    maxWidth: '50%',
    padding: theme.spacing(0.5, 1),
    background: theme.colors.background.elevated,
    border: `1px solid ${theme.colors.border.medium}`,
    borderRadius: theme.shape.radius.default,
    boxShadow: theme.shadows.z2,
    fontSize: theme.typography.bodySmall.fontSize,
    pointerEvents: 'none',
  }),
  time: css({ color: theme.colors.text.secondary }),
  row: css({ display: 'flex', alignItems: 'center', gap: theme.spacing(0.5) }),
  label: css({ flexGrow: 1, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }),
  value: css({ fontVariantNumeric: 'tabular-nums', fontWeight: theme.typography.fontWeightMedium }),
});
