import React, { useMemo } from 'react';
import { EmptyState, Stack } from '@grafana/ui';
import { useIncidents } from '../../api/incidents';
import { CursorPager } from '../../components/CursorPager';
import { NoMatch } from '../../components/NoMatch';
import { Page } from '../../components/Page';
import { QueryView } from '../../components/QueryView';
import { without } from '../../components/urlFilter';
import { useUrlState, type UrlState } from '../../components/urlState';
import { t } from '../../t';
import { FILTERS, isFiltered, queryOf, sortingOf } from './incidentFilter';
import { IncidentFilters } from './IncidentFilters';
import { IncidentTable } from './IncidentTable';
import { timeRangeOf } from './timeRange';

export default function Incidents() {
  const url = useUrlState();
  const [from, to] = [url.get('from'), url.get('to')];
  const range = useMemo(() => timeRangeOf(from, to), [from, to]);
  const query = useIncidents(queryOf(url, range.fromTime, range.toTime));
  return (
    <Page
      title={t('incidents.title', 'Incidents')}
      subTitle={t('incidents.subtitle', 'What is broken or was, with the causes that Fathom found')}
    >
      <Stack direction="column" gap={2}>
        <IncidentFilters url={url} range={range.range} />
        <QueryView query={query} isEmpty={({ items }) => items.length === 0} empty={<NoIncidents url={url} />}>
          {({ items, nextCursor }) => (
            <>
              <IncidentTable
                incidents={items}
                sorting={sortingOf(url)}
                onSort={(sorting) => url.set({ ...sorting, after: undefined })}
              />
              <CursorPager
                label={t('incidents.pages', 'Pages of incidents')}
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

function NoIncidents({ url }: { readonly url: UrlState }) {
  if (!isFiltered(url)) {
    return (
      <EmptyState variant="completed" message={t('incidents.none', 'No incidents')}>
        {t(
          'incidents.none-why',
          'Fathom opens one when Alertmanager tells it of an alert. If you expected some, check that a receiver of Alertmanager has Fathom’s /api/v1/alertmanager as its webhook.'
        )}
      </EmptyState>
    );
  }
  return (
    <NoMatch
      message={t('incidents.none-match', 'No incident matches these filters')}
      onClear={() => url.set(without([...FILTERS, 'after']))}
    />
  );
}
