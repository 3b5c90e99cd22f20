/** Who has answered, as far as the body tells. */
import { isRecord } from '../../isRecord';

export interface Health {
  readonly status: string;
  readonly version: string;
  readonly problems: readonly string[];
  /** Null: a Fathom that does not tell. */
  readonly store: { readonly status: string; readonly problem: string | null } | null;
}

/** Of Fathom's GET /health; null when it is something else. */
export function parseHealth(data: unknown): Health | null {
  if (!isRecord(data) || typeof data.status !== 'string' || typeof data.version !== 'string') {
    return null;
  }
  const { status, version, modules, problems, store } = data;
  if (!Array.isArray(modules)) {
    return null;
  }
  return {
    status,
    version,
    problems: Array.isArray(problems) ? problems.filter((each) => typeof each === 'string') : [],
    store:
      isRecord(store) && typeof store.status === 'string'
        ? { status: store.status, problem: typeof store.problem === 'string' ? store.problem : null }
        : null,
  };
}
