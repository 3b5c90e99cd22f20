import type { IncomingMessage, ServerResponse } from 'node:http';
import { pluginSettingsView } from './boot-data.ts';
import type { BundledDashboard } from './dashboards.ts';
import { dataSourceStatus, routeDataSourceCall } from './data-source-proxy.ts';
import { dataSourceView, type DataSource } from './data-sources.ts';
import { forward } from './forward.ts';
import type { PluginFamily } from './manifest.ts';
import { mayCall, permissionsOf, type Role } from './permissions.ts';
import { routeAppCall, type ProxyDecision } from './plugin-proxy.ts';
import { readJson, RequestError, sendJson } from './reply.ts';
import { updateDataSourceSettings, updatePluginSettings, type Settings } from './settings.ts';

/** What the emulated API reads and changes. */
export interface ApiState {
  readonly family: PluginFamily;
  settings: Settings;
  readonly sources: readonly DataSource[];
  readonly dashboards: readonly BundledDashboard[];
  readonly grafanaVersion: string;
}

export interface ApiCall {
  /** Below the sub-path. */
  readonly path: string;
  readonly url: URL;
  readonly role: Role;
}

type Answer = (
  state: ApiState,
  call: ApiCall & { readonly rest: string; readonly name: string },
  request: IncomingMessage,
  response: ServerResponse
) => void | Promise<void>;

/** Pattern with the name of a plugin, data source or dashboard, and what follows it. */
const ANSWERS: readonly (readonly [RegExp, Answer])[] = [
  [/^\/api\/plugin-proxy\/([\w-]+)(\/.*)?$/, callPluginProxy],
  [/^\/api\/datasources\/proxy\/uid\/([\w-]+)(\/.*)?$/, callDataSourceProxy],
  [/^\/api\/plugins\/([\w-]+)\/settings$/, pluginSettings],
  [/^\/api\/datasources\/uid\/([\w-]+)$/, dataSource],
  [/^\/api\/datasources\/uid\/([\w-]+)\/health$/, noBackend],
  [/^\/api\/plugins\/([\w-]+)\/(?:health|resources\/.*)$/, noBackend],
  [/^\/api\/dashboards\/uid\/([\w-]+)$/, dashboard],
  [
    /^\/api\/datasources$/,
    (state, _call, _request, response) => sendJson(response, 200, state.sources.map(dataSourceView)),
  ],
  [/^\/api\/health$/, health],
];

/** The part of Grafana's HTTP API that plugins call. */
export async function answerApi(
  state: ApiState,
  request: IncomingMessage,
  response: ServerResponse,
  call: ApiCall
): Promise<void> {
  for (const [pattern, answer] of ANSWERS) {
    const match = pattern.exec(call.path);
    if (match) return answer(state, { ...call, name: match[1] ?? '', rest: match[2] ?? '' }, request, response);
  }
  sendJson(response, 404, { message: 'Not found' });
}

function callPluginProxy(...[state, call, request, response]: Parameters<Answer>): void {
  if (call.name !== state.family.app.id) {
    return sendJson(response, 404, { message: 'Plugin not found, no installed plugin with that id' });
  }
  act(routeAppCall(state.family, state.settings, proxyCall(call, request)), request, response);
}

function callDataSourceProxy(...[state, call, request, response]: Parameters<Answer>): void {
  const decision = routeDataSourceCall(state.family, sourceOf(state, call.name), proxyCall(call, request));
  act(decision, request, response, dataSourceStatus);
}

function proxyCall({ rest, url, role }: Parameters<Answer>[1], request: IncomingMessage) {
  return { method: request.method ?? 'GET', path: rest, search: url.search, role };
}

function act(
  decision: ProxyDecision,
  request: IncomingMessage,
  response: ServerResponse,
  statusOf?: (status: number) => { status: number; body?: string }
): void {
  if (decision.kind === 'refused') return sendJson(response, decision.status, { message: decision.message });
  forward(request, response, { url: decision.url, headers: decision.headers, ...(statusOf && { statusOf }) });
}

async function pluginSettings(...[state, call, request, response]: Parameters<Answer>): Promise<void> {
  const { app, nested } = state.family;
  const plugin = [app, ...nested].find(({ id }) => id === call.name);
  if (plugin === undefined) throw new RequestError(404, 'Plugin not found, no installed plugin with that id');
  if (request.method === 'GET') return sendJson(response, 200, pluginSettingsView(plugin, app, state.settings));
  demand(state, call.role, 'plugins:write', `plugins:id:${plugin.id}`);
  state.settings = updatePluginSettings(state.settings, await readJson(request));
  sendJson(response, 200, { message: 'Plugin settings updated' });
}

async function dataSource(...[state, call, request, response]: Parameters<Answer>): Promise<void> {
  const source = sourceOf(state, call.name);
  if (request.method === 'GET') return sendJson(response, 200, dataSourceView(source));
  demand(state, call.role, 'datasources:write', `datasources:uid:${source.uid}`);
  source.settings = updateDataSourceSettings(source.settings, await readJson(request));
  const { id, manifest } = source;
  sendJson(response, 200, {
    datasource: dataSourceView(source),
    id,
    name: manifest.name,
    message: 'Datasource updated',
  });
}

function dashboard(...[state, call, , response]: Parameters<Answer>): void {
  const found = state.dashboards.find(({ uid }) => uid === call.name);
  if (found === undefined) throw new RequestError(404, 'Dashboard not found');
  sendJson(response, 200, { dashboard: found.dashboard, meta: { slug: found.uid, canEdit: false, canSave: false } });
}

function noBackend(...[, , , response]: Parameters<Answer>): void {
  sendJson(response, 404, { message: 'Plugin not found', messageId: 'plugin.notRegistered', statusCode: 404 });
}

function health(...[state, , , response]: Parameters<Answer>): void {
  sendJson(response, 200, { commit: 'preview', database: 'ok', version: state.grafanaVersion });
}

function sourceOf(state: ApiState, uid: string): DataSource {
  const source = state.sources.find((candidate) => candidate.uid === uid);
  if (source === undefined) throw new RequestError(404, 'Data source not found');
  return source;
}

function demand(state: ApiState, role: Role, reqAction: string, scope: string): void {
  if (mayCall(permissionsOf(role, state.family), role, { reqAction, reqRole: '' }, scope)) return;
  throw new RequestError(
    403,
    `You'll need additional permissions to perform this action. Permissions needed: ${reqAction}`
  );
}
