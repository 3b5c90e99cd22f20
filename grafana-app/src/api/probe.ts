import { getBackendSrv } from '@grafana/runtime';
import { firstValueFrom, timeout, TimeoutError } from 'rxjs';
import { isRecord } from '../isRecord';

/** What came back, whatever it was: for those who must tell where a request failed. */
export type Answer =
  | { readonly kind: 'answer'; readonly status: number; readonly data: unknown }
  | { readonly kind: 'silence'; readonly reason: 'network' | 'timeout' };

const PATIENCE_MS = 15_000;

/** A GET through Grafana. Errors are answers too. */
export async function probe(url: string): Promise<Answer> {
  const asked = getBackendSrv().fetch<unknown>({ url, method: 'GET', showErrorAlert: false, showSuccessAlert: false });
  try {
    const { status, data } = await firstValueFrom(asked.pipe(timeout(PATIENCE_MS)));
    return { kind: 'answer', status, data };
  } catch (error) {
    return toAnswer(error);
  }
}

function toAnswer(error: unknown): Answer {
  if (error instanceof TimeoutError) {
    return { kind: 'silence', reason: 'timeout' };
  }
  const status = isRecord(error) && typeof error.status === 'number' ? error.status : 0;
  return status > 0 && isRecord(error)
    ? { kind: 'answer', status, data: error.data }
    : { kind: 'silence', reason: 'network' };
}
