import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { array, optionalText, record, records, text } from './json.ts';

/** A route of plugin.json: what the proxy matches, demands and sends on. */
export interface ProxyRoute {
  readonly path: string;
  /** Empty and `*` stand for every verb. */
  readonly method: string;
  readonly url: string;
  readonly reqRole: string;
  readonly reqAction: string;
  readonly headers: readonly { readonly name: string; readonly content: string }[];
}

export interface Include {
  readonly type: string;
  readonly name: string;
  readonly path: string;
  readonly role: string;
  readonly action: string;
  readonly icon: string;
  readonly addToNav: boolean;
  readonly defaultNav: boolean;
}

export interface PluginRole {
  readonly name: string;
  readonly permissions: readonly { readonly action: string; readonly scope: string }[];
  readonly grants: readonly string[];
}

/** The parts of a plugin.json that Grafana's server acts on. */
export interface Manifest {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  /** Below the app's folder: empty for the app, `datasource` for the plugin of `datasource/plugin.json`. */
  readonly folder: string;
  readonly routes: readonly ProxyRoute[];
  readonly includes: readonly Include[];
  readonly roles: readonly PluginRole[];
  readonly languages: readonly string[];
  readonly extensions: Readonly<Record<string, unknown>>;
  readonly info: Readonly<Record<string, unknown>>;
  readonly dependencies: Readonly<Record<string, unknown>>;
}

export interface PluginFamily {
  readonly app: Manifest;
  readonly nested: readonly Manifest[];
}

/** Reads the shipped plugin.json and those of the panels and data sources it includes. */
export function readManifests(dist: string): PluginFamily {
  const app = readManifest(dist, '');
  const nested = app.includes
    .filter(({ path }) => path.endsWith('/plugin.json') && existsSync(join(dist, path)))
    .map(({ path }) => readManifest(dist, dirname(path)));
  return { app, nested };
}

function readManifest(dist: string, folder: string): Manifest {
  const path = join(dist, folder, 'plugin.json');
  if (!existsSync(path)) {
    throw new Error(`${path} is missing: build the plugin first (npm run build -w fathom-infrastructure-app)`);
  }
  return parseManifest(JSON.parse(readFileSync(path, 'utf8')), folder);
}

/** @throws {Error} naming the key that is missing or of the wrong type. */
export function parseManifest(value: unknown, folder: string): Manifest {
  const manifest = record(value, 'plugin.json');
  return {
    id: text(manifest['id'], 'id'),
    name: text(manifest['name'], 'name'),
    type: text(manifest['type'], 'type'),
    folder,
    routes: records(manifest['routes'], 'routes').map(parseRoute),
    includes: records(manifest['includes'], 'includes').map(parseInclude),
    roles: records(manifest['roles'], 'roles').map(parseRole),
    languages: array(manifest['languages'], 'languages').map((language) => text(language, 'languages')),
    extensions: record(manifest['extensions'] ?? {}, 'extensions'),
    info: record(manifest['info'] ?? {}, 'info'),
    dependencies: record(manifest['dependencies'] ?? {}, 'dependencies'),
  };
}

function parseRoute(route: Readonly<Record<string, unknown>>): ProxyRoute {
  return {
    path: text(route['path'], 'routes.path'),
    method: optionalText(route['method'], 'routes.method'),
    url: optionalText(route['url'], 'routes.url'),
    reqRole: optionalText(route['reqRole'], 'routes.reqRole'),
    reqAction: optionalText(route['reqAction'], 'routes.reqAction'),
    headers: records(route['headers'], 'routes.headers').map((header) => ({
      name: text(header['name'], 'routes.headers.name'),
      content: text(header['content'], 'routes.headers.content'),
    })),
  };
}

function parseInclude(include: Readonly<Record<string, unknown>>): Include {
  return {
    type: text(include['type'], 'includes.type'),
    name: text(include['name'], 'includes.name'),
    path: optionalText(include['path'], 'includes.path'),
    role: optionalText(include['role'], 'includes.role'),
    action: optionalText(include['action'], 'includes.action'),
    icon: optionalText(include['icon'], 'includes.icon'),
    addToNav: include['addToNav'] === true,
    defaultNav: include['defaultNav'] === true,
  };
}

function parseRole(entry: Readonly<Record<string, unknown>>): PluginRole {
  const role = record(entry['role'], 'roles.role');
  return {
    name: text(role['name'], 'roles.role.name'),
    permissions: records(role['permissions'], 'roles.role.permissions').map((permission) => ({
      action: text(permission['action'], 'roles.role.permissions.action'),
      scope: optionalText(permission['scope'], 'roles.role.permissions.scope'),
    })),
    grants: array(entry['grants'], 'roles.grants').map((grant) => text(grant, 'roles.grants')),
  };
}
