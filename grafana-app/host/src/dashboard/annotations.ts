import { CoreApp, type AnnotationQuery, type DataFrame, type DataSourceApi, type TimeRange } from '@grafana/data';
import { getDataSourceSrv } from '@grafana/runtime';
import type { DataQuery } from '@grafana/schema';
import { lastValueFrom } from 'rxjs';
import { preview } from '../boot-data.ts';
import { runRequest } from '../services/run-request.ts';
import type { AnnotationModel } from './model.ts';
import { errorMessage } from '../error-message.ts';

export interface AnnotationResult {
  readonly name: string;
  readonly frames: readonly DataFrame[];
  readonly error: string | null;
}

/** Asks the data sources for the annotations of the range; the one built into Grafana is left out. */
export function loadAnnotations(models: readonly AnnotationModel[], range: TimeRange): Promise<AnnotationResult[]> {
  const wanted = models.filter(({ enable, builtIn }) => enable !== false && builtIn !== 1);
  return Promise.all(
    wanted.map((model) =>
      load(model, range).catch((error: unknown) => ({
        name: model.name,
        frames: [],
        error: errorMessage(error),
      }))
    )
  );
}

async function load(model: AnnotationModel, range: TimeRange): Promise<AnnotationResult> {
  const source = await getDataSourceSrv().get(model.datasource);
  const query = queryOf(source, model);
  if (query === undefined) return { name: model.name, frames: [], error: `${source.name} has no annotations` };
  const data = await lastValueFrom(
    runRequest(source, {
      requestId: `annotation-${model.name}`,
      app: CoreApp.Dashboard,
      targets: [{ ...query, refId: query.refId || 'Anno', datasource: source.getRef() }],
      range,
      rangeRaw: range.raw,
      timezone: preview.preferences.timeZone,
      interval: '1m',
      intervalMs: 60_000,
      maxDataPoints: 100,
      scopedVars: {},
      startTime: Date.now(),
    })
  );
  return { name: model.name, frames: data.series, error: data.error?.message ?? null };
}

function queryOf(source: DataSourceApi, model: AnnotationModel): DataQuery | undefined {
  const { annotations } = source;
  if (annotations === undefined) return undefined;
  const annotation = (annotations.prepareAnnotation?.(model) ?? model) as AnnotationQuery;
  return annotations.prepareQuery ? annotations.prepareQuery(annotation) : annotation.target;
}
