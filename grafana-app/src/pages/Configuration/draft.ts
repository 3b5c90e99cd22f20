/** The configuration as it is being edited, and what is to be sent of it. */
import type { SettingsRequest, StoredSettings } from '../../api/storedSettings';
import { normalizeUrl, urlProblem } from './apiUrl';

export interface Draft {
  readonly apiUrl: string;
  /** Null: as it is. Empty: removed. */
  readonly token: string | null;
  readonly prometheusUid: string;
  readonly hostDashboardUid: string;
  readonly enabled: boolean;
}

export type Field = keyof Draft;

const TEXTS = ['apiUrl', 'prometheusUid', 'hostDashboardUid'] as const;

export function draftOf({ jsonData, hasToken, enabled }: StoredSettings): Draft {
  return {
    apiUrl: textOf(jsonData.apiUrl),
    token: hasToken ? null : '',
    prometheusUid: textOf(jsonData.prometheusUid),
    hostDashboardUid: textOf(jsonData.hostDashboardUid),
    enabled,
  };
}

const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** What of the draft differs from what was stored when editing began. */
export function changedFields(stored: StoredSettings, draft: Draft): Field[] {
  const before = draftOf(stored);
  const after = cleaned(draft);
  return FIELDS.filter((field) => after[field] !== before[field]);
}

const FIELDS: readonly Field[] = ['apiUrl', 'token', 'prometheusUid', 'hostDashboardUid', 'enabled'];

function cleaned(draft: Draft): Draft {
  return {
    ...draft,
    apiUrl: normalizeUrl(draft.apiUrl),
    token: draft.token === null ? null : draft.token.trim(),
    hostDashboardUid: dashboardUid(draft.hostDashboardUid),
  };
}

/** All that is stored now, with only the changed fields of the draft in their place. */
export function requestOf(now: StoredSettings, changed: readonly Field[], draft: Draft): SettingsRequest {
  const after = cleaned(draft);
  const texts = TEXTS.filter((field) => changed.includes(field));
  const jsonData = {
    ...Object.fromEntries(Object.entries(now.jsonData).filter(([name]) => !texts.some((text) => text === name))),
    ...Object.fromEntries(texts.flatMap((field) => (after[field] === '' ? [] : [[field, after[field]]]))),
  };
  return {
    enabled: changed.includes('enabled') ? after.enabled : now.enabled,
    pinned: now.pinned,
    jsonData,
    ...(changed.includes('token') && after.token !== null ? { secureJsonData: { apiToken: after.token } } : {}),
  };
}

/** Of a uid, or of the address of a dashboard: `/d/<uid>/its-name`. */
export function dashboardUid(text: string): string {
  return /\/d\/([^/?#]+)/.exec(text)?.[1] ?? text.trim();
}

/** Visible ASCII, as a header may have it. */
const TOKEN = /^[\x21-\x7e]{0,4096}$/;
/** As Grafana has uids. */
const UID = /^[A-Za-z0-9_-]{0,40}$/;

export function invalidFields(draft: Draft): Field[] {
  const { token, hostDashboardUid } = cleaned(draft);
  return [
    ...(urlProblem(draft.apiUrl) === null ? [] : (['apiUrl'] as const)),
    ...(token === null || TOKEN.test(token) ? [] : (['token'] as const)),
    ...(UID.test(hostDashboardUid) ? [] : (['hostDashboardUid'] as const)),
  ];
}
