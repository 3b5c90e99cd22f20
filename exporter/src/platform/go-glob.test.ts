import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { goGlob, goGlobSync, namePattern } from './go-glob.ts';

/** Rows of path/filepath's own documentation and corner cases of its syntax. */
it.each([
  ['abc', 'abc', true],
  ['*', '.hidden', true],
  ['*c', 'abc', true],
  ['a*b?c*x', 'abxbbxdbxebxczzx', true],
  ['a?b', 'a☺b', true],
  ['a[^a-z]b', 'a5b', true],
  ['ab[^c]', 'abc', false],
  ['ab[e-g]', 'abf', true],
  ['[\\]a]', ']', true],
  ['[\\-x]', '-', true],
  ['[x\\-]', 'z', false],
  ['a\\*b', 'a*b', true],
  ['a\\*b', 'axb', false],
  ['(a+)', '(a+)', true],
])('%j against %j: %s', (pattern, name, matches) => expect(namePattern(pattern)?.test(name)).toBe(matches));

it.each(['[]a]', '[-]', '[x-]', '[-x]', '[', '[^', '[^bc', 'a[', 'a\\', '[b-a]'])(
  'takes %j for malformed',
  (pattern) => expect(namePattern(pattern)).toBeNull(),
);

it('takes any pattern', () => {
  const unit = fc.constantFrom('[', ']', '^', '-', '\\', '*', '?', 'a', 'b', '/', '(', '{', '$', '.');
  fc.assert(fc.property(fc.string({ unit }), fc.string({ unit }), (a, b) => void namePattern(a)?.test(b)));
});

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'fathom-glob-'));
  for (const folder of ['a/x', 'b/x', 'b/y', '[odd']) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, 'file'), '');
});
afterAll(() => rmSync(root, { recursive: true }));

it.each([
  ['a', ['a']],
  ['none', []],
  ['*/x', ['a/x', 'b/x']],
  ['b/*', ['b/x', 'b/y']],
  ['?', ['a', 'b']],
  ['file/*', []],
  ['[ab', []],
  ['\\[odd', ['[odd']],
])('%j finds %j', async (pattern, found) => {
  const paths = found.map((path) => join(root, path));
  expect(await goGlob(join(root, pattern))).toEqual(paths);
  expect(goGlobSync(join(root, pattern))).toEqual(paths);
});
