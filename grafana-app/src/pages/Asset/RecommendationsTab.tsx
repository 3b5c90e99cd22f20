import React from 'react';
import { t } from '@grafana/i18n';
import { EmptyState, useStyles2 } from '@grafana/ui';
import { useAssetAdvice } from '../../api/asset';
import type { Asset } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { QueryView } from '../../components/QueryView';
import { PriorityBadge } from '../../components/severity';
import { When } from '../../components/When';
import { paths } from '../../routing';
import { getTableStyles } from './tableStyles';

/** What to do about the asset, the most severe first. */
export default function RecommendationsTab({ asset }: { readonly asset: Asset }) {
  const styles = useStyles2(getTableStyles);
  const query = useAssetAdvice(asset.id);
  const caption = t('asset.recommendations.caption', 'Recommendations, the most severe first');
  return (
    <QueryView
      query={query}
      isEmpty={({ recommendations }) => recommendations.length === 0}
      empty={
        <EmptyState variant="completed" message={t('asset.recommendations.none', 'Nothing to recommend')}>
          {t('asset.recommendations.none-advice', 'Advisors look at the asset again every few minutes.')}
        </EmptyState>
      }
    >
      {({ recommendations }) => (
        <div className={styles.scroll} tabIndex={0} role="region" aria-label={caption}>
          <table className={styles.table}>
            <caption className={styles.caption}>{caption}</caption>
            <thead>
              <tr>
                <th scope="col">{t('asset.recommendations.severity', 'Severity')}</th>
                <th scope="col">{t('asset.recommendations.title', 'What')}</th>
                <th scope="col">{t('asset.recommendations.first-step', 'First step')}</th>
                <th scope="col">{t('asset.recommendations.last-seen', 'Last seen')}</th>
              </tr>
            </thead>
            <tbody>
              {recommendations.map(({ id, severity, title, steps, lastSeen }) => (
                <tr key={id}>
                  <td>
                    <PriorityBadge priority={severity} />
                  </td>
                  <th scope="row" className={styles.text}>
                    <AppLink to={paths.recommendation(id)}>{title}</AppLink>
                  </th>
                  <td className={styles.text}>{steps[0]}</td>
                  <td className={styles.nowrap}>
                    <When time={lastSeen} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </QueryView>
  );
}
