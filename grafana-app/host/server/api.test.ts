import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { answerApi, type ApiState } from './api.ts';
import { provisionDataSources } from './data-sources.ts';
import type { Role } from './permissions.ts';
import { RequestError, sendJson } from './reply.ts';
import { APP_ID, family } from './test-family.ts';

const PROXY = `/api/plugin-proxy/${APP_ID}/api/v1`;
const servers: Server[] = [];
let upstream = '';
let seen: IncomingMessage[] = [];
let state: ApiState;

beforeEach(async () => {
  seen = [];
  upstream = await listen((request, response) => {
    seen.push(request);
    const status = Number(new URL(request.url ?? '', 'http://x').searchParams.get('status') ?? 200);
    response.writeHead(status, { 'set-cookie': 'session=1', 'content-type': 'application/json', 'x-own': 'yes' });
    response.end('{"items":[]}');
  });
  const plugins = family();
  const settings = { enabled: true, pinned: true, jsonData: { apiUrl: upstream }, secureJsonData: { apiToken: 't' } };
  state = {
    family: plugins,
    settings,
    sources: provisionDataSources(plugins, settings),
    dashboards: [{ uid: 'd1', title: 'One', dashboard: { title: 'One' } }],
    grafanaVersion: '13.2.2',
  };
});

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

it('forwards without what belongs to Grafana alone, and says who calls', async () => {
  const answer = await call(`${PROXY}/assets?limit=1`, {
    headers: {
      cookie: 'grafana_session=x',
      authorization: 'Bearer mine',
      'x-grafana-user': 'root',
      referer: 'http://x/',
    },
  });
  expect(answer.status).toBe(200);
  expect(seen[0]?.url).toBe('/api/v1/assets?limit=1');
  const headers = seen[0]?.headers ?? {};
  expect(headers).toMatchObject({ authorization: 'Bearer t', 'x-forwarded-for': '127.0.0.1' });
  expect(JSON.parse(String(headers['x-grafana-context']))).toMatchObject({ Login: 'admin' });
  for (const name of ['cookie', 'x-grafana-user', 'referer']) expect(headers[name]).toBeUndefined();
});

it("passes the answer on without the upstream's cookies, in a sandbox", async () => {
  const answer = await call(`${PROXY}/assets?status=403`);
  expect(answer.status).toBe(403);
  expect(answer.headers.get('x-own')).toBe('yes');
  expect(answer.headers.get('set-cookie')).toBeNull();
  expect(answer.headers.get('content-security-policy')).toBe('sandbox');
});

it('sends bodies on', async () => {
  const bodies: string[] = [];
  state.settings = {
    ...state.settings,
    jsonData: {
      apiUrl: await listen((request, response) => {
        request
          .setEncoding('utf8')
          .on('data', (chunk: string) => bodies.push(chunk))
          .on('end', () => response.end('{}'));
      }),
    },
  };
  await call(`${PROXY}/x`, { method: 'POST', body: '{"a":1}' });
  expect(bodies.join('')).toBe('{"a":1}');
});

it.each([
  [404, { message: 'plugin route match not found' }, `/api/plugin-proxy/${APP_ID}/elsewhere`, 'GET', 'Admin'],
  [404, { message: 'plugin route match not found' }, `${PROXY}/assets`, 'DELETE', 'Admin'],
  [403, { message: 'plugin proxy route access denied' }, `${PROXY}/assets`, 'POST', 'Viewer'],
  [
    404,
    { message: 'Plugin not found, no installed plugin with that id' },
    '/api/plugin-proxy/other-app/x',
    'GET',
    'Admin',
  ],
  [404, { message: 'Not found' }, '/api/elsewhere', 'GET', 'Admin'],
] as const)('answers %i %j to %s', async (status, body, path, method, role) => {
  const answer = await call(path, { method }, role);
  expect(answer.status).toBe(status);
  expect(await answer.json()).toEqual(body);
  expect(seen).toEqual([]);
});

it.each([
  ['nobody listens', 'http://127.0.0.1:1'],
  ['the address has no scheme', 'fathom:9797/x y'],
])('answers 502 without a body when %s', async (_what, apiUrl) => {
  state.settings = { ...state.settings, jsonData: { apiUrl } };
  const answer = await call(`${PROXY}/assets`);
  expect(answer.status).toBe(502);
  expect(await answer.text()).toBe('');
});

it('answers 502 when the address is not set', async () => {
  expect((await call(`/api/plugin-proxy/${APP_ID}/unset/x`)).status).toBe(502);
});

it("turns a data source's 401 into a bad request", async () => {
  const answer = await call('/api/datasources/proxy/uid/example-datasource/api/v1/assets?status=401');
  expect(answer.status).toBe(400);
  expect(await answer.text()).toBe('Authentication to data source failed');
});

it('keeps settings of administrators, and never shows secrets', async () => {
  const path = `/api/plugins/${APP_ID}/settings`;
  const body = { enabled: true, pinned: true, jsonData: { apiUrl: 'http://b' }, secureJsonData: { apiToken: 'new' } };
  const saved = await call(path, { method: 'POST', body: JSON.stringify(body) });
  expect(await saved.json()).toEqual({ message: 'Plugin settings updated' });
  const shown = await (await call(path)).text();
  expect(JSON.parse(shown)).toMatchObject({ jsonData: { apiUrl: 'http://b' }, secureJsonFields: { apiToken: true } });
  expect(shown).not.toContain('new');
});

it('refuses settings of others', async () => {
  const answer = await call(`/api/plugins/${APP_ID}/settings`, { method: 'POST', body: '{}' }, 'Editor');
  expect(answer.status).toBe(403);
  expect(state.settings.enabled).toBe(true);
});

it('refuses settings that are no JSON', async () => {
  const answer = await call(`/api/plugins/${APP_ID}/settings`, { method: 'POST', body: '{' });
  expect(answer.status).toBe(400);
});

it('updates a data source', async () => {
  const path = '/api/datasources/uid/example-datasource';
  const body = JSON.stringify({ jsonData: { a: 1 }, secureJsonData: { apiToken: 'new' } });
  const answer = await call(path, { method: 'PUT', body });
  expect(await answer.json()).toMatchObject({ message: 'Datasource updated', datasource: { jsonData: { a: 1 } } });
  expect((await call(path, { method: 'PUT', body }, 'Editor')).status).toBe(403);
});

it('hands out the bundled dashboards', async () => {
  expect(await (await call('/api/dashboards/uid/d1')).json()).toMatchObject({ dashboard: { title: 'One' } });
  expect((await call('/api/dashboards/uid/d2')).status).toBe(404);
});

/** Through a server that does what the preview's does around the API. */
async function call(path: string, init: RequestInit = {}, role: Role = 'Admin'): Promise<Response> {
  const base = await listen((request, response) => {
    const url = new URL(request.url ?? '/', 'http://preview.invalid');
    answerApi(state, request, response, { path: url.pathname, url, role }).catch((error: unknown) => {
      if (!(error instanceof RequestError)) throw error;
      sendJson(response, error.status, { message: error.message });
    });
  });
  return fetch(base + path, init);
}

async function listen(handler: Parameters<typeof createServer>[1] & object): Promise<string> {
  const server = createServer(handler as never);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
