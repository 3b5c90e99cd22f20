/** Fathom's API through Grafana's plugin proxy; paths, parameters and answers are typed by its OpenAPI document. */
import { getBackendSrv } from '@grafana/runtime';
import { APP_ID } from '../constants';
import { toApiError } from './errors';
import type { paths } from './schema';

export const PROXY = `/api/plugin-proxy/${APP_ID}`;
const PREFIX = '/api/v1';

type Method = 'get' | 'post';
type Full<P extends string> = `${typeof PREFIX}${P}`;
/** Paths below /api/v1 that have an operation of this method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P] extends Record<M, object> ? (P extends Full<infer Rest> ? Rest : never) : never;
}[keyof paths];

type Operation<M extends Method, P extends string> =
  Full<P> extends keyof paths ? (paths[Full<P>] extends Record<M, infer O> ? O : never) : never;

type ParametersOf<O> = O extends { parameters: infer P } ? P : never;
type QueryOf<O> = ParametersOf<O> extends { query?: infer Q } ? NonNullable<Q> : never;
type PathParametersOf<O> = ParametersOf<O> extends { path: infer P } ? P : undefined;
type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : undefined;
type JsonOf<R> = R extends { content: { 'application/json': infer T } } ? T : never;
type ReplyOf<O> = O extends { responses: infer R }
  ? { [S in keyof R]: S extends 200 | 201 | 202 ? JsonOf<R[S]> : never }[keyof R]
  : never;

export type Reply<M extends Method, P extends PathOf<M>> = ReplyOf<Operation<M, P>>;
export type Query<P extends PathOf<'get'>> = Listed<QueryOf<Operation<'get', P>>>;
export type Body<P extends PathOf<'post'>> = BodyOf<Operation<'post', P>>;

/** A filter of several values is sent as a comma-separated list. */
type Listed<Q> = { readonly [K in keyof Q]?: Q[K] | ReadonlyArray<Q[K] & string> | undefined };

type PathOption<O> =
  PathParametersOf<O> extends undefined ? { readonly path?: undefined } : { readonly path: PathParametersOf<O> };

type GetOptions<P extends PathOf<'get'>> = PathOption<Operation<'get', P>> & {
  readonly query?: Query<P>;
  readonly signal?: AbortSignal;
};

/** @throws ApiError */
export function get<P extends PathOf<'get'>>(path: P, options: GetOptions<P>): Promise<Reply<'get', P>> {
  return send('GET', urlOf(path, options), undefined, options.signal);
}

/** @throws ApiError */
export function post<P extends PathOf<'post'>>(
  path: P,
  options: PathOption<Operation<'post', P>> & { readonly body: Body<P> }
): Promise<Reply<'post', P>> {
  return send('POST', urlOf(path, options), options.body);
}

/** A path for the browser to fetch by itself: a download. Without Grafana's sub-path. */
export function urlOf(path: string, options: { path?: unknown; query?: unknown }): string {
  const parameters = new Map(Object.entries(options.path ?? {}));
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(parameters.get(name))));
  const query = queryString(options.query ?? {});
  return `${PROXY}${PREFIX}${filled}${query === '' ? '' : `?${query}`}`;
}

function queryString(query: object): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : value === undefined ? '' : String(value);
    if (text !== '') {
      search.set(name, text);
    }
  }
  return search.toString();
}

/** Rejects with the signal's reason as soon as it is aborted, and the request is cancelled. */
function send<T>(method: 'GET' | 'POST', url: string, data?: unknown, signal?: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const subscription = getBackendSrv()
      .fetch<T>({ url, method, data, showErrorAlert: false, showSuccessAlert: false })
      .subscribe({
        next: (response) => resolve(response.data),
        error: (error: unknown) => reject(toApiError(error)),
      });
    signal?.addEventListener('abort', () => {
      subscription.unsubscribe();
      reject(signal.reason);
    });
  });
}
