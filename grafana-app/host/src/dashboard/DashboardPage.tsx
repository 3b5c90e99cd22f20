import { useEffect, useMemo, useState } from 'react';
import type { DataFrame, TimeRange } from '@grafana/data';
import { getBackendSrv } from '@grafana/runtime';
import { Alert, LoadingPlaceholder } from '@grafana/ui';
import { useLocation, useParams } from 'react-router-dom-v5-compat';
import { useLoaded } from '../plugins/use-loaded.ts';
import { AnnotationList } from './AnnotationList.tsx';
import { loadAnnotations, type AnnotationResult } from './annotations.ts';
import { Controls } from './Controls.tsx';
import { Grid } from './Grid.tsx';
import type { DashboardModel } from './model.ts';
import { useTick, useTimeRange } from './time-range.ts';
import { useVariables, type VariableState } from './variables.ts';

/** /d/<uid>: a dashboard that the plugin ships. */
export function DashboardPage() {
  const { uid = '' } = useParams();
  const loaded = useLoaded(
    () => getBackendSrv().get<{ dashboard: DashboardModel }>(`/api/dashboards/uid/${encodeURIComponent(uid)}`),
    uid
  );
  if (loaded.state === 'loading') return <LoadingPlaceholder text="Loading the dashboard" />;
  if (loaded.state === 'failed')
    return (
      <Alert severity="error" title="The dashboard did not load">
        {loaded.message}
      </Alert>
    );
  return <Dashboard dashboard={{ ...loaded.value.dashboard, uid }} key={uid} />;
}

const NO_VARIABLES: NonNullable<NonNullable<DashboardModel['templating']>['list']> = [];

function Dashboard({ dashboard }: { dashboard: DashboardModel }) {
  const { search } = useLocation();
  const interval = new URLSearchParams(search).get('refresh') ?? dashboard.refresh;
  const [tick, refresh] = useTick(interval);
  const range = useTimeRange(dashboard.time, tick);
  const variables = useVariables(dashboard.templating?.list ?? NO_VARIABLES, range);
  const annotations = useAnnotations(dashboard, range, variables);
  const frames = useMemo(() => annotations.flatMap((result): readonly DataFrame[] => result.frames), [annotations]);
  return (
    <div style={{ padding: 16 }} data-testid="dashboard">
      <div style={{ display: 'flex', justifyContent: 'space-between', flexWrap: 'wrap', gap: 8, marginBottom: 8 }}>
        <h1>{dashboard.title}</h1>
        <Controls
          range={range}
          interval={typeof interval === 'string' ? interval : ''}
          onRefresh={refresh}
          variables={variables ?? []}
        />
      </div>
      {variables === null ? (
        <LoadingPlaceholder text="Loading the variables" />
      ) : (
        <Grid dashboard={dashboard} range={range} tick={tick} annotations={frames} variables={keyOf(variables)} />
      )}
      <AnnotationList results={annotations} />
    </div>
  );
}

function useAnnotations(dashboard: DashboardModel, range: TimeRange, variables: readonly VariableState[] | null) {
  const [results, setResults] = useState<readonly AnnotationResult[]>([]);
  useEffect(() => {
    if (variables === null) return undefined;
    let current = true;
    void loadAnnotations(dashboard.annotations?.list ?? [], range).then((loaded) => {
      if (current) setResults(loaded);
    });
    return () => {
      current = false;
    };
  }, [dashboard, range, variables]);
  return results;
}

function keyOf(variables: readonly VariableState[]): string {
  return JSON.stringify(variables.map(({ model, selected }) => [model.name, selected]));
}
