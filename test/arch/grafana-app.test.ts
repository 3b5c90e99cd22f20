/** The Grafana app's tree: pages, panels and the data source stand beside each other upon components and the API. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const SOURCE = resolve(import.meta.dirname, '../../grafana-app/src');
const TIERS: Readonly<Record<string, number>> = {
  locales: -1,
  api: 1,
  components: 2,
  extensions: 3,
  datasource: 4,
  pages: 4,
  panels: 4,
};
/** `App` brings the pages together, the module everything. */
const ROOTS = new Set(['module.tsx', 'components/App/App.tsx']);
const MAX_LINES = 400;
/** Made by a program, as long as the API is large. */
const GENERATED = new Set(['api/schema.ts']);

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter((path) =>
  /\.tsx?$/.test(path),
);
const production = files.filter((path) => !path.includes('.test.'));

function targetsOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(SOURCE, path), 'utf8'));
  return importedFiles
    .map(({ fileName }) => fileName)
    .filter((name) => name.startsWith('.'))
    .flatMap((name) => {
      const full = resolve(SOURCE, dirname(path), name);
      const found = ['', '.ts', '.tsx'].map((ending) => full + ending).find((each) => isFile(each));
      return found === undefined ? [] : [relative(SOURCE, found)];
    });
}

function isFile(path: string): boolean {
  return existsSync(path) && /\.(tsx?|json)$/.test(path);
}

/** Tier of files at the top: what everything uses. */
const tierOf = (path: string) => (path.includes('/') ? (TIERS[path.split('/')[0] ?? ''] ?? 0) : 0);
/** A page or a panel is one folder; the data source is one. */
const unitOf = (path: string) => {
  if (!path.includes('/')) return 'top';
  const [part = '', folder = ''] = path.split('/');
  return part === 'pages' || part === 'panels' ? `${part}/${folder}` : part;
};

function violation(from: string, to: string): string | null {
  if (ROOTS.has(from) || unitOf(from) === unitOf(to)) return null;
  return tierOf(to) < tierOf(from) ? null : `${from} → ${to}`;
}

describe('the tree of the Grafana app', () => {
  it('has pages, panels and the data source apart, upon components, upon the API', () => {
    const found = production.flatMap((path) => targetsOf(path).flatMap((to) => violation(path, to) ?? []));
    expect(found).toEqual([]);
  });

  it('has no file that is too long to read', () => {
    const long = files.filter(
      (path) =>
        !GENERATED.has(path) && readFileSync(join(SOURCE, path), 'utf8').split('\n').length > MAX_LINES,
    );
    expect(long).toEqual([]);
  });

  it('has a plugin.json, a logo and a module in each nested plugin', () => {
    const nested = ['datasource', ...readdirSync(join(SOURCE, 'panels')).map((name) => `panels/${name}`)];
    for (const folder of nested) {
      const names = readdirSync(join(SOURCE, folder));
      expect(names).toEqual(expect.arrayContaining(['plugin.json', 'img']));
      expect(names.some((name) => /^module\.tsx?$/.test(name))).toBe(true);
    }
  });
});
