import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2, useTheme2 } from '@grafana/ui';
import { ASSET_KINDS, THREAT_LEVELS } from '../../api/values';
import { t } from '../../t';
import { kindName } from '../assetWords';
import { levelName } from '../severity';
import { paletteOf } from './drawing/palette';
import { HEALTHS, type Coloring, type GraphNode } from './graph';
import { KindShape } from './KindShape';
import { healthName } from './words';

interface Props {
  readonly nodes: readonly GraphNode[];
  readonly coloring: Coloring;
}

/** What the colours and the shapes mean, and how many there are of each. */
export function Legend({ nodes, coloring }: Props) {
  const styles = useStyles2(getStyles);
  const colors = useColors(nodes, coloring);
  const kinds = ASSET_KINDS.map((kind) => ({ kind, count: nodes.filter((node) => node.kind === kind).length }));
  return (
    <div className={styles.legend}>
      <ul aria-label={t('topology.legend.colours', 'Colours')} className={styles.list}>
        {colors.map(({ name, color, count }) => (
          <li key={name} className={styles.item}>
            <svg width={12} height={12} aria-hidden>
              <circle cx={6} cy={6} r={5} fill={color} />
            </svg>
            {name} <span className={styles.count}>{count}</span>
          </li>
        ))}
      </ul>
      <ul aria-label={t('topology.legend.shapes', 'Shapes')} className={styles.list}>
        {kinds
          .filter(({ count }) => count > 0)
          .map(({ kind, count }) => (
            <li key={kind} className={styles.item}>
              <KindShape kind={kind} />
              {kindName(kind)} <span className={styles.count}>{count}</span>
            </li>
          ))}
      </ul>
    </div>
  );
}

function useColors(nodes: readonly GraphNode[], coloring: Coloring) {
  const palette = paletteOf(useTheme2());
  const all =
    coloring === 'health'
      ? HEALTHS.map((health) => ({
          name: healthName(health),
          color: palette.health[health],
          count: nodes.filter((node) => node.health === health).length,
        }))
      : [
          ...THREAT_LEVELS.map((level) => ({
            name: levelName(level),
            color: palette.level[level],
            count: nodes.filter((node) => node.score !== null && node.level === level).length,
          })),
          {
            name: t('topology.no-score', 'No threat score'),
            color: palette.unscored,
            count: nodes.filter(({ score }) => score === null).length,
          },
        ];
  return all.filter(({ count }) => count > 0);
}

const getStyles = (theme: GrafanaTheme2) => ({
  legend: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    fontSize: theme.typography.bodySmall.fontSize,
  }),
  list: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.25, 2), listStyle: 'none' }),
  item: css({ display: 'inline-flex', alignItems: 'center', gap: theme.spacing(0.75), whiteSpace: 'nowrap' }),
  count: css({ color: theme.colors.text.secondary, fontVariantNumeric: 'tabular-nums' }),
});
