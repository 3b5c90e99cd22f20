import { expect, it } from 'vitest';
import { dataSourceStatus, routeDataSourceCall } from './data-source-proxy.ts';
import { provisionDataSources } from './data-sources.ts';
import type { ProxyCall } from './plugin-proxy.ts';
import { family } from './test-family.ts';

function decide(call: Partial<ProxyCall>) {
  const settings = {
    enabled: true,
    pinned: true,
    jsonData: { apiUrl: 'http://fathom:9797' },
    secureJsonData: { apiToken: 's3cret' },
  };
  const [source] = provisionDataSources(family(), settings);
  if (source === undefined) throw new Error('the family has a data source');
  return routeDataSourceCall(family(), source, {
    method: 'GET',
    path: '/api/v1/assets',
    search: '?limit=1',
    role: 'Viewer',
    ...call,
  });
}

it('matches routes by prefix and puts the rest behind their URL', () => {
  expect(decide({})).toEqual({
    kind: 'forward',
    url: 'http://fathom:9797/api/v1/assets?limit=1',
    headers: { authorization: 'Bearer s3cret' },
  });
});

it('knows roles', () => {
  expect(decide({ path: '/admin/x' })).toMatchObject({ status: 403, message: 'plugin proxy route access denied' });
  expect(decide({ path: '/admin/x', role: 'Admin', search: '' })).toMatchObject({ url: 'http://fathom:9797/x' });
});

it.each([
  ['no route', { path: '/elsewhere' }, 502],
  ['another verb', { method: 'POST' }, 502],
  ['no escape sequence', { path: '/%zz' }, 400],
])('refuses %s', (_what, call, status) => {
  expect(decide(call)).toMatchObject({ kind: 'refused', status });
});

it("hides the upstream's 401 from the browser", () => {
  expect(dataSourceStatus(401)).toEqual({ status: 400, body: 'Authentication to data source failed' });
  expect(dataSourceStatus(403)).toEqual({ status: 403 });
});
