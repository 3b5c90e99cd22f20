import {
  DataSourceApi,
  type AnnotationQuery,
  type AnnotationSupport,
  type DataQueryRequest,
  type DataQueryResponse,
  type DataSourceInstanceSettings,
  type DataSourceJsonData,
  type LegacyMetricFindQueryOptions,
  type MetricFindValue,
  type ScopedVars,
  type TestDataSourceResponse,
} from '@grafana/data';
import { getTemplateSrv } from '@grafana/runtime';
import { Observable } from 'rxjs';
import { LazyAnnotationEditor } from './lazyEditors';
import { newQuery } from './newQuery';
import type { FathomQuery } from './query';
import { FathomVariables } from './Variables';

/** Grafana loads the data source before any dashboard of it: what it does is fetched with the first query. */
async function load() {
  const answers = await import('./answers');
  await answers.initTranslations();
  return answers;
}

/** Has no settings of its own: it asks through the app's proxy, with the app's URL and token. */
export class FathomDataSource extends DataSourceApi<FathomQuery, DataSourceJsonData> {
  override annotations: AnnotationSupport<FathomQuery> = {
    QueryEditor: LazyAnnotationEditor,
    getDefaultQuery: () => newQuery('incidents', 'Anno'),
    prepareQuery,
  };

  constructor(settings: DataSourceInstanceSettings<DataSourceJsonData>) {
    super(settings);
    this.variables = new FathomVariables((query, scopedVars) => this.metricFindQuery(query, { scopedVars }));
  }

  /** Requests are cancelled when nobody waits for them any longer. */
  override query(request: DataQueryRequest<FathomQuery>): Observable<DataQueryResponse> {
    return new Observable((subscriber) => {
      const controller = new AbortController();
      load()
        .then(({ answer }) => answer(request, controller.signal))
        .then(
          (response) => {
            subscriber.next(response);
            subscriber.complete();
          },
          (error: unknown) => subscriber.error(error)
        );
      return () => controller.abort();
    });
  }

  override async metricFindQuery(query: unknown, given?: LegacyMetricFindQueryOptions): Promise<MetricFindValue[]> {
    const { options } = await load();
    return options(query, given?.scopedVars);
  }

  override async testDatasource(): Promise<TestDataSourceResponse> {
    const { test } = await load();
    return test();
  }

  override getDefaultQuery(): Partial<FathomQuery> {
    return newQuery('assets');
  }

  /** Words of a query, for Explore's history. */
  override getQueryDisplayText({ queryType, filters }: FathomQuery): string {
    const parts = Object.entries(filters ?? {}).map(([name, values]) => `${name}=${values.join(',')}`);
    return [queryType, ...parts].join(' ');
  }

  /** For Explore, which has no variables. */
  override interpolateVariablesInQueries(queries: FathomQuery[], scopedVars: ScopedVars): FathomQuery[] {
    const replace = (text: string) => getTemplateSrv().replace(text, scopedVars, 'csv');
    return queries.map(({ filters = {}, ...query }) => ({
      ...query,
      filters: Object.fromEntries(
        Object.entries(filters).map(([name, values]) => [name, [values].flat().map(replace)])
      ),
    }));
  }
}

/** Events are points in time, incidents regions; what else there is has no time to be drawn at. */
function prepareQuery({ target }: AnnotationQuery<FathomQuery>): FathomQuery | undefined {
  const query = target ?? newQuery('incidents', 'Anno');
  return query.queryType === 'events' || query.queryType === 'incidents' ? { ...query, annotation: true } : undefined;
}
