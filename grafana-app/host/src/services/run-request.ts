import {
  LoadingState,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceApi,
  type PanelData,
} from '@grafana/data';
import { toDataQueryError } from '@grafana/runtime';
import { catchError, from, map, type Observable, of, startWith } from 'rxjs';

/** Runs a query and tells how it goes: loading first, then the frames or the error. */
export function runRequest(source: DataSourceApi, request: DataQueryRequest): Observable<PanelData> {
  const base = { request, timeRange: request.range, series: [] };
  return from(source.query(request)).pipe(
    map((response: DataQueryResponse) => panelDataOf(response, request)),
    catchError((error: unknown) =>
      of({ ...base, state: LoadingState.Error, error: toDataQueryError(error), errors: [toDataQueryError(error)] })
    ),
    startWith({ ...base, state: LoadingState.Loading })
  );
}

function panelDataOf({ data, state, errors, error }: DataQueryResponse, request: DataQueryRequest): PanelData {
  const failures = errors ?? (error === undefined ? [] : [error]);
  return {
    state: failures.length > 0 ? LoadingState.Error : (state ?? LoadingState.Done),
    series: data as PanelData['series'],
    timeRange: request.range,
    request,
    structureRev: 1,
    ...(failures[0] && { error: failures[0], errors: failures }),
  };
}
