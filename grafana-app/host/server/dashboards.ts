import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DataSource } from './data-sources.ts';
import { array, isRecord, optionalText, record, type JsonObject } from './json.ts';
import type { PluginFamily } from './manifest.ts';

/** A dashboard that the plugin ships, with its inputs filled in as Grafana's import does. */
export interface BundledDashboard {
  readonly uid: string;
  readonly title: string;
  readonly dashboard: JsonObject;
}

export function readDashboards(dist: string, { app }: PluginFamily, sources: readonly DataSource[]) {
  return app.includes
    .filter(({ type, path }) => type === 'dashboard' && existsSync(join(dist, path)))
    .map(({ path }) => parseDashboard(readFileSync(join(dist, path), 'utf8'), path, sources));
}

export function parseDashboard(json: string, path: string, sources: readonly DataSource[]): BundledDashboard {
  const inputs = array(record(JSON.parse(json), path)['__inputs'], '__inputs').filter(isRecord);
  const filled = inputs.reduce((text, input) => {
    const source = sources.find(({ manifest }) => manifest.id === input['pluginId']);
    const name = optionalText(input['name'], '__inputs.name');
    return source === undefined ? text : text.replaceAll(`\${${name}}`, source.uid);
  }, json);
  const { __inputs: _inputs, __requires: _requires, ...dashboard } = record(JSON.parse(filled), path);
  const uid = optionalText(dashboard['uid'], `${path}: uid`) || path.replace(/^.*\/|\.json$/g, '');
  return { uid, title: optionalText(dashboard['title'], `${path}: title`) || uid, dashboard };
}
