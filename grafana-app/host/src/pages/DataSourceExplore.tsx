import { useState } from 'react';
import { CoreApp, LoadingState, type DataSourceApi, type DataSourcePlugin } from '@grafana/data';
import type { DataQuery } from '@grafana/schema';
import { Alert, Button, TimeRangePicker } from '@grafana/ui';
import { preview } from '../boot-data.ts';
import { usePanelData } from '../dashboard/panel-query.ts';
import { changeTimeRange, useTimeRange } from '../dashboard/time-range.ts';
import { SeriesTable } from '../panels/SeriesTable.tsx';

const MAX_DATA_POINTS = 1000;

interface ExploreProps {
  readonly plugin: DataSourcePlugin<DataSourceApi>;
  readonly source: DataSourceApi;
}

/** A small Explore: the query editor, and the frames it brings as tables. */
export function DataSourceExplore({ plugin, source }: ExploreProps) {
  const [query, setQuery] = useState<DataQuery>(() => ({ refId: 'A', ...source.getDefaultQuery?.(CoreApp.Explore) }));
  const [run, setRun] = useState({ query, tick: 0 });
  const range = useTimeRange(undefined, run.tick);
  const data = usePanelData(
    {
      targets: [run.query],
      datasource: source.uid,
      range,
      app: CoreApp.Explore,
      maxDataPoints: MAX_DATA_POINTS,
      tick: run.tick,
    },
    JSON.stringify(run)
  );
  const Editor = plugin.components.QueryEditor;
  if (!Editor) return <Alert severity="error" title="The data source has no query editor" />;
  const start = () => setRun(({ tick }) => ({ query: latest.current, tick: tick + 1 }));
  const latest = { current: query };
  return (
    <>
      <Editor
        datasource={source}
        query={query}
        data={data}
        range={range}
        app={CoreApp.Explore}
        onChange={(changed: DataQuery) => {
          latest.current = changed;
          setQuery(changed);
        }}
        onRunQuery={start}
      />
      <div style={{ display: 'flex', gap: 8, margin: '16px 0' }}>
        <Button onClick={start}>Run query</Button>
        <TimeRangePicker
          value={range}
          timeZone={preview.preferences.timeZone}
          onChange={changeTimeRange}
          onChangeTimeZone={() => undefined}
          onMoveBackward={() => undefined}
          onMoveForward={() => undefined}
          onZoom={() => undefined}
        />
      </div>
      {data.state === LoadingState.Error && (
        <Alert severity="error" title="The query failed">
          {data.error?.message}
        </Alert>
      )}
      <div data-testid="explore-frames" aria-busy={data.state === LoadingState.Loading}>
        <SeriesTable series={data.series} />
      </div>
    </>
  );
}
