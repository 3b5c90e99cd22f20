/** What Grafana keeps of the app: read, and written as a whole. */
import { isRecord } from '../isRecord';

export interface StoredSettings {
  readonly enabled: boolean;
  readonly pinned: boolean;
  /** Also what other versions of the app keep there. */
  readonly jsonData: Readonly<Record<string, unknown>>;
  /** Whether there is a token: Grafana does not hand it out. */
  readonly hasToken: boolean;
  /** Of the plugin, as Grafana has it. */
  readonly version: string;
}

/** Grafana takes what is left out for false or empty, except secrets: those it keeps. */
export interface SettingsRequest {
  readonly enabled: boolean;
  readonly pinned: boolean;
  readonly jsonData: Readonly<Record<string, unknown>>;
  readonly secureJsonData?: { readonly apiToken: string };
}

/** Of GET /api/plugins/<id>/settings; null when it is something else. */
export function parseSettings(data: unknown): StoredSettings | null {
  if (!isRecord(data) || typeof data.enabled !== 'boolean') {
    return null;
  }
  const { enabled, pinned, jsonData, secureJsonFields, info } = data;
  return {
    enabled,
    pinned: pinned === true,
    jsonData: isRecord(jsonData) ? jsonData : {},
    hasToken: isRecord(secureJsonFields) && secureJsonFields.apiToken === true,
    version: isRecord(info) && typeof info.version === 'string' ? info.version : '',
  };
}
