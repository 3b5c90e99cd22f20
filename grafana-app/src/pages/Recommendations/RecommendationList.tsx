import React from 'react';
import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { useStyles2 } from '@grafana/ui';
import type { Recommendation } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { Confidence } from '../../components/Confidence';
import { RecommendationStateBadge } from '../../components/RecommendationStateBadge';
import { advisorName } from '../../components/recommendationWords';
import { PriorityBadge } from '../../components/severity';
import { When } from '../../components/When';
import { paths } from '../../routing';
import { t } from '../../t';

interface Props {
  readonly items: readonly Recommendation[];
  readonly selected: string | undefined;
  /** The filters, which stay when one is opened: `?state=open`. */
  readonly search: string;
}

export function RecommendationList({ items, selected, search }: Props) {
  const styles = useStyles2(getStyles);
  return (
    <ul className={styles.list} aria-label={t('recommendations.title', 'Recommendations')}>
      {items.map((item) => (
        <li key={item.id} className={styles.item} aria-current={item.id === selected ? 'true' : undefined}>
          <div className={styles.badges}>
            <PriorityBadge priority={item.severity} />
            <RecommendationStateBadge state={item.state} />
          </div>
          <div id={linkId(item.id)} className={styles.title} tabIndex={-1}>
            <AppLink to={`${paths.recommendation(item.id)}${search}`}>{item.title}</AppLink>
          </div>
          <div className={styles.about}>
            <AppLink to={paths.asset(item.asset)}>{item.asset}</AppLink>
            <span>{advisorName(item.advisor)}</span>
            <Confidence value={item.confidence} />
            <span>
              {t('recommendations.seen', 'seen')} <When time={item.lastSeen} />
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** Where the focus returns to when the recommendation is closed. */
export const linkId = (id: string): string => `recommendation-link-${id}`;

const getStyles = (theme: GrafanaTheme2) => ({
  list: css({ listStyle: 'none', margin: 0, padding: 0 }),
  item: css({
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(0.5),
    padding: theme.spacing(1.5),
    borderLeft: '3px solid transparent',
    borderBottom: `1px solid ${theme.colors.border.weak}`,
    '&:hover': { background: theme.colors.action.hover },
    '&[aria-current]': {
      background: theme.colors.background.secondary,
      borderLeftColor: theme.colors.primary.main,
    },
  }),
  badges: css({ display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.5) }),
  title: css({ fontWeight: theme.typography.fontWeightMedium, overflowWrap: 'anywhere' }),
  about: css({
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.25, 2),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
    overflowWrap: 'anywhere',
  }),
});
