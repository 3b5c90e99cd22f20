import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../..');
const text = (path: string) => readFileSync(join(ROOT, path), 'utf8');

const pages = [
  ...readdirSync(ROOT),
  ...['docs/guides', 'docs/decisions', 'docs/runbooks'].flatMap((folder) =>
    readdirSync(join(ROOT, folder)).map((name) => join(folder, name)),
  ),
].filter((path) => path.endsWith('.md') && statSync(join(ROOT, path)).isFile());

/** Targets of links in the repository, without what follows `#`. */
function localLinks(markdown: string): string[] {
  const prose = markdown.replace(/```[\s\S]*?```/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link.replace(/#.*$/, ''))
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link));
}

describe('documentation', () => {
  it.each(pages)('%s links to files that exist', (page) => {
    const missing = localLinks(text(page)).filter((link) => !existsSync(resolve(ROOT, dirname(page), link)));
    expect(missing).toEqual([]);
  });

  it('numbers the decisions one after the other', () => {
    const numbers = readdirSync(join(ROOT, 'docs/decisions')).flatMap(
      (name) => /^(\d{4})-/.exec(name)?.[1] ?? [],
    );
    expect(numbers).toEqual(numbers.map((_, i) => String(i + 1).padStart(4, '0')));
  });
});

describe('dependencies', () => {
  interface Manifest {
    readonly workspaces?: readonly string[];
    readonly dependencies?: Readonly<Record<string, string>>;
    readonly devDependencies?: Readonly<Record<string, string>>;
    readonly optionalDependencies?: Readonly<Record<string, string>>;
  }
  const manifest = (folder: string) => JSON.parse(text(join(folder, 'package.json'))) as Manifest;
  const manifests = ['.', ...(manifest('.').workspaces ?? [])].map(manifest);
  const declared = manifests.flatMap((each) =>
    Object.entries({ ...each.dependencies, ...each.devDependencies, ...each.optionalDependencies }),
  );
  const explained = [...text('docs/decisions/dependencies.md').matchAll(/^### (\S+)$/gm)].map(
    ([, name = '']) => name,
  );

  it('have a reason each, and no reason is left over', () => {
    expect([...explained].sort()).toEqual([...new Set(declared.map(([name]) => name))].sort());
  });

  it.each(declared)('%s is pinned: %s', (_name, version) => expect(version).toMatch(/^\d+\.\d+\.\d+$/));
});
