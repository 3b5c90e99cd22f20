/** The package as others get it: built, packed, installed, used. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';

const PACKAGE = resolve(import.meta.dirname, '..');
const folder = mkdtempSync(join(tmpdir(), 'ipmi-js-'));
const installed = join(folder, 'node_modules/ipmi-js');

/** The mistake must be found: where there are no types, there is none. */
const USE = `
import { IpmiClient, IpmiError, type IpmiResponse } from 'ipmi-js';
// @ts-expect-error a host is a text
export const wrong = () => new IpmiClient({ host: 1 });
export async function ask(): Promise<IpmiResponse | string> {
  const client = new IpmiClient({ host: '127.0.0.1', port: 1, user: 'x', password: 'y', timeoutMs: 200, resendAfterMs: 50 });
  try {
    return await client.send({ netFn: 6, command: 1 });
  } catch (error) {
    return error instanceof IpmiError ? error.code : 'not ours';
  } finally {
    await client.close();
  }
}
`;

beforeAll(() => {
  execFileSync(process.execPath, [join(PACKAGE, 'build.mjs')], { stdio: 'pipe' });
  execFileSync('npm', ['pack', '--silent', '--pack-destination', folder], {
    cwd: join(PACKAGE, 'dist'),
    stdio: 'pipe',
  });
  const archive = readdirSync(folder).find((name) => name.endsWith('.tgz')) ?? '';
  mkdirSync(installed, { recursive: true });
  execFileSync('tar', ['-xzf', join(folder, archive), '-C', installed, '--strip-components=1']);
  writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
}, 120_000);
afterAll(() => rmSync(folder, { recursive: true }));

it('has what a package needs and no tests', () => {
  const files = readdirSync(installed, { recursive: true, encoding: 'utf8' });
  expect(files).toEqual(
    expect.arrayContaining(['README.md', 'LICENSE', 'index.js', 'index.d.ts', 'client.js']),
  );
  expect(files.filter((name) => name.includes('.test.'))).toEqual([]);
  const manifest = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  expect(manifest).toMatchObject({ name: 'ipmi-js', type: 'module', license: 'Apache-2.0' });
  expect(manifest).not.toHaveProperty('private');
});

it('runs', () => {
  const program = `import { IpmiClient, IpmiError } from 'ipmi-js';
    const client = new IpmiClient({ host: '127.0.0.1', port: 1, timeoutMs: 200, resendAfterMs: 50 });
    const error = await client.send({ netFn: 6, command: 1 }).catch((caught) => caught);
    console.log(error instanceof IpmiError, error.code);
    await client.close();`;
  const output = execFileSync(process.execPath, ['--input-type=module', '-e', program], { cwd: folder });
  expect(output.toString().trim()).toBe('true unreachable');
});

it('has types that others can check against, and its README is right', () => {
  writeFileSync(join(folder, 'use.ts'), USE);
  const [, example = ''] = /```ts\n(.*?)```/s.exec(readFileSync(join(installed, 'README.md'), 'utf8')) ?? [];
  expect(example).toContain('IpmiClient');
  writeFileSync(join(folder, 'example.ts'), example);
  const tsc = createRequire(import.meta.url).resolve('typescript/bin/tsc');
  const types = join(PACKAGE, '../../node_modules/@types');
  const options = [
    '--strict',
    '--noEmit',
    '--module',
    'nodenext',
    '--target',
    'es2022',
    '--typeRoots',
    types,
    '--types',
    'node',
  ];
  expect(run(tsc, [...options, 'use.ts', 'example.ts'])).toBe('');
}, 60_000);

function run(script: string, args: readonly string[]): string {
  try {
    return execFileSync(process.execPath, [script, ...args], { cwd: folder, stdio: 'pipe' }).toString();
  } catch (error) {
    return (error as { stdout: Buffer }).stdout.toString();
  }
}
