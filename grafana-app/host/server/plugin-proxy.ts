import { signedInUser } from './identity.ts';
import type { PluginFamily, ProxyRoute } from './manifest.ts';
import { mayCall, permissionsOf, type Role } from './permissions.ts';
import { matchRoutePath } from './route-tree.ts';
import { templateDataOf, type Settings } from './settings.ts';
import { interpolate, type TemplateData } from './templates.ts';
import { cleanPath, upstreamUrl } from './upstream-url.ts';

/** A call of the proxy, and who makes it. */
export interface ProxyCall {
  readonly method: string;
  /** Below the proxy's prefix, escaped as the client sent it. */
  readonly path: string;
  /** With its `?`, or empty. */
  readonly search: string;
  readonly role: Role;
}

export type ProxyDecision =
  | { readonly kind: 'refused'; readonly status: number; readonly message: string }
  | { readonly kind: 'forward'; readonly url: string; readonly headers: Readonly<Record<string, string>> };

/**
 * /api/plugin-proxy/<id>/…, as Grafana's pluginproxy: the first route whose verb and path match decides, also when
 * it refuses the caller.
 */
export function routeAppCall(family: PluginFamily, settings: Settings, call: ProxyCall): ProxyDecision {
  const { app } = family;
  const path = cleanPath(call.path);
  for (const route of app.routes) {
    if (!verbMatches(route, call.method)) continue;
    const match = matchRoutePath(route.path, path);
    if (match === null) continue;
    if (!mayCall(permissionsOf(call.role, family), call.role, route, `plugins:id:${app.id}`)) return DENIED;
    return forwardTo(route, match.rest ?? '', templateDataOf(settings), call);
  }
  return { kind: 'refused', status: 404, message: 'plugin route match not found' };
}

export const DENIED: ProxyDecision = {
  kind: 'refused',
  status: 403,
  message: 'plugin proxy route access denied',
};

export function verbMatches({ method }: ProxyRoute, verb: string): boolean {
  return method === '' || method === '*' || method === verb;
}

export function forwardTo(
  route: ProxyRoute,
  rest: string,
  data: TemplateData,
  { role, search }: ProxyCall
): ProxyDecision {
  try {
    const own = route.headers.map(({ name, content }) => [name.toLowerCase(), interpolate(content, data)] as const);
    return {
      kind: 'forward',
      url: upstreamUrl(interpolate(route.url, data), rest, search),
      headers: { 'x-grafana-context': JSON.stringify(signedInUser(role)), ...Object.fromEntries(own) },
    };
  } catch {
    return { kind: 'refused', status: 500, message: 'Could not interpolate plugin route url' };
  }
}
