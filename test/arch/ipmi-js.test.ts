/** ipmi-js stands alone: nothing of Fathom, nothing of npm, one file with sockets. */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const PACKAGE = resolve(import.meta.dirname, '../../packages/ipmi-js');
const SOURCE = join(PACKAGE, 'src');
/** Where what of Node's own is needed: sockets, names and addresses in one place, hashes and ciphers for the logins. */
const BUILTINS: Readonly<Record<string, readonly string[]>> = {
  'transport/udp.ts': ['dgram', 'dns/promises', 'net'],
  crypto: ['crypto'],
  session: ['crypto'],
};

const files = readdirSync(SOURCE, { recursive: true, encoding: 'utf8' }).filter(
  (path) => path.endsWith('.ts') && !path.endsWith('.test.ts'),
);

function importsOf(path: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(SOURCE, path), 'utf8'));
  return importedFiles.map(({ fileName }) => fileName);
}

describe('ipmi-js', () => {
  it('depends on nothing', () => {
    const manifest = JSON.parse(readFileSync(join(PACKAGE, 'package.json'), 'utf8')) as Record<
      string,
      unknown
    >;
    const kinds = Object.keys(manifest).filter((key) => /dependencies$/i.test(key));
    expect(kinds).toEqual([]);
  });

  it('imports its own files, with the ending .ts, and no other', () => {
    const foreign = files.flatMap((path) =>
      importsOf(path)
        .filter((name) => name.startsWith('.'))
        .filter((name) => !files.includes(relative(SOURCE, resolve(SOURCE, dirname(path), name))))
        .map((name) => `${path} → ${name}`),
    );
    expect(foreign).toEqual([]);
  });

  it("takes Node's own modules only where they belong", () => {
    const found = files.flatMap((path) => {
      const allowed = BUILTINS[path] ?? BUILTINS[path.split('/')[0] ?? ''] ?? [];
      const names = importsOf(path).filter((name) => !name.startsWith('.'));
      return names
        .filter(
          (name) =>
            !allowed.includes(name.replace(/^node:/, '')) ||
            !builtinModules.includes(name.replace(/^node:/, '')),
        )
        .map((name) => `${path} → ${name}`);
    });
    expect(found).toEqual([]);
  });
});
