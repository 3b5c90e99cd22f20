import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Overview } from '../../api/types';
import { PRIORITIES } from '../../api/values';
import { AppLink } from '../../components/AppLink';
import { PriorityBadge, priorityName } from '../../components/severity';
import { When } from '../../components/When';
import { paths } from '../../routing';
import { t } from '../../t';
import { openBySeverity } from './attention';
import { Quiet, Tile } from './Tile';
import { TileItem, TileList } from './TileList';

export function RecommendationsTile({ recommendations }: Pick<Overview, 'recommendations'>) {
  const styles = useStyles2(getStyles);
  const counts = openBySeverity(recommendations);
  return (
    <Tile
      title={t('overview.recommendations.title', 'Open recommendations')}
      more={
        <AppLink to={paths.recommendations({ state: 'open' })}>
          {t('overview.recommendations.more', 'All recommendations')}
        </AppLink>
      }
    >
      {recommendations.items.length === 0 ? (
        <Quiet>{t('overview.recommendations.none', 'There is nothing to recommend.')}</Quiet>
      ) : (
        <>
          <ul className={styles.counts}>
            {PRIORITIES.map((severity) => (
              <li key={severity}>
                <AppLink className={styles.count} to={paths.recommendations({ state: 'open', severity })}>
                  <span className={styles.number}>{(counts.get(severity) ?? 0).toLocaleString()}</span>
                  {priorityName(severity)}
                </AppLink>
              </li>
            ))}
          </ul>
          <TileList>
            {recommendations.items.map(({ id, severity, title, asset, firstSeen }) => (
              <TileItem
                key={id}
                badge={<PriorityBadge priority={severity} />}
                link={<AppLink to={paths.recommendation(id)}>{title}</AppLink>}
                detail={asset}
                aside={<When time={firstSeen} />}
              />
            ))}
          </TileList>
        </>
      )}
    </Tile>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  counts: css({
    listStyle: 'none',
    margin: 0,
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(80px, 1fr))',
    gap: theme.spacing(1),
  }),
  count: css({
    display: 'flex',
    flexDirection: 'column',
    padding: theme.spacing(1),
    borderRadius: theme.shape.radius.default,
    background: theme.colors.background.secondary,
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    '&:hover': { background: theme.colors.action.hover },
  }),
  number: css({ fontSize: theme.typography.h3.fontSize, color: theme.colors.text.primary }),
});
