import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import { heldPoints, type Period, type ScorePoint } from '../../components/ScoreHistory/held';
import { t } from '../../t';
import { courseOf, sparklinePath } from './linePath';

const BOX = { width: 120, height: 28 };

interface Props {
  readonly points: readonly ScorePoint[];
  readonly period: Period;
}

/** How a score went, on the whole scale from 0 to 100, so that rows compare. */
export function Sparkline({ points, period }: Props) {
  const styles = useStyles2(getStyles);
  const course = courseOf(points);
  if (course === null) {
    return <span className={styles.none}>{t('threats.sparkline.none', 'not recorded')}</span>;
  }
  const label = t('threats.sparkline.course', 'from {{first}} to {{last}}, highest {{highest}}', {
    first: Math.round(course.first),
    last: Math.round(course.last),
    highest: Math.round(course.highest),
  });
  return (
    <svg
      role="img"
      aria-label={label}
      width={BOX.width}
      height={BOX.height}
      viewBox={`-1 -1 ${BOX.width + 2} ${BOX.height + 2}`}
      className={styles.line}
    >
      <title>{label}</title>
      <path d={sparklinePath(heldPoints(points, period), period, BOX)} />
    </svg>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  line: css({
    display: 'block',
    borderBottom: `1px solid ${theme.colors.border.medium}`,
    '& path': { fill: 'none', stroke: theme.colors.primary.text, strokeWidth: 1.5, strokeLinejoin: 'round' },
  }),
  none: css({ color: theme.colors.text.secondary }),
});
