/** Who has answered, as far as the body tells. */

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

/** Of an error as Fathom has it (RFC 9457); null when it is something else. */
export function problemDetail(data: unknown): string | null {
  if (!isRecord(data) || typeof data.title !== 'string' || typeof data.status !== 'number') {
    return null;
  }
  return typeof data.detail === 'string' && data.detail !== '' ? data.detail : data.title;
}

/** `{message}`, as Grafana answers errors; for a body that is no JSON it is Grafana's client that makes one of it. */
export function grafanaMessage(data: unknown): string {
  return isRecord(data) && typeof data.message === 'string' ? data.message : '';
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
