import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { processFolders } from './process-folders.ts';

/** Descriptors of this process, on which other tests run too, below a folder of procfs. */
function openBelow(pid: number | undefined): number {
  const links = readdirSync('/proc/self/fd').map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      return ''; // that of the listing itself
    }
  });
  return links.filter((link) => link.startsWith(`/proc/${pid}/`)).length;
}

describe('a live process', () => {
  const ended: (() => void)[] = [];
  afterEach(() => ended.splice(0).forEach((end) => end()));

  async function start() {
    const child = spawn('sleep', ['300'], { stdio: 'ignore' });
    await once(child, 'spawn');
    ended.push(() => child.kill('SIGKILL'));
    const folder = processFolders('/proc').process(String(child.pid));
    ended.push(() => folder.close());
    return { child, folder };
  }

  it('is read again through the descriptors that stay open, until they are closed', async () => {
    const { child, folder } = await start();
    expect(folder.keeps('stat')).toBe(false);
    for (let i = 0; i < 3; i += 1)
      expect(folder.read('stat')?.toString()).toMatch(new RegExp(`^${child.pid} \\(sleep\\) `));
    expect(folder.keeps('stat')).toBe(true);
    expect(folder.read('comm')?.toString()).toBe('sleep\n');
    expect(folder.countOpenFiles()).toBe(readdirSync(`/proc/${child.pid}/fd`).length);
    expect(openBelow(child.pid)).toBe(3);
    folder.close(['comm']);
    expect([folder.keeps('comm'), folder.keeps('stat'), openBelow(child.pid)]).toEqual([true, false, 1]);
    folder.close();
    expect(openBelow(child.pid)).toBe(0);
    expect(folder.read('comm')?.toString()).toBe('sleep\n');
  });

  it('has files that are opened anew each time', async () => {
    const { child, folder } = await start();
    expect(folder.readOnce('cmdline')?.toString()).toBe('sleep\x00300\x00');
    expect(folder.readOnce('limits')?.toString()).toContain('Max open files');
    expect((await folder.readAside('cgroup'))?.toString()).toMatch(/^\d+:/);
    expect(openBelow(child.pid)).toBe(0);
    expect(folder.read('smaps_rollup')?.toString()).toContain('Pss:');
    expect(folder.readOnce('smaps_rollup')?.toString()).toContain('Pss:');
    expect(openBelow(child.pid)).toBe(0);
  });

  it('has threads, which are folders too', async () => {
    const { child, folder } = await start();
    expect(folder.threads()).toEqual([String(child.pid)]);
    const thread = folder.thread(String(child.pid));
    expect(thread.read('stat')?.toString()).toContain('(sleep)');
    thread.close();
  });

  it('is not there any more once it has ended, and leaves nothing open', async () => {
    const { child, folder } = await start();
    folder.read('stat');
    folder.countOpenFiles();
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(folder.read('stat')).toBeNull();
    expect(folder.read('status')).toBeNull();
    expect(folder.readOnce('limits')).toBeNull();
    expect(await folder.readAside('smaps_rollup')).toBeNull();
    expect(folder.countOpenFiles()).toBeNull();
    expect(folder.threads()).toBeNull();
    expect([folder.denied, openBelow(child.pid)]).toEqual([false, 0]);
  });

  it('is read without keeping anything where no descriptors are left to keep', async () => {
    const { child } = await start();
    const folder = processFolders('/proc', 1).process(String(child.pid));
    folder.read('stat');
    folder.read('comm');
    expect([folder.keeps('stat'), folder.keeps('comm')]).toEqual([true, false]);
    expect(folder.read('comm')?.toString()).toBe('sleep\n');
    folder.close();
    folder.read('comm');
    expect(folder.keeps('comm')).toBe(true);
    folder.close();
  });
});

describe('a folder of files', () => {
  let root = '';
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it.skipIf(process.geteuid?.() === 0)('that may not be read is asked for once', () => {
    root = mkdtempSync(join(tmpdir(), 'fathom-folders-'));
    mkdirSync(join(root, '7'));
    writeFileSync(join(root, '7/io'), 'read_bytes: 1\n');
    chmodSync(join(root, '7/io'), 0);
    const folder = processFolders(root).process('7');
    expect([folder.read('io'), folder.denied]).toEqual([null, true]);
    chmodSync(join(root, '7/io'), 0o600);
    expect(folder.read('io')).toBeNull();
  });

  it('that has a folder in place of a file is an error', () => {
    root = mkdtempSync(join(tmpdir(), 'fathom-folders-'));
    mkdirSync(join(root, '7/stat'), { recursive: true });
    expect(() => processFolders(root).process('7').read('stat')).toThrow(/EISDIR/);
  });
});
