import React from 'react';
import { useParams } from 'react-router-dom';
import { EmptyState, Stack } from '@grafana/ui';
import { useAsset } from '../../api/assets';
import { ApiError } from '../../api/errors';
import { useScore, useScoreHistory } from '../../api/scores';
import { AppLink } from '../../components/AppLink';
import { Page } from '../../components/Page';
import { QueryView } from '../../components/QueryView';
import { hoursOf, rangeText } from '../../components/ScoreHistory/range';
import { RangePicker } from '../../components/ScoreHistory/RangePicker';
import { ScoreChart } from '../../components/ScoreHistory/ScoreChart';
import { useUrlState } from '../../components/urlState';
import { paths } from '../../routing';
import { t } from '../../t';
import { ScoreNow } from './ScoreNow';
import { ScoreView } from './ScoreView';

export default function Threat() {
  const { entity = '' } = useParams();
  const url = useUrlState();
  const hours = hoursOf(url.get('range'));
  const query = useScore(entity);
  const history = useScoreHistory([entity], hours);
  const score = query.data;
  const hasNone = score?.evidence.length === 0 || isWithoutScore(query.error);
  const asset = useAsset(entity);
  return (
    <Page
      title={asset.data?.name ?? entity}
      subTitle={entity}
      parent={{ title: t('threats.title', 'Threats'), url: paths.threats() }}
      actions={
        <Stack gap={2}>
          <AppLink to={paths.asset(entity)}>{t('threats.to-asset', 'Asset')}</AppLink>
          <AppLink to={paths.topology({ focus: entity })}>{t('threats.to-topology', 'In the topology')}</AppLink>
        </Stack>
      }
    >
      <Stack direction="column" gap={3}>
        {hasNone ? (
          <EmptyState
            variant="completed"
            message={t('threats.no-score', 'Nothing speaks against {{entity}} now', { entity })}
          >
            {t(
              'threats.no-score-why',
              'Evidence counts for minutes and fades. How the score went before is below; the events stay on the page of the asset.'
            )}
          </EmptyState>
        ) : (
          <QueryView query={query}>{(now) => <ScoreNow score={now} />}</QueryView>
        )}
        {(hasNone || score !== undefined) && (
          <Stack direction="column" gap={1}>
            <Stack justifyContent="flex-end">
              <RangePicker hours={hours} onChange={(chosen) => url.set({ range: rangeText(chosen) })} />
            </Stack>
            <QueryView query={history}>
              {({ lines, period }) => (
                <ScoreChart
                  title={t('threats.history', 'Threat score of {{entity}} over time', { entity })}
                  lines={lines}
                  period={period}
                />
              )}
            </QueryView>
          </Stack>
        )}
        {!hasNone && score && <ScoreView score={score} url={url} />}
      </Stack>
    </Page>
  );
}

const isWithoutScore = (error: Error | null) =>
  error instanceof ApiError && error.hop === 'fathom' && error.reason === 'not-found';
