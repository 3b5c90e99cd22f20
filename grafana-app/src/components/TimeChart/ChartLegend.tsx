import React from 'react';
import { css, cx } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { SeriesIcon, useStyles2 } from '@grafana/ui';
import { t } from '../../t';
import type { ChartItem } from './shape';

interface Props {
  readonly items: readonly ChartItem[];
  readonly hidden: readonly string[];
  readonly onToggle: (label: string) => void;
}

/** The names of the lines; pressing one hides it or shows it again. */
export function ChartLegend({ items, hidden, onToggle }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <div role="group" aria-label={t('chart.legend', 'Lines shown')} className={styles.legend}>
      {items.map(({ label, color, isDashed }) => {
        const isShown = !hidden.includes(label);
        return (
          <button
            key={label}
            type="button"
            aria-pressed={isShown}
            className={cx(styles.item, !isShown && styles.off)}
            onClick={() => onToggle(label)}
          >
            <SeriesIcon color={color} {...(isDashed ? { lineStyle: { fill: 'dash', dash: [4, 4] } } : {})} />
            {label}
          </button>
        );
      })}
    </div>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  legend: css({ display: 'flex', flexWrap: 'wrap', columnGap: theme.spacing(1.5) }),
  item: css({
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    padding: theme.spacing(0.25, 0.5),
    border: 'none',
    borderRadius: theme.shape.radius.default,
    background: 'none',
    color: theme.colors.text.primary,
    fontSize: theme.typography.bodySmall.fontSize,
    textAlign: 'left',
    overflowWrap: 'anywhere',
    '&:hover': { background: theme.colors.action.hover },
  }),
  off: css({ color: theme.colors.text.secondary, textDecoration: 'line-through' }),
});
