import { isFetchError } from '@grafana/runtime';
import { grafanaMessage, problemDetail } from './errorBody';

/** Where a request failed: in Grafana itself, between Grafana's proxy and Fathom, or in Fathom. */
export type Hop = 'grafana' | 'proxy' | 'fathom';

export type Reason = 'forbidden' | 'unauthorized' | 'not-found' | 'conflict' | 'invalid' | 'unreachable' | 'failed';

export class ApiError extends Error {
  readonly hop: Hop;
  readonly reason: Reason;
  /** 0 when there was no answer at all. */
  readonly status: number;

  constructor(hop: Hop, reason: Reason, status: number, message: string) {
    super(message);
    this.name = 'ApiError';
    this.hop = hop;
    this.reason = reason;
    this.status = status;
  }
}

const REASONS: Readonly<Record<number, Reason>> = {
  400: 'invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  422: 'invalid',
  502: 'unreachable',
  503: 'unreachable',
  504: 'unreachable',
};

/** Whatever getBackendSrv() rejects with, as one kind of error. */
export function toApiError(error: unknown): ApiError {
  if (error instanceof ApiError) {
    return error;
  }
  if (!isFetchError(error)) {
    return new ApiError('grafana', 'unreachable', 0, error instanceof Error ? error.message : String(error));
  }
  const { status } = error;
  const problem = problemDetail(error.data);
  const hop = problem !== null ? 'fathom' : status === 502 || status === 504 ? 'proxy' : 'grafana';
  const message = problem ?? (grafanaMessage(error.data) || (error.statusText ?? `HTTP ${status}`));
  return new ApiError(hop, status > 0 ? (REASONS[status] ?? 'failed') : 'unreachable', status, message);
}
