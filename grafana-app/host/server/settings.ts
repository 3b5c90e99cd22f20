import { isRecord, record, type JsonObject } from './json.ts';
import { RequestError } from './reply.ts';
import type { TemplateData } from './templates.ts';

/**
 * Settings of a plugin or data source with Grafana's semantics: jsonData is replaced as a whole, secrets are merged
 * key by key and never handed out again.
 */
export interface Settings {
  readonly enabled: boolean;
  readonly pinned: boolean;
  readonly jsonData: JsonObject;
  readonly secureJsonData: Readonly<Record<string, string>>;
}

/** What a client may see of the secrets: which are set. */
export function secureFieldsOf({ secureJsonData }: Settings): Record<string, boolean> {
  const set = Object.entries(secureJsonData).filter(([, value]) => value !== '');
  return Object.fromEntries(set.map(([name]) => [name, true]));
}

export function templateDataOf({ jsonData, secureJsonData }: Settings): TemplateData {
  return { JsonData: jsonData, SecureJsonData: secureJsonData };
}

/**
 * POST /api/plugins/<id>/settings. What the body leaves out is false, and jsonData empty: that is how Grafana loses
 * settings of forms that do not send everything back.
 */
export function updatePluginSettings(settings: Settings, body: unknown): Settings {
  const update = objectOf(body);
  return {
    enabled: update['enabled'] === true,
    pinned: update['pinned'] === true,
    jsonData: jsonDataOf(update),
    secureJsonData: { ...settings.secureJsonData, ...secretsOf(update) },
  };
}

/** PUT /api/datasources/uid/<uid>. */
export function updateDataSourceSettings(settings: Settings, body: unknown): Settings {
  const update = objectOf(body);
  return {
    ...settings,
    jsonData: jsonDataOf(update),
    secureJsonData: { ...settings.secureJsonData, ...secretsOf(update) },
  };
}

function objectOf(body: unknown): JsonObject {
  if (!isRecord(body)) throw new RequestError(400, 'bad request data');
  return body;
}

function jsonDataOf(update: JsonObject): JsonObject {
  return isRecord(update['jsonData']) ? update['jsonData'] : {};
}

function secretsOf(update: JsonObject): Record<string, string> {
  const secrets = Object.entries(record(update['secureJsonData'] ?? {}, 'secureJsonData'));
  return Object.fromEntries(
    secrets.map(([name, value]) => {
      if (typeof value !== 'string') throw new RequestError(400, 'bad request data');
      return [name, value];
    })
  );
}
