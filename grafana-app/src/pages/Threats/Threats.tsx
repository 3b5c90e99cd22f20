import React from 'react';
import { EmptyState, Stack } from '@grafana/ui';
import { useScoreHistory, useScores } from '../../api/scores';
import { CursorPager } from '../../components/CursorPager';
import { ErrorNotice } from '../../components/ErrorNotice';
import { NoMatch } from '../../components/NoMatch';
import { Page } from '../../components/Page';
import { QueryView } from '../../components/QueryView';
import { hoursOf, rangeText } from '../../components/ScoreHistory/range';
import { RangePicker } from '../../components/ScoreHistory/RangePicker';
import { ScoreChart } from '../../components/ScoreHistory/ScoreChart';
import { without } from '../../components/urlFilter';
import { useUrlState, type UrlState } from '../../components/urlState';
import { t } from '../../t';
import { FILTERS, isFiltered, queryOf, sortingOf } from './scoreFilter';
import { ThreatFilters } from './ThreatFilters';
import { ThreatTable } from './ThreatTable';

/** Lines that can be told apart at a glance. */
const CHART_LINES = 5;

export default function Threats() {
  const url = useUrlState();
  const hours = hoursOf(url.get('range'));
  const query = useScores(queryOf(url));
  const scores = query.data?.items ?? [];
  const history = useScoreHistory(
    scores.map(({ entity }) => entity),
    hours
  );
  const highest = [...scores].sort((a, b) => b.score - a.score).slice(0, CHART_LINES);
  return (
    <Page
      title={t('threats.title', 'Threats')}
      subTitle={t('threats.subtitle', 'How suspicious each asset is now, from 0 to 100, with the evidence for it')}
    >
      <Stack direction="column" gap={2}>
        <Stack gap={2} wrap="wrap" alignItems="flex-end" justifyContent="space-between">
          <ThreatFilters url={url} />
          <RangePicker hours={hours} onChange={(chosen) => url.set({ range: rangeText(chosen) })} />
        </Stack>
        <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={<NoThreats url={url} />}>
          {({ items, nextCursor }) => (
            <>
              {history.error !== null && <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />}
              {history.data && (
                <ScoreChart
                  title={t('threats.chart.title', 'The highest of this page over time')}
                  lines={highest.map(
                    ({ entity }) => history.data.lines.find((line) => line.entity === entity) ?? { entity, points: [] }
                  )}
                  period={history.data.period}
                />
              )}
              <ThreatTable
                scores={items}
                history={history.data}
                range={url.get('range')}
                sorting={sortingOf(url)}
                onSort={({ sort, order }) => url.set({ sort, order, after: undefined })}
              />
              <CursorPager
                label={t('threats.pages', 'Pages of threats')}
                trail={url.list('after')}
                nextCursor={nextCursor}
                onChange={(trail) => url.set({ after: trail })}
              />
            </>
          )}
        </QueryView>
      </Stack>
    </Page>
  );
}

function NoThreats({ url }: { readonly url: UrlState }) {
  if (!isFiltered(url)) {
    return (
      <EmptyState variant="completed" message={t('threats.none', 'No asset is suspicious now')}>
        {t(
          'threats.none-why',
          'Rules of Fathom match events of the last minutes against each other, and none has matched. Events come from its watchers and from clients of its API; what is on is told in the modules of its start page.'
        )}
      </EmptyState>
    );
  }
  return (
    <NoMatch
      message={t('threats.none-match', 'No threat matches these filters')}
      onClear={() => url.set(without([...FILTERS, 'after']))}
    />
  );
}
