import { mkdtempSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filesystems } from './filesystems.ts';

describe('filesystems', () => {
  let folder = '';
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'fathom-filesystems-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('asks below its root, at once or later', async () => {
    const { blocks, bsize } = statfsSync(folder);
    for (const root of ['/', folder, `${folder}/`]) {
      const port = filesystems(root);
      const mountpoint = root === '/' ? folder : '/';
      expect(port.statSync(mountpoint)).toMatchObject({ blocks, blockSize: bsize });
      expect(await port.stat(mountpoint)).toMatchObject({ blocks, blockSize: bsize });
    }
  });

  it.each([
    ['/', '/'],
    ['/host', '/host'],
    ['/host//', '/host'],
  ])('the root of %j is %j', (given, root) => expect(filesystems(given).root).toBe(root));

  it.each([
    ['/missing', 'unsupported', 'no such file or directory'],
    ['/etc/passwd/x', 'unsupported', 'not a directory'],
    [`/${'x'.repeat(300)}`, 'unsupported', 'file name too long'],
  ])('fails on %s as %s: %s', async (mountpoint, code, message) => {
    const port = filesystems('/');
    expect(() => port.statSync(mountpoint)).toThrow(expect.objectContaining({ code, message }));
    await expect(port.stat(mountpoint)).rejects.toMatchObject({ code, message });
  });
});
