/**
 * What Grafana's plugin validator demands of an archive, on the archive that `npm run package` makes: its own program
 * is downloaded from GitHub when used, so its rules are checked here one by one.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, describe, expect, it } from 'vitest';
import { zipPlugin } from '../../scripts/steps/zip-plugin.mjs';

const ROOT = resolve(import.meta.dirname, '../..');
const APP = join(ROOT, 'grafana-app');
const ID = 'fathom-infrastructure-app';
/** Grafana fetches the app's for every page; a panel's, which names its options, where it is used. */
const MODULE_BYTES = { app: 10 * 1024, nested: 25 * 1024 };
const CHUNK_BYTES = 250 * 1024;

interface PluginJson {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly info: {
    readonly description?: string;
    readonly version: string;
    readonly updated: string;
    readonly author: { readonly name: string };
    readonly logos: Readonly<Record<'small' | 'large', string>>;
    readonly screenshots?: readonly { readonly name: string; readonly path: string }[];
    readonly links?: readonly { readonly url: string }[];
  };
  readonly includes?: readonly { readonly type: string; readonly name: string; readonly path: string }[];
  readonly dependencies?: { readonly grafanaDependency?: string };
  readonly languages?: readonly string[];
}

const folder = mkdtempSync(join(tmpdir(), 'fathom-plugin-'));
afterAll(() => rmSync(folder, { recursive: true }));

function packed(): Map<string, string> {
  const target = join(folder, 'plugin.zip');
  zipPlugin(join(APP, 'dist'), target);
  const files = unzipSync(readFileSync(target));
  return new Map(Object.entries(files).map(([path, bytes]) => [path, Buffer.from(bytes).toString('latin1')]));
}

const files = packed();
const paths = [...files.keys()];
const text = (path: string) => Buffer.from(files.get(path) ?? '', 'latin1').toString('utf8');
const within = (path: string) => `${ID}/${path}`;
const manifestPaths = paths.filter((path) => path.endsWith('/plugin.json'));
const manifests = manifestPaths.map((path) => ({
  folder: path.slice(0, -'plugin.json'.length),
  manifest: JSON.parse(text(path)) as PluginJson,
}));
const root = manifests.find(({ manifest }) => manifest.id === ID)?.manifest;
const packageVersion = (JSON.parse(readFileSync(join(APP, 'package.json'), 'utf8')) as { version: string })
  .version;
const scripts = paths.filter((path) => path.endsWith('.js'));

describe('the archive', () => {
  it('is one folder named by the plugin, with what must be in it', () => {
    expect(paths.filter((path) => !path.startsWith(`${ID}/`))).toEqual([]);
    expect(paths).toEqual(
      expect.arrayContaining(
        ['plugin.json', 'module.js', 'module.js.map', 'README.md', 'CHANGELOG.md', 'LICENSE'].map(within),
      ),
    );
  });

  it('has nothing that is no part of a plugin', () => {
    const allowed = /\.(?:js|js\.map|json|md|svg|png|txt)$|\/LICENSE$/;
    expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
  });

  it('has a license that the catalogue takes', () =>
    expect(text(within('LICENSE'))).toMatch(/Apache License\s+Version 2\.0/));

  it('has a README of its own, whose links are absolute', () => {
    const readme = text(within('README.md'));
    expect(readme.length).toBeGreaterThan(1000);
    expect(readme).not.toMatch(/TODO|lorem|Get started with your plugin|scaffold/i);
    const links = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    expect(links.filter((link) => !/^(?:https:\/\/|#)/.test(link))).toEqual([]);
  });

  it('has a changelog that knows this version', () =>
    expect(text(within('CHANGELOG.md'))).toContain(`## ${packageVersion}`));
});

describe.each(manifests)('$manifest.id', ({ folder: base, manifest }) => {
  it('says what it is', () => {
    expect(manifest.id).toMatch(new RegExp(`^fathom-[a-z]+-${manifest.type}$`));
    expect(['app', 'datasource', 'panel']).toContain(manifest.type);
    expect(manifest.name).not.toBe('');
    expect(manifest.info.author.name).not.toBe('');
    expect(manifest.info.description?.length).toBeGreaterThan(20);
  });

  it('has the version of the package and a date, and no placeholder', () => {
    expect(manifest.info.version).toBe(packageVersion);
    expect(manifest.info.updated).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(text(`${base}plugin.json`)).not.toMatch(/%[A-Z_]+%/);
  });

  it('has its logos, which carry no script and load nothing', () => {
    for (const logo of Object.values(manifest.info.logos)) {
      expect(logo).toMatch(/^img\/[\w-]+\.svg$/);
      const svg = text(base + logo);
      expect(svg).toMatch(/^<svg [^>]*viewBox/);
      expect(svg).not.toMatch(/<script|<foreignObject|\son\w+=|href="(?!#)|url\((?!#)/i);
    }
  });

  it('is built by the tools of Grafana, small, and with the map of its source', () => {
    const module = text(`${base}module.js`);
    expect(module).toContain('[create-plugin] version: 7.1.7');
    expect(module.length).toBeLessThanOrEqual(MODULE_BYTES[manifest.id === ID ? 'app' : 'nested']);
    expect(paths).toContain(`${base}module.js.map`);
  });
});

describe('the app', () => {
  it('declares every nested plugin, by type and path', () => {
    const nested = manifests
      .filter(({ manifest }) => manifest.id !== ID)
      .map(({ folder: base, manifest }) => `${manifest.type} ${base.slice(ID.length + 1)}plugin.json`);
    const declared = (root?.includes ?? [])
      .filter(({ type }) => type === 'panel' || type === 'datasource')
      .map(({ type, path }) => `${type} ${path}`);
    expect(nested.length).toBe(5);
    expect(declared.sort()).toEqual(nested.sort());
  });

  it('has the pages and dashboards that it includes', () => {
    const pages = (root?.includes ?? []).filter(({ type }) => type === 'page');
    for (const { path } of pages) expect(path).toMatch(new RegExp(`^/(?:a/${ID}/[a-z]+|plugins/${ID})$`));
    const dashboards = (root?.includes ?? []).filter(({ type }) => type === 'dashboard');
    expect(dashboards.length).toBeGreaterThan(0);
    for (const { path } of dashboards)
      expect(JSON.parse(text(within(path)))).toHaveProperty('panels', expect.any(Array));
  });

  it('names the Grafana that it needs, pre-releases included', () =>
    expect(root?.dependencies?.grafanaDependency).toBe('>=12.3.0-0'));

  it('has its screenshots and secure links', () => {
    for (const { path } of root?.info.screenshots ?? []) {
      expect(path).toMatch(/^img\/.+\.png$/);
      expect(files.get(within(path))?.slice(1, 4)).toBe('PNG');
    }
    expect((root?.info.screenshots ?? []).length).toBeGreaterThanOrEqual(3);
    for (const { url } of root?.info.links ?? []) expect(url).toMatch(/^https:\/\//);
  });

  it('has the texts of its languages', () => {
    for (const language of root?.languages ?? [])
      expect(paths).toContain(within(`locales/${language}/${ID}.json`));
  });
});

describe('the code', () => {
  it('has a map for each script, with the sources as they are', () => {
    const own = new Map<string, string>();
    for (const script of scripts) {
      const map = JSON.parse(text(`${script}.map`) || '{}') as {
        sources?: string[];
        sourcesContent?: string[];
      };
      // A chunk of JSON alone has none.
      if (map.sources === undefined) continue;
      map.sources.forEach((source, i) => {
        const path = /^webpack:\/\/[^/]+\/\.\/(.+\.tsx?)$/.exec(source)?.[1];
        if (path !== undefined && !path.includes('node_modules'))
          own.set(path, map.sourcesContent?.[i] ?? '');
      });
    }
    expect(own.size).toBeGreaterThan(50);
    const differing = [...own].filter(([path, content]) => !sourceOf(path).includes(content.trim()));
    expect(differing.map(([path]) => path)).toEqual([]);
  });

  it('comes in chunks that load fast', () => {
    const large = scripts.filter((path) => (files.get(path)?.length ?? 0) > CHUNK_BYTES);
    expect(large).toEqual([]);
  });

  it.each([
    ['no messages for developers', /console\.(?:log|info|debug)\(/],
    [
      "none of React's internals, or what React 19 removed",
      /__SECRET_INTERNALS|findDOMNode|ReactDOM\.render\b|unmountComponentAtNode/,
    ],
    ['no Angular', /angular(?:JS|\.module)/],
    ['no evaluation of text', /\beval\(|new Function\(/],
    ['no trackers', /google-analytics|googletagmanager|segment\.(?:io|com)|posthog/],
  ])('has %s', (_title, pattern) => {
    expect(scripts.filter((path) => pattern.test(files.get(path) ?? ''))).toEqual([]);
  });

  it('does not depend on the toolkit that is no more', () => {
    for (const manifest of ['package.json', 'grafana-app/package.json', 'package-lock.json'])
      expect(readFileSync(join(ROOT, manifest), 'utf8')).not.toContain('@grafana/toolkit');
  });
});

function sourceOf(path: string): string {
  return readFileSync(join(APP, path.startsWith('src/') ? path : join('src', path)), 'utf8');
}
