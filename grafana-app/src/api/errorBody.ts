/** What the body of an error says, by whom it is. */
import { isRecord } from '../isRecord';

/** What is wrong where in a request: a few say enough. */
const MAX_FAULTS = 3;

/** Of an error as Fathom has it, application/problem+json (RFC 9457); null when it is something else. */
export function problemDetail(data: unknown): string | null {
  if (!isRecord(data) || typeof data.title !== 'string' || typeof data.status !== 'number') {
    return null;
  }
  const detail = typeof data.detail === 'string' && data.detail !== '' ? data.detail : data.title;
  return [detail, ...faultsOf(data.errors)].join('; ');
}

function faultsOf(errors: unknown): string[] {
  const faults: readonly unknown[] = Array.isArray(errors) ? errors : [];
  return faults
    .filter(isRecord)
    .slice(0, MAX_FAULTS)
    .map(({ path, message }) => `${String(path)}: ${String(message)}`);
}

/** `{message}`, as Grafana answers errors; for a body that is no JSON it is Grafana's client that makes one of it. */
export function grafanaMessage(data: unknown): string {
  return isRecord(data) && typeof data.message === 'string' ? data.message : '';
}
