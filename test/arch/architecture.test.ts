import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { moduleFolders } from '../../scripts/generate/modules.ts';
import { registrySource } from '../../scripts/generate/registry.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const SOURCE = join(ROOT, 'exporter/src');

/** A file imports its own folder and lower tiers; folders of one tier do not know each other. */
const TIERS: Readonly<Record<string, number>> = {
  model: 0,
  contract: 1,
  protocols: 1,
  platform: 2,
  modules: 2,
  store: 3,
  analysis: 4,
  runtime: 4,
  api: 5,
  app: 6,
  cli: 7,
  'main.ts': 8,
};
/** Imports that break the rules and are tolerated. Empty, and to stay so. */
const ALLOWED: readonly string[] = [];

const IO = new Set([
  'fs',
  'fs/promises',
  'net',
  'http',
  'https',
  'http2',
  'tls',
  'dgram',
  'dns',
  'dns/promises',
  'child_process',
  'worker_threads',
  'cluster',
  'os',
]);
const WITHOUT_BUILTINS = new Set(['model', 'contract', 'protocols', 'modules']);
const FORBIDDEN_FOLDERS = new Set(['utils', 'util', 'common', 'helpers', 'helper', 'misc', 'shared', 'lib']);
const MAX_LINES = 400;

interface SourceFile {
  /** From exporter/src. */
  readonly path: string;
  /** Node's modules of which it takes more than types. */
  readonly builtins: readonly string[];
  /** Those within exporter/src, as paths from there. */
  readonly internal: readonly string[];
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function parse(full: string): SourceFile {
  const text = readFileSync(full, 'utf8');
  const imports = ts.preProcessFile(text).importedFiles.map(({ fileName }) => fileName);
  const internal = imports
    .filter((name) => name.startsWith('.'))
    .map((name) => relative(SOURCE, resolve(dirname(full), name)))
    .filter((path) => path !== '../package.json');
  return { path: relative(SOURCE, full), builtins: builtinsOf(text), internal };
}

/** `import type` opens nothing, and Express speaks in the types of node:http. */
function builtinsOf(text: string): string[] {
  const withoutTypes = text.replace(/^(import|export) type [^;]*;/gm, '');
  const names = ts
    .preProcessFile(withoutTypes)
    .importedFiles.map(({ fileName }) => fileName.replace(/^node:/, ''));
  return names.filter((name) => builtinModules.includes(name));
}

const partOf = (path: string) => path.split('/')[0] ?? '';
/** Folders within a part that are separate: `modules/collectors/cpu`. */
const folderOf = (path: string) =>
  partOf(path) === 'modules' ? path.split('/').slice(0, 3).join('/') : partOf(path);

/** Why a file may not import another; null when it may. */
function violation(from: string, to: string): string | null {
  if (folderOf(from) === folderOf(to)) return null;
  const [own, other] = [TIERS[partOf(from)], TIERS[partOf(to)]];
  if (own === undefined || other === undefined) return `${from} → ${to}: outside the tree`;
  if (other < own) return null;
  return `${from} → ${to}: ${other > own ? 'up' : 'sideways'}`;
}

/** Circular imports, each as the path around it. */
function cycles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at >= 0) found.push([...trail.slice(at), path].join(' → '));
    if (at >= 0 || done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return found;
}

const all = filesBelow(SOURCE)
  .filter((path) => path.endsWith('.ts'))
  .map(parse);
const production = all.filter(({ path }) => !path.endsWith('.test.ts'));

describe('the architecture', () => {
  it('lets imports point only to lower tiers', () => {
    const found = production.flatMap(({ path, internal }) =>
      internal.flatMap((to) => violation(path, to) ?? []),
    );
    expect(found.filter((each) => !ALLOWED.includes(each))).toEqual([]);
  });

  it('has no cycles', () => {
    expect(cycles(new Map(production.map(({ path, internal }) => [path, internal])))).toEqual([]);
  });

  it('imports with the ending .ts, and what exists', () => {
    const known = new Set(all.map(({ path }) => path));
    const broken = production.flatMap(({ path, internal }) =>
      internal.filter((to) => !known.has(to)).map((to) => `${path} → ${to}`),
    );
    expect(broken).toEqual([]);
  });

  it('does I/O only in platform', () => {
    const found = production.flatMap(({ path, builtins }) => {
      const part = partOf(path);
      const forbidden = builtins.filter(
        (name) => (part !== 'platform' && IO.has(name)) || WITHOUT_BUILTINS.has(part),
      );
      return forbidden.map((name) => `${path} → node:${name}`);
    });
    expect(found).toEqual([]);
  });

  it('has no folder for whatever', () => {
    const folders = new Set(all.flatMap(({ path }) => path.split('/').slice(0, -1)));
    expect([...folders].filter((folder) => FORBIDDEN_FOLDERS.has(folder))).toEqual([]);
  });

  it(`has no file over ${MAX_LINES} lines`, () => {
    const others = ['scripts', 'test', 'packages/ipmi-js/src', 'packages/ipmi-js/test'].flatMap((folder) =>
      filesBelow(join(ROOT, folder)),
    );
    const sources = [...all.map(({ path }) => join(SOURCE, path)), ...others].filter((path) =>
      /\.(ts|mjs)$/.test(path),
    );
    const long = sources.filter((path) => readFileSync(path, 'utf8').split('\n').length > MAX_LINES + 1);
    expect(long.map((path) => relative(ROOT, path))).toEqual([]);
  });

  it('registers every module folder and nothing else', () => {
    const names = (text: string) =>
      [...text.matchAll(/from '(\.\.\/modules\/[^']+)'/g)].map((match) => match[1]);
    const registry = readFileSync(join(SOURCE, 'app/registry.ts'), 'utf8');
    expect(names(registry)).toEqual(names(registrySource(moduleFolders(ROOT))));
  });
});

describe('the check itself', () => {
  it.each([
    ['api/a.ts', 'store/b.ts', null],
    ['api/a.ts', 'api/x/b.ts', null],
    ['store/a.ts', 'api/b.ts', 'store/a.ts → api/b.ts: up'],
    ['analysis/a.ts', 'runtime/b.ts', 'analysis/a.ts → runtime/b.ts: sideways'],
    [
      'modules/collectors/a/module.ts',
      'modules/collectors/b/x.ts',
      'modules/collectors/a/module.ts → modules/collectors/b/x.ts: sideways',
    ],
    [
      'modules/collectors/a/module.ts',
      'platform/x.ts',
      'modules/collectors/a/module.ts → platform/x.ts: sideways',
    ],
    ['modules/collectors/a/module.ts', 'modules/collectors/a/x.ts', null],
    ['other/a.ts', 'model/b.ts', 'other/a.ts → model/b.ts: outside the tree'],
  ])('%s → %s', (from, to, expected) => expect(violation(from, to)).toBe(expected));

  it('finds a cycle', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['a']],
      ['d', []],
    ]);
    expect(cycles(graph)).toEqual(['a → b → c → a']);
  });
});
