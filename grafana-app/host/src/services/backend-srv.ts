import { AppEvents, type EventBusSrv } from '@grafana/data';
import type { BackendSrv, BackendSrvRequest, FetchError, FetchResponse } from '@grafana/runtime';
import { lastValueFrom, map, Observable } from 'rxjs';

/** How long a caller has to mark an error as handled before it is shown, as in Grafana. */
const UNHANDLED_AFTER_MS = 50;
const MAX_HEADLINE_LENGTH = 80;
const WITHOUT_STATUS = -1;

/** Grafana's BackendSrv without its queue and retries: same requests, answers, errors and alerts. */
export function makeBackendSrv(appEvents: EventBusSrv): BackendSrv {
  const running = new Map<string, AbortController>();

  function fetchOnce<T>(options: BackendSrvRequest): Observable<FetchResponse<T>> {
    return new Observable((subscriber) => {
      const abort = new AbortController();
      const cancel = () => abort.abort();
      takeOver(running, options.requestId, abort);
      options.abortSignal?.addEventListener('abort', cancel);
      send<T>(options, abort.signal).then(
        (response) => {
          alertSuccess(appEvents, response);
          subscriber.next(response);
          subscriber.complete();
        },
        (failure: unknown) => {
          const error = fetchErrorOf(failure, options, abort.signal);
          alertFailure(appEvents, error);
          subscriber.error(error);
        }
      );
      return () => {
        options.abortSignal?.removeEventListener('abort', cancel);
        cancel();
      };
    });
  }

  const request = <T>(options: BackendSrvRequest): Promise<T> =>
    lastValueFrom(fetchOnce<T>(options).pipe(map(({ data }) => data)));
  const sending =
    (method: string) =>
    <T>(url: string, data?: unknown, options?: Partial<BackendSrvRequest>): Promise<T> =>
      request<T>({ ...options, url, data, method });

  return {
    fetch: fetchOnce,
    request,
    datasourceRequest: (options) => lastValueFrom(fetchOnce(options)),
    get: (url, params, requestId, options) =>
      request({
        ...options,
        url,
        params: params as Record<string, unknown>,
        ...(requestId && { requestId }),
        method: 'GET',
      }),
    post: sending('POST'),
    put: sending('PUT'),
    patch: sending('PATCH'),
    delete: sending('DELETE'),
    chunked: (options) => fetchOnce<Uint8Array | undefined>({ ...options, responseType: 'arraybuffer' }),
  };
}

/** A request with the id of one that runs replaces it. */
function takeOver(running: Map<string, AbortController>, id: string | undefined, abort: AbortController): void {
  if (id === undefined) return;
  running.get(id)?.abort();
  running.set(id, abort);
}

async function send<T>(options: BackendSrvRequest, signal: AbortSignal): Promise<FetchResponse<T>> {
  const answer = await fetch(urlOf(options), {
    method: options.method ?? 'GET',
    headers: headersOf(options),
    body: bodyOf(options),
    credentials: options.credentials ?? 'same-origin',
    signal,
  });
  const data = (await dataOf(answer, options.responseType)) as T;
  const { status, statusText, ok, headers, redirected, type, url } = answer;
  const response = { data, status, statusText, ok, headers, redirected, type, url, config: options };
  if (!ok) throw response as unknown as Error;
  return response;
}

type Param = string | number | boolean | readonly (string | number | boolean)[];

/** Paths of Grafana are taken from the page's base, with or without a slash before them. */
function urlOf({ url, params }: BackendSrvRequest): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries((params ?? {}) as Record<string, Param | undefined>)) {
    if (value === undefined) continue;
    for (const entry of [value].flat()) query.append(name, String(entry));
  }
  const path = isLocal(url) ? url.replace(/^\//, '') : url;
  const search = query.toString();
  if (search === '') return path;
  return `${path}${path.includes('?') ? '&' : '?'}${search}`;
}

function headersOf({ url, headers, data }: BackendSrvRequest): Record<string, string> {
  const given = { ...(headers as Record<string, string> | undefined) };
  const sent: Record<string, string> = { accept: 'application/json, text/plain, */*', ...given };
  if (!isLocal(url)) return sent;
  const authorization = Object.entries(sent).find(([name]) => name.toLowerCase() === 'authorization');
  if (authorization) {
    sent['X-DS-Authorization'] = authorization[1];
    Reflect.deleteProperty(sent, authorization[0]);
  }
  const typed = Object.keys(sent).some((name) => name.toLowerCase() === 'content-type');
  const plain = data !== undefined && !(data instanceof Blob) && !(data instanceof FormData);
  return { 'X-Grafana-Org-Id': '1', ...(plain && !typed && { 'Content-Type': 'application/json' }), ...sent };
}

function bodyOf({ method = 'GET', data }: BackendSrvRequest): BodyInit | null {
  const body = data as unknown;
  if (body === undefined || body === null || method === 'GET' || method === 'HEAD') return null;
  if (typeof body === 'string' || body instanceof Blob || body instanceof FormData) return body;
  return JSON.stringify(body);
}

async function dataOf(answer: Response, type: BackendSrvRequest['responseType']): Promise<unknown> {
  if (answer.ok && type === 'blob') return answer.blob();
  if (answer.ok && type === 'arraybuffer') return answer.arrayBuffer();
  const text = await answer.text();
  if (answer.ok && type === 'text') return text;
  if (text === '') return {};
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** Errors are plain objects with status, statusText, data and config; data always has a message. */
function fetchErrorOf(failure: unknown, config: BackendSrvRequest, signal: AbortSignal): FetchError {
  if (signal.aborted) {
    return { status: WITHOUT_STATUS, statusText: 'Request was aborted', data: null, cancelled: true, config };
  }
  if (failure instanceof Error) {
    return {
      status: 0,
      statusText: 'Unknown error',
      message: failure.message,
      data: { message: failure.message },
      config,
    };
  }
  const { status, statusText = '', data } = failure as FetchError<unknown>;
  return { status, statusText, data: messageData(data, statusText), config };
}

function messageData(data: unknown, statusText: string): object {
  if (typeof data === 'string') return { message: data, error: statusText, response: data };
  if (typeof data !== 'object' || data === null) return { message: 'Unexpected error' };
  const { message, error } = data as { message?: unknown; error?: unknown };
  return message === undefined && typeof error === 'string' ? { ...data, message: error } : data;
}

function alertSuccess(appEvents: EventBusSrv, { config, data }: FetchResponse<unknown>): void {
  if (config.showSuccessAlert === false) return;
  const quiet = (config.method ?? 'GET') === 'GET' || isDataQuery(config.url) || !isLocal(config.url);
  if (config.showSuccessAlert === undefined && quiet) return;
  const message = (data as { message?: unknown } | null)?.message;
  if (typeof message === 'string' && message !== '') appEvents.emit(AppEvents.alertSuccess, [message]);
}

function alertFailure(appEvents: EventBusSrv, error: FetchError<unknown>): void {
  const { config, cancelled } = error;
  if (cancelled === true || config.showErrorAlert === false) return;
  if (config.showErrorAlert === undefined && (isDataQuery(config.url) || !isLocal(config.url))) return;
  setTimeout(() => {
    if (error.isHandled === true) return;
    const { message = 'Unexpected error' } = (error.data ?? {}) as { message?: string };
    const long = message.length > MAX_HEADLINE_LENGTH;
    const severity = error.status < 500 ? AppEvents.alertWarning : AppEvents.alertError;
    appEvents.emit(severity, long ? ['Error', message] : [message]);
  }, UNHANDLED_AFTER_MS);
}

function isLocal(url: string): boolean {
  return !/^https?:/.test(url);
}

function isDataQuery(url: string): boolean {
  return /\/api\/(datasources\/proxy|tsdb\/query|ds\/query)|\/resources/.test(`/${url}`);
}
