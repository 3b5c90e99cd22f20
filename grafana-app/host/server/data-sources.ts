import type { Manifest, PluginFamily } from './manifest.ts';
import { secureFieldsOf, type Settings } from './settings.ts';

/** One instance of a nested data source, as provisioning would make it. */
export interface DataSource {
  readonly id: number;
  readonly uid: string;
  readonly manifest: Manifest;
  settings: Settings;
}

/** One data source for each nested plugin of that type. */
export function provisionDataSources({ nested }: PluginFamily, settings: Settings): DataSource[] {
  return nested
    .filter(({ type }) => type === 'datasource')
    .map((manifest, index) => ({ id: index + 1, uid: manifest.id, manifest, settings }));
}

/** As GET /api/datasources/uid/<uid>. */
export function dataSourceView(source: DataSource) {
  const { id, uid, manifest, settings } = source;
  return {
    id,
    uid,
    orgId: 1,
    name: manifest.name,
    type: manifest.id,
    typeName: manifest.name,
    access: 'proxy',
    url: '',
    user: '',
    database: '',
    basicAuth: false,
    basicAuthUser: '',
    withCredentials: false,
    isDefault: true,
    jsonData: settings.jsonData,
    secureJsonFields: secureFieldsOf(source.settings),
    version: 1,
    readOnly: false,
    apiVersion: '',
  };
}
