import type { BundledDashboard } from './dashboards.ts';
import { dataSourceView, type DataSource } from './data-sources.ts';
import { signedInUser, type Preferences } from './identity.ts';
import type { Manifest, PluginFamily } from './manifest.ts';
import { permissionsOf } from './permissions.ts';
import { secureFieldsOf, type Settings } from './settings.ts';

export interface BootInput {
  readonly family: PluginFamily;
  readonly settings: Settings;
  readonly sources: readonly DataSource[];
  readonly dashboards: readonly BundledDashboard[];
  readonly preferences: Preferences;
  readonly subPath: string;
  readonly origin: string;
  readonly grafanaVersion: string;
  readonly demo: boolean;
}

/** `window.grafanaBootData`, and what the preview itself needs beside it. */
export function bootData(input: BootInput) {
  const { family, preferences, subPath, origin, grafanaVersion } = input;
  const apps = { [family.app.id]: { id: family.app.id, path: moduleOf(family.app, family.app), preload: false } };
  return {
    settings: {
      appUrl: `${origin}${subPath}/`,
      appSubUrl: subPath,
      buildInfo: {
        version: grafanaVersion,
        env: 'production',
        edition: 'Open Source',
        commit: 'preview',
        hideVersion: false,
      },
      datasources: Object.fromEntries(
        input.sources.map((source) => [source.manifest.name, instanceSettings(source, family.app)])
      ),
      defaultDatasource: input.sources[0]?.manifest.name ?? '',
      panels: Object.fromEntries(panelsOf(family).map((panel) => [panel.id, panelMeta(panel, family.app)])),
      apps,
      featureToggles: {},
      rbacEnabled: true,
      namespace: 'default',
      minRefreshInterval: '5s',
    },
    user: user(preferences, family),
    navTree: [],
    preview: {
      appId: family.app.id,
      app: pluginSettingsView(family.app, family.app, input.settings),
      plugins: [family.app, ...family.nested].map((plugin) => ({
        id: plugin.id,
        type: plugin.type,
        folder: plugin.folder,
        languages: plugin.languages,
      })),
      dashboards: input.dashboards.map(({ uid, title }) => ({ uid, title })),
      preferences,
      demo: input.demo,
    },
  };
}

export type BootData = ReturnType<typeof bootData>;

/** As GET /api/plugins/<id>/settings. */
export function pluginSettingsView(plugin: Manifest, app: Manifest, settings: Settings) {
  return {
    id: plugin.id,
    name: plugin.name,
    type: plugin.type,
    enabled: settings.enabled,
    pinned: settings.pinned,
    autoEnabled: false,
    module: moduleOf(plugin, app),
    baseUrl: baseUrlOf(plugin, app),
    info: { ...plugin.info, logos: logosOf(plugin, app) },
    includes: plugin.includes,
    dependencies: plugin.dependencies,
    extensions: plugin.extensions,
    jsonData: settings.jsonData,
    secureJsonFields: secureFieldsOf(settings),
    defaultNavUrl: plugin.includes.find(({ defaultNav }) => defaultNav)?.path ?? '',
    latestVersion: '',
    hasUpdate: false,
    state: '',
    signature: 'unsigned',
    signatureType: '',
    signatureOrg: '',
  };
}

function user({ role, theme, timeZone, language }: Preferences, family: PluginFamily) {
  const { UserID, OrgID, OrgName, Login, Name, Email } = signedInUser(role);
  const actions = [...permissionsOf(role, family).keys()];
  return {
    id: UserID,
    uid: `preview-${Login}`,
    login: Login,
    name: Name,
    email: Email,
    orgId: OrgID,
    orgName: OrgName,
    orgRole: role,
    orgCount: 1,
    isSignedIn: true,
    isGrafanaAdmin: false,
    hasEditPermissionInFolders: role !== 'Viewer',
    theme,
    lightTheme: theme === 'light',
    timezone: timeZone,
    weekStart: 'browser',
    locale: language,
    language,
    regionalFormat: language,
    permissions: Object.fromEntries(actions.map((action) => [action, true])),
  };
}

function instanceSettings(source: DataSource, app: Manifest) {
  const { manifest } = source;
  const { id, uid, jsonData, readOnly, access, isDefault } = dataSourceView(source);
  return {
    id,
    uid,
    type: manifest.id,
    name: manifest.name,
    url: `/api/datasources/proxy/uid/${uid}`,
    access,
    isDefault,
    readOnly,
    jsonData,
    meta: {
      ...panelMeta(manifest, app),
      type: 'datasource',
      metrics: true,
      annotations: true,
    },
  };
}

function panelsOf({ nested }: PluginFamily): readonly Manifest[] {
  return nested.filter(({ type }) => type === 'panel');
}

function panelMeta(plugin: Manifest, app: Manifest) {
  return {
    id: plugin.id,
    name: plugin.name,
    type: plugin.type,
    sort: 100,
    module: moduleOf(plugin, app),
    baseUrl: baseUrlOf(plugin, app),
    info: { ...plugin.info, logos: logosOf(plugin, app) },
    signature: 'unsigned',
  };
}

/** Relative, as Grafana has it: the page's base knows about the sub-path. */
function baseUrlOf(plugin: Manifest, app: Manifest): string {
  return `public/plugins/${app.id}${plugin.folder === '' ? '' : `/${plugin.folder}`}`;
}

function moduleOf(plugin: Manifest, app: Manifest): string {
  return `${baseUrlOf(plugin, app)}/module.js`;
}

function logosOf(plugin: Manifest, app: Manifest): { small: string; large: string } {
  const logos = plugin.info['logos'] as { small?: unknown; large?: unknown } | undefined;
  const at = (path: unknown) => `${baseUrlOf(plugin, app)}/${typeof path === 'string' ? path : 'img/logo.svg'}`;
  return { small: at(logos?.small), large: at(logos?.large) };
}
