import { expect, it } from 'vitest';
import { routeAppCall, type ProxyCall } from './plugin-proxy.ts';
import type { Settings } from './settings.ts';
import { family } from './test-family.ts';

const SETTINGS: Settings = {
  enabled: true,
  pinned: true,
  jsonData: { apiUrl: 'http://fathom:9797' },
  secureJsonData: { apiToken: 's3cret' },
};
const NOT_FOUND = { kind: 'refused', status: 404, message: 'plugin route match not found' };
const DENIED = { kind: 'refused', status: 403, message: 'plugin proxy route access denied' };

const decide = (call: Partial<ProxyCall>) =>
  routeAppCall(family(), SETTINGS, { method: 'GET', path: '/api/v1/assets', search: '', role: 'Viewer', ...call });

const urlOf = (call: Partial<ProxyCall>) => {
  const decision = decide(call);
  return decision.kind === 'forward' ? decision.url : decision;
};

it.each([
  ['/api/v1/assets', 'http://fathom:9797/api/v1/assets'],
  ['/api/v1/assets/', 'http://fathom:9797/api/v1/assets'],
  ['/api/v1//assets', 'http://fathom:9797/api/v1/assets'],
  ['/api/v1/a/../assets', 'http://fathom:9797/api/v1/assets'],
  ['/api/v1/assets/a%2Fb', 'http://fathom:9797/api/v1/assets/a/b'],
  ['/api/v1/assets/a%20b%3Fc%25d', 'http://fathom:9797/api/v1/assets/a%20b%3Fc%25d'],
  ['/api/v1/assets/host:9100', 'http://fathom:9797/api/v1/assets/host:9100'],
  ['/exact', 'http://fathom:9797/exact-target'],
])('%s goes to %s', (path, url) => {
  expect(urlOf({ path })).toBe(url);
});

it('passes the query on', () => {
  expect(urlOf({ search: '?kind=host&limit=5' })).toBe('http://fathom:9797/api/v1/assets?kind=host&limit=5');
});

it.each([
  ['another path', { path: '/api/v2/assets' }],
  ['a verb without a route', { method: 'DELETE' }],
  ['another case of the verb', { method: 'get' }],
  ['a path that leaves the prefix', { path: '/api/v1/../../metrics' }],
  ['more than an exact path', { path: '/exact/more' }],
])('finds no route for %s', (_what, call) => {
  expect(decide(call)).toEqual(NOT_FOUND);
});

it('decides by the verb who may call', () => {
  expect(decide({ method: 'POST', role: 'Viewer' })).toEqual(DENIED);
  expect(decide({ method: 'POST', role: 'Editor' })).toMatchObject({ kind: 'forward' });
});

it('the first route that matches wins, also over a closer one', () => {
  expect(urlOf({ path: '/api/v1/special/x' })).toBe('http://fathom:9797/api/v1/special/x');
  expect(urlOf({ path: '/api/v1/special/x', method: 'PUT' })).toBe('http://fathom:9797/special/x');
});

it("sends the route's own headers and who is calling", () => {
  const decision = decide({ role: 'Editor' });
  if (decision.kind !== 'forward') throw new Error('refused');
  expect(decision.headers['authorization']).toBe('Bearer s3cret');
  expect(JSON.parse(decision.headers['x-grafana-context'] ?? '')).toMatchObject({ Login: 'editor', OrgRole: 'Editor' });
});

it('a template it cannot read is an error of the plugin', () => {
  expect(decide({ path: '/broken' })).toEqual({
    kind: 'refused',
    status: 500,
    message: 'Could not interpolate plugin route url',
  });
});
