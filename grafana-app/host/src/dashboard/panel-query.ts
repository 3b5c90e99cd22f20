import { useEffect, useState } from 'react';
import {
  CoreApp,
  getDefaultTimeRange,
  LoadingState,
  rangeUtil,
  type DataQueryRequest,
  type DataSourceApi,
  type DataSourceRef,
  type PanelData,
  type TimeRange,
} from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { Subscription } from 'rxjs';
import { preview } from '../boot-data.ts';
import { runRequest } from '../services/run-request.ts';
import { errorMessage } from '../error-message.ts';

export interface PanelQuery {
  readonly datasource?: DataSourceRef | string | null | undefined;
  readonly targets: readonly DataQuery[];
  readonly range: TimeRange;
  readonly maxDataPoints: number;
  readonly app: CoreApp;
  /** Changes when the same query is to be run again. */
  readonly tick: number;
  readonly panelId?: number;
}

const NOT_STARTED: PanelData = { state: LoadingState.NotStarted, series: [], timeRange: getDefaultTimeRange() };
let requests = 0;

/** Runs the queries of a panel and keeps the last frames while the next ones are loading. */
export function usePanelData(query: PanelQuery, key: string): PanelData {
  const [data, setData] = useState<PanelData>(NOT_STARTED);
  useEffect(() => {
    const subscription = new Subscription();
    const show = (next: PanelData) =>
      setData((last) => (next.state === LoadingState.Loading ? { ...next, series: last.series } : next));
    void start(query, show, subscription);
    return () => subscription.unsubscribe();
    // The key stands for the query, which is a new object at every rendering.
  }, [key, query.range, query.tick]);
  return data;
}

async function start(query: PanelQuery, show: (data: PanelData) => void, subscription: Subscription): Promise<void> {
  const targets = query.targets.filter(({ hide }) => hide !== true);
  if (targets.length === 0) return show({ ...NOT_STARTED, state: LoadingState.Done, timeRange: query.range });
  try {
    const source = await getDataSourceSrv().get(query.datasource ?? targets[0]?.datasource);
    if (!subscription.closed) subscription.add(runRequest(source, requestOf(query, targets, source)).subscribe(show));
  } catch (error) {
    const message = errorMessage(error);
    show({ ...NOT_STARTED, state: LoadingState.Error, error: { message }, timeRange: query.range });
  }
}

function requestOf(query: PanelQuery, targets: readonly DataQuery[], source: DataSourceApi): DataQueryRequest {
  const { range, maxDataPoints, app, panelId } = query;
  const { interval, intervalMs } = rangeUtil.calculateInterval(range, maxDataPoints, source.interval ?? '1s');
  return {
    requestId: `preview-${(requests += 1)}`,
    app,
    targets: targets.map((target) => ({ datasource: source.getRef(), ...target })),
    range,
    rangeRaw: range.raw,
    timezone: preview.preferences.timeZone,
    interval,
    intervalMs,
    maxDataPoints,
    scopedVars: {
      __interval: { text: interval, value: interval },
      __interval_ms: { text: String(intervalMs), value: intervalMs },
    },
    startTime: Date.now(),
    ...(panelId !== undefined && { panelId }),
  };
}
