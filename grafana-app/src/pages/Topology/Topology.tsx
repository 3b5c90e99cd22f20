import React, { useMemo } from 'react';
import { Alert, Button, EmptyState, Stack } from '@grafana/ui';
import { ApiError } from '../../api/errors';
import { FirstUse } from '../../components/FirstUse';
import { NoMatch } from '../../components/NoMatch';
import { Page } from '../../components/Page';
import { QueryView } from '../../components/QueryView';
import { without } from '../../components/urlFilter';
import { useUrlState, type UrlState } from '../../components/urlState';
import { t } from '../../t';
import { Filters } from './Filters';
import { FILTERS, isFiltered, stateOf } from './topologyState';
import { TopologyView } from './TopologyView';
import { useTopologyGraph } from './useTopologyGraph';

export default function Topology() {
  const url = useUrlState();
  const state = useMemo(() => stateOf(url), [url]);
  const { query, isLacking } = useTopologyGraph(state);
  const isUnknown = query.error instanceof ApiError && query.error.reason === 'not-found';
  return (
    <Page
      title={t('topology.title', 'Topology')}
      subTitle={t('topology.subtitle', 'What there is, what it stands on, and where it hurts')}
    >
      <Stack direction="column" gap={2}>
        <Filters state={state} url={url} />
        {isUnknown && state.focus !== null ? (
          <Unknown id={state.focus} url={url} />
        ) : (
          <QueryView
            query={query}
            isEmpty={({ nodes }) => nodes.length === 0}
            empty={
              isFiltered(state) ? (
                <NoMatch
                  message={t('topology.none-match', 'No asset matches these filters')}
                  onClear={() => url.set(without(FILTERS))}
                />
              ) : (
                <FirstUse />
              )
            }
          >
            {(data) => (
              <>
                {isLacking && <Lacking url={url} />}
                {data.truncated && <Truncated shown={data.nodes.length} total={data.total} />}
                <TopologyView
                  graph={data}
                  truncated={data.truncated}
                  question={data.question}
                  state={state}
                  url={url}
                />
              </>
            )}
          </QueryView>
        )}
      </Stack>
    </Page>
  );
}

function Truncated({ shown, total }: { readonly shown: number; readonly total: number }) {
  return (
    <Alert severity="info" title={t('topology.truncated', '{{shown}} of {{total}} assets are shown', { shown, total })}>
      {t(
        'topology.truncated-why',
        'More would be unreadable. What needs attention and what others stand on comes first. Filter by kind or tenant, or pick an asset and show only its neighbours, to see the rest.'
      )}
    </Alert>
  );
}

/** A link may name an asset that the filters or the limit leave out. */
function Lacking({ url }: { readonly url: UrlState }) {
  return (
    <Alert
      severity="info"
      title={t('topology.lacking', 'Only this asset and its neighbours are shown')}
      buttonContent={t('topology.show-all', 'Show the others')}
      onRemove={() => url.set({ focus: undefined, only: undefined })}
    >
      {t('topology.lacking-why', 'It is not among those that filters and limit leave.')}
    </Alert>
  );
}

function Unknown({ id, url }: { readonly id: string; readonly url: UrlState }) {
  return (
    <EmptyState
      variant="not-found"
      message={t('topology.unknown', 'There is no asset with the id {{id}}', { id })}
      button={
        <Button variant="secondary" onClick={() => url.set({ focus: undefined, only: undefined })}>
          {t('topology.show-all', 'Show the others')}
        </Button>
      }
    >
      {t('topology.unknown-why', 'It may have been forgotten: Fathom drops assets that were gone for long.')}
    </EmptyState>
  );
}
