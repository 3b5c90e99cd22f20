import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { plainFiles } from './plain-files.ts';

let root: string;
beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'fathom-files-'))));
afterEach(() => rmSync(root, { recursive: true }));

it('lists, and reads within a limit', async () => {
  writeFileSync(join(root, 'b'), 'text');
  mkdirSync(join(root, 'a'));
  expect(await plainFiles.list(root)).toEqual([join(root, 'a'), join(root, 'b')]);
  const { bytes, stamp } = await plainFiles.read(join(root, 'b'), 4);
  expect(bytes.toString()).toBe('text');
  expect(stamp).toEqual(await plainFiles.stamp(join(root, 'b')));
  await expect(plainFiles.read(join(root, 'b'), 3)).rejects.toMatchObject({ code: 'limit_exceeded' });
});

it('tells versions apart, also of the same size and time', async () => {
  const path = join(root, 'a');
  const write = (name: string, text: string) => {
    writeFileSync(join(root, name), text);
    utimesSync(join(root, name), 1_700_000_000.5, 1_700_000_000.5);
  };
  write('a', 'one');
  const first = await plainFiles.stamp(path);
  expect(first.modifiedSeconds).toBe(1_700_000_000);
  expect(await plainFiles.stamp(path)).toEqual(first);
  write('b', 'two');
  renameSync(join(root, 'b'), path);
  const second = await plainFiles.stamp(path);
  expect(second.modifiedSeconds).toBe(first.modifiedSeconds);
  expect(second.version).not.toBe(first.version);
});

it.each([
  ['nothing', 'unsupported', () => undefined],
  ['a folder', 'malformed_reply', (path: string) => mkdirSync(path)],
  ['a pipe', 'malformed_reply', (path: string) => void execFileSync('mkfifo', [path])],
  ['a link to nothing', 'unsupported', (path: string) => symlinkSync('none', path)],
])('does not take %s for a file, and does not hang', async (_, code, make) => {
  make(join(root, 'x'));
  await expect(plainFiles.stamp(join(root, 'x'))).rejects.toMatchObject({ code });
});

it('does not wait for who writes into a pipe', async () => {
  execFileSync('mkfifo', [join(root, 'pipe')]);
  expect((await plainFiles.read(join(root, 'pipe'), 10)).bytes.length).toBe(0);
});

it('says which folder it cannot list', async () => {
  await expect(plainFiles.list(join(root, 'none'))).rejects.toThrow(`${join(root, 'none')}: ENOENT`);
});
