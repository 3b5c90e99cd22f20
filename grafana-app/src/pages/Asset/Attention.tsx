import React from 'react';
import { Icon, Stack } from '@grafana/ui';
import { useAssetAdvice } from '../../api/asset';
import { useIncidents } from '../../api/incidents';
import { AppLink } from '../../components/AppLink';
import { QueryView } from '../../components/QueryView';
import { ScoreLink } from '../../components/ScoreLink';
import { PriorityBadge } from '../../components/severity';
import { CodeText } from '../../components/Steps/CodeText';
import { When } from '../../components/When';
import { paths } from '../../routing';
import { t } from '../../t';

/** More open incidents of one asset than one looks through here; the list of incidents has them all. */
const MAX_INCIDENTS = 5;

/** What is wrong with an asset now, and what to do first. */
export function Attention({ id }: { readonly id: string }) {
  const advice = useAssetAdvice(id);
  const incidents = useIncidents({ asset: id, status: 'open', limit: MAX_INCIDENTS });
  return (
    <Stack direction="column" gap={1.5}>
      <QueryView query={incidents}>
        {({ items }) => (
          <>
            {items.length === 0 && (
              <Stack gap={1} alignItems="center">
                <Icon name="check-circle" aria-hidden />
                {t('asset.attention.no-incident', 'No open incident')}
              </Stack>
            )}
            {items.map(({ id: incident, title, severity, startedAt, causes }) => (
              <Stack key={incident} direction="column" gap={0.5}>
                <Stack gap={1} alignItems="center" wrap="wrap">
                  <PriorityBadge priority={severity} />
                  <AppLink to={paths.incident(incident)}>{title}</AppLink>
                  <When time={startedAt} />
                </Stack>
                {causes[0] !== undefined && (
                  <span>{t('asset.attention.cause', 'Probable cause: {{cause}}', { cause: causes[0].title })}</span>
                )}
              </Stack>
            ))}
          </>
        )}
      </QueryView>
      <QueryView query={advice}>
        {({ score, recommendation, recommendations }) => (
          <>
            {score === null ? (
              t('asset.attention.no-score', 'No threat score: no rule matches.')
            ) : (
              <ScoreLink score={score} />
            )}
            {recommendation === null ? (
              t('asset.attention.no-advice', 'No recommendation')
            ) : (
              <Stack direction="column" gap={0.5}>
                <Stack gap={1} alignItems="center" wrap="wrap">
                  <PriorityBadge priority={recommendation.severity} />
                  <AppLink to={paths.recommendation(recommendation.id)}>{recommendation.title}</AppLink>
                </Stack>
                <div>
                  <CodeText text={recommendation.steps[0] ?? ''} />
                </div>
                {recommendations.length > 1 && (
                  <AppLink to={paths.asset(id, 'recommendations')}>
                    {t('asset.attention.more-advice', 'All its recommendations')}
                  </AppLink>
                )}
              </Stack>
            )}
          </>
        )}
      </QueryView>
    </Stack>
  );
}
