/** What the data source fetches once it is asked for something: texts, the API, frames. */
import type {
  DataQueryRequest,
  DataQueryResponse,
  MetricFindValue,
  ScopedVars,
  TestDataSourceResponse,
} from '@grafana/data';
import { t } from '../t';
import { getTemplateSrv } from '@grafana/runtime';
import { get } from '../api/client';
import { errorText } from './errorText';
import { findOptions } from './findOptions';
import { interpolate, type Replace } from './interpolate';
import { readQuery, type FathomQuery } from './query';
import { runQuery } from './run';
import { toFrame } from './toFrame';
import { readVariableQuery } from './variableQuery';

export { initTranslations } from '../i18n';

const replacer =
  (scopedVars?: ScopedVars): Replace =>
  (text) =>
    getTemplateSrv().replace(text, scopedVars, 'csv');

/** Each query by itself: one that fails leaves the others their frames. */
export async function answer(request: DataQueryRequest<FathomQuery>, signal: AbortSignal): Promise<DataQueryResponse> {
  const range = { from: request.range.from.valueOf(), to: request.range.to.valueOf() };
  const replace = replacer(request.scopedVars);
  const targets = request.targets.filter(({ hide }) => hide !== true);
  const answers = await Promise.all(
    targets.map(async (target) => {
      const query = readQuery(target);
      try {
        const values = interpolate(query.filters, replace);
        const tables = await runQuery({ query: { ...query, label: replace(query.label) }, values, range, signal });
        return { data: tables.map((table) => toFrame(table, query.refId)), errors: [] };
      } catch (error) {
        signal.throwIfAborted();
        return { data: [], errors: [{ refId: query.refId, message: errorText(error) }] };
      }
    })
  );
  const errors = answers.flatMap((each) => each.errors);
  return { data: answers.flatMap((each) => each.data), ...(errors.length > 0 && { errors }) };
}

/** @throws Error with words to show. */
export async function options(saved: unknown, scopedVars?: ScopedVars): Promise<MetricFindValue[]> {
  try {
    return await findOptions(readVariableQuery(saved), replacer(scopedVars), new AbortController().signal);
  } catch (error) {
    throw new Error(errorText(error));
  }
}

/** Through every hop: Grafana, its proxy, Fathom, and Fathom's store. */
export async function test(): Promise<TestDataSourceResponse> {
  try {
    const { version, host, store } = await get('/health', {});
    if (store.status === 'failing') {
      return {
        status: 'error',
        message: t('datasource.test.store', 'Fathom answers, but its store fails: {{problem}}', {
          problem: store.problem ?? '',
        }),
      };
    }
    return {
      status: 'success',
      message: t('datasource.test.ok', 'Fathom {{version}} on {{host}} answers.', {
        version,
        host,
      }),
    };
  } catch (error) {
    return { status: 'error', message: errorText(error) };
  }
}
