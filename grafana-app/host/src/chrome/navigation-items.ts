import { locationUtil } from '@grafana/data';
import { hasPermission } from '@grafana/runtime';
import { preview } from '../boot-data.ts';

export interface NavigationItem {
  readonly text: string;
  readonly path: string;
}

const ROLES = ['Viewer', 'Editor', 'Admin'];

type Include = (typeof preview.app.includes)[number];

/** Pages of the plugin that Grafana would put into its menu for this user. */
export function pluginPages(): NavigationItem[] {
  return preview.app.includes
    .filter((include) => include.type === 'page' && include.addToNav && mayOpen(include))
    .map(({ name, path }) => ({ text: name, path }));
}

/** Pages of the preview itself. */
export function previewPages(): NavigationItem[] {
  return [
    ...preview.dashboards.map(({ uid, title }) => ({ text: title, path: `/d/${uid}` })),
    { text: 'Data source', path: '/datasource' },
    { text: 'Extensions', path: '/extensions' },
  ];
}

/** As Grafana: an action beats the role. */
export function mayOpen({ action, role }: Pick<Include, 'action' | 'role'>): boolean {
  if (action !== '') return hasPermission(action);
  return ROLES.indexOf(preview.preferences.role) >= ROLES.indexOf(role === '' ? 'Viewer' : role);
}

/** The include that stands for the path, when one does. */
export function includeOf(path: string): Include | undefined {
  return preview.app.includes.find((include) => include.type === 'page' && include.path === path);
}

export function homePath(): string {
  const start = preview.app.includes.find(({ defaultNav }) => defaultNav)?.path;
  return start ?? pluginPages()[0]?.path ?? `/plugins/${preview.appId}`;
}

export function currentPageName(): string {
  const pathname = locationUtil.stripBaseFromUrl(window.location.pathname);
  const page = pluginPages().find(({ path }) => pathname === path || pathname.startsWith(`${path}/`));
  return page?.text ?? preview.app.name;
}
