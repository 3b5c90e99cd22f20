import type { DataSource } from './data-sources.ts';
import type { PluginFamily } from './manifest.ts';
import { mayCall, permissionsOf } from './permissions.ts';
import { DENIED, forwardTo, verbMatches, type ProxyCall, type ProxyDecision } from './plugin-proxy.ts';
import { templateDataOf } from './settings.ts';

/**
 * /api/datasources/proxy/uid/<uid>/…, as Grafana's ds_proxy: routes match by prefix, and what matches none goes to
 * the data source's own URL. Only apps are told the caller in X-Grafana-Context.
 */
export function routeDataSourceCall(family: PluginFamily, source: DataSource, call: ProxyCall): ProxyDecision {
  const path = unescaped(call.path.replace(/^\//, ''));
  if (path === null) return { kind: 'refused', status: 400, message: 'Failed to unescape raw path' };
  const permissions = permissionsOf(call.role, family);
  const scope = `datasources:uid:${source.uid}`;
  if (!mayCall(permissions, call.role, { reqAction: 'datasources:query', reqRole: '' }, scope)) return DENIED;
  const route = source.manifest.routes.find(
    (candidate) => verbMatches(candidate, call.method) && path.startsWith(candidate.path)
  );
  if (route === undefined) return { kind: 'refused', status: 502, message: 'data source has no URL' };
  if (!mayCall(permissions, call.role, route, scope)) return DENIED;
  const decision = forwardTo(route, path.slice(route.path.length), templateDataOf(source.settings), call);
  return decision.kind === 'refused' ? decision : { ...decision, headers: withoutContext(decision.headers) };
}

/** The client must not take a refused token for its own session: Grafana turns it into a bad request. */
export function dataSourceStatus(status: number): { status: number; body?: string } {
  return status === 401 ? { status: 400, body: 'Authentication to data source failed' } : { status };
}

function withoutContext(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'x-grafana-context'));
}

function unescaped(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
