import React from 'react';
import { EmptyState, Stack, useStyles2 } from '@grafana/ui';
import { useRecommendations } from '../../api/recommendations';
import type { Asset } from '../../api/types';
import { AppLink } from '../../components/AppLink';
import { CursorPager } from '../../components/CursorPager';
import { QueryView } from '../../components/QueryView';
import { RecommendationStateBadge } from '../../components/RecommendationStateBadge';
import { PriorityBadge } from '../../components/severity';
import { CodeText } from '../../components/Steps/CodeText';
import { getCellStyles, Table } from '../../components/Table';
import { When } from '../../components/When';
import { paths } from '../../routing';
import { t } from '../../t';
import { useCursorTrail } from './useCursorTrail';

const PAGE_RECOMMENDATIONS = 50;

/** What to do about the asset and what was advised before, the most severe first. */
export default function RecommendationsTab({ asset }: { readonly asset: Asset }) {
  const styles = useStyles2(getCellStyles);
  const [trail, setTrail] = useCursorTrail();
  const query = useRecommendations({ asset: asset.id, limit: PAGE_RECOMMENDATIONS, cursor: trail.at(-1) });
  const caption = t('asset.recommendations.caption', 'Recommendations, the most severe first');
  return (
    <QueryView
      query={query}
      isEmpty={({ items }) => items.length === 0}
      empty={
        <EmptyState variant="completed" message={t('asset.recommendations.none', 'Nothing to recommend')}>
          {t('asset.recommendations.none-advice', 'Advisors look at the asset again every few minutes.')}
        </EmptyState>
      }
    >
      {({ items, nextCursor }) => (
        <Stack direction="column" gap={2}>
          <Table
            label={caption}
            showsLabel
            head={
              <>
                <th scope="col">{t('asset.recommendations.severity', 'Severity')}</th>
                <th scope="col">{t('asset.recommendations.title', 'What')}</th>
                <th scope="col">{t('asset.recommendations.first-step', 'First step')}</th>
                <th scope="col">{t('asset.recommendations.state', 'State')}</th>
                <th scope="col">{t('asset.recommendations.last-seen', 'Last seen')}</th>
              </>
            }
          >
            {items.map(({ id, severity, title, steps, state, lastSeen }) => (
              <tr key={id}>
                <td>
                  <PriorityBadge priority={severity} />
                </td>
                <th scope="row" className={styles.text}>
                  <AppLink to={paths.recommendation(id)}>{title}</AppLink>
                </th>
                <td className={styles.text}>
                  <CodeText text={steps[0] ?? ''} />
                </td>
                <td>
                  <RecommendationStateBadge state={state} />
                </td>
                <td className={styles.nowrap}>
                  <When time={lastSeen} />
                </td>
              </tr>
            ))}
          </Table>
          <CursorPager
            trail={trail}
            nextCursor={nextCursor}
            onChange={setTrail}
            label={t('asset.recommendations.pages', 'Pages of recommendations')}
          />
        </Stack>
      )}
    </QueryView>
  );
}
