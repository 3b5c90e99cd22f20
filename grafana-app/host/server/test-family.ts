import { parseManifest, type PluginFamily } from './manifest.ts';

export const APP_ID = 'example-app';

const AUTHORIZATION = [{ name: 'Authorization', content: 'Bearer {{ .SecureJsonData.apiToken }}' }];

/** An app with a nested data source, for tests of the proxies. */
export function family(): PluginFamily {
  const app = parseManifest(
    {
      id: APP_ID,
      name: 'Example',
      type: 'app',
      includes: [{ type: 'datasource', name: 'Example data', path: 'datasource/plugin.json' }],
      roles: [
        { role: { name: 'Reader', permissions: [{ action: 'example-app:read' }] }, grants: ['Viewer'] },
        { role: { name: 'Responder', permissions: [{ action: 'example-app:act' }] }, grants: ['Editor'] },
      ],
      routes: [
        route('api/v1/*', 'GET', 'example-app:read', '{{ .JsonData.apiUrl }}/api/v1/'),
        route('api/v1/*', 'POST', 'example-app:act', '{{ .JsonData.apiUrl }}/api/v1/'),
        route('api/v1/special/*', '*', 'example-app:read', '{{ .JsonData.apiUrl }}/special/'),
        route('exact', 'GET', '', '{{ .JsonData.apiUrl }}/exact-target'),
        route('broken', 'GET', '', '{{ printf "x" }}'),
        route('unset/*', 'GET', '', '{{ .JsonData.nobodySetThis }}/'),
      ],
    },
    ''
  );
  const datasource = parseManifest(
    {
      id: 'example-datasource',
      name: 'Example data',
      type: 'datasource',
      routes: [
        route('api/v1', 'GET', '', '{{ .JsonData.apiUrl }}/api/v1'),
        { ...route('admin', '*', '', '{{ .JsonData.apiUrl }}'), reqRole: 'Admin' },
      ],
    },
    'datasource'
  );
  return { app, nested: [datasource] };
}

function route(path: string, method: string, reqAction: string, url: string) {
  return { path, method, reqAction, url, headers: AUTHORIZATION };
}
