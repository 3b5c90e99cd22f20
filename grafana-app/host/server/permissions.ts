import type { Manifest, PluginFamily } from './manifest.ts';

export const ROLES = ['Viewer', 'Editor', 'Admin'] as const;
export type Role = (typeof ROLES)[number];

/** Action → the scopes it is granted for. */
export type Permissions = ReadonlyMap<string, readonly string[]>;

/** What Grafana itself grants to its basic roles, as far as plugins ask for it. */
const GRAFANA_GRANTS: readonly { action: string; scope: string; role: Role }[] = [
  { action: 'plugins.app:access', scope: 'plugins:*', role: 'Viewer' },
  { action: 'dashboards:read', scope: 'dashboards:*', role: 'Viewer' },
  { action: 'datasources:read', scope: 'datasources:*', role: 'Viewer' },
  { action: 'datasources:query', scope: 'datasources:*', role: 'Viewer' },
  { action: 'datasources:explore', scope: '', role: 'Editor' },
  { action: 'datasources:write', scope: 'datasources:*', role: 'Admin' },
  { action: 'plugins:write', scope: 'plugins:*', role: 'Admin' },
];

/** A plugin's actions that Grafana checks against the plugin or data source asked for. */
const SCOPED_ACTIONS: ReadonlySet<string> = new Set([
  'plugins:write',
  'plugins.app:access',
  'datasources:read',
  'datasources:query',
  'datasources:write',
]);

export function isRole(value: string): value is Role {
  return (ROLES as readonly string[]).includes(value);
}

/** Whether a user with the role `given` may do what is for `wanted`. */
export function includesRole(given: Role, wanted: Role): boolean {
  return ROLES.indexOf(given) >= ROLES.indexOf(wanted);
}

/** What the role may do: Grafana's own grants, and those of the roles that the plugins declare. */
export function permissionsOf(role: Role, { app, nested }: PluginFamily): Permissions {
  const permissions = new Map<string, string[]>();
  const grant = (action: string, scope: string) => permissions.set(action, [...(permissions.get(action) ?? []), scope]);
  for (const { action, scope, role: granted } of GRAFANA_GRANTS) {
    if (includesRole(role, granted)) grant(action, scope);
  }
  for (const { permissions: declared } of [app, ...nested].flatMap((plugin) => rolesGranted(plugin, role))) {
    for (const { action, scope } of declared) grant(action, scope);
  }
  return permissions;
}

function rolesGranted({ roles }: Manifest, role: Role): Manifest['roles'] {
  return roles.filter(({ grants }) => grants.some((granted) => isRole(granted) && includesRole(role, granted)));
}

/** As Grafana's route evaluators: only its own actions are bound to a scope. */
export function mayCall(
  permissions: Permissions,
  role: Role,
  route: { readonly reqAction: string; readonly reqRole: string },
  scope: string
): boolean {
  if (route.reqAction !== '') {
    const scopes = permissions.get(route.reqAction);
    if (scopes === undefined) return false;
    return !SCOPED_ACTIONS.has(route.reqAction) || scopes.some((granted) => covers(granted, scope));
  }
  return !isRole(route.reqRole) || includesRole(role, route.reqRole);
}

function covers(granted: string, scope: string): boolean {
  if (granted === '*' || granted === scope) return true;
  return granted.endsWith('*') && scope.startsWith(granted.slice(0, -1));
}
