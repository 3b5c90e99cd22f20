import { describe, expect, it } from 'vitest';
import type { Filesystems, FilesystemStats } from '../../../contract/ports.ts';
import { RemoteFilesystems, serverOf, TIMED_OUT } from './remote.ts';

const STATS: FilesystemStats = {
  blockSize: 1,
  blocks: 1,
  blocksFree: 1,
  blocksAvailable: 1,
  files: 1,
  filesFree: 1,
};

/** Servers that answer when told to; those not listed in `dead` answer at once. */
function servers(dead: readonly string[]) {
  const asked: string[] = [];
  const revive = new Map<string, () => void>();
  const filesystems: Filesystems = {
    root: '/',
    statSync: () => STATS,
    stat: (mountpoint) => {
      asked.push(mountpoint);
      if (!dead.includes(mountpoint)) return Promise.resolve(STATS);
      return new Promise((resolve) => revive.set(mountpoint, () => resolve(STATS)));
    },
  };
  return { filesystems, asked, revive };
}

async function ask(
  remote: RemoteFilesystems,
  filesystems: Filesystems,
  mountpoints: readonly string[],
  signal = new AbortController().signal,
) {
  const answers: Record<string, unknown> = {};
  let told = 0;
  await remote.stat(
    filesystems,
    mountpoints.map((mountpoint) => ({ mountpoint, server: 'x' })),
    { timeoutMs: 200, signal },
    (mountpoint, answer) => {
      told += 1;
      answers[mountpoint] = answer;
    },
  );
  expect(told).toBe(mountpoints.length);
  return answers;
}

describe('RemoteFilesystems', () => {
  it('asks those that answer', async () => {
    const { filesystems, asked } = servers([]);
    const names = ['/a', '/b', '/c', '/d', '/e'];
    const answers = await ask(new RemoteFilesystems(), filesystems, names);
    expect(answers).toEqual(Object.fromEntries(names.map((name) => [name, STATS])));
    expect(asked).toEqual(names);
  });

  it('waits once for a dead one, and takes it back once it has answered', async () => {
    const remote = new RemoteFilesystems();
    const { filesystems, asked, revive } = servers(['/dead']);
    const names = ['/dead', '/a', '/b'];
    const withoutIt = { '/dead': TIMED_OUT, '/a': STATS, '/b': STATS };
    expect(await ask(remote, filesystems, names)).toEqual(withoutIt);
    const startedAt = performance.now();
    for (let i = 0; i < 20; i += 1) expect(await ask(remote, filesystems, names)).toEqual(withoutIt);
    expect(performance.now() - startedAt).toBeLessThan(1000);
    expect(asked.filter((name) => name === '/dead')).toHaveLength(1);
    revive.get('/dead')?.();
    await new Promise((resolve) => setImmediate(resolve));
    await ask(remote, filesystems, names);
    expect(asked.filter((name) => name === '/dead')).toHaveLength(2);
  });

  it('hands on what a server says', async () => {
    const { filesystems } = servers([]);
    const refusing = { ...filesystems, stat: () => Promise.reject(new Error('stale file handle')) };
    expect(await ask(new RemoteFilesystems(), refusing, ['/a'])).toEqual({
      '/a': new Error('stale file handle'),
    });
  });

  it('stops waiting when aborted', async () => {
    const { filesystems } = servers(['/1', '/4']);
    const abort = new AbortController();
    const answers = ask(new RemoteFilesystems(), filesystems, ['/1', '/2'], abort.signal);
    await new Promise((resolve) => setImmediate(resolve));
    abort.abort();
    expect(await answers).toEqual({ '/1': TIMED_OUT, '/2': STATS });
    expect(await ask(new RemoteFilesystems(), filesystems, ['/4'], AbortSignal.abort())).toEqual({
      '/4': TIMED_OUT,
    });
  });

  it('has nothing to wait for without mounts', async () => {
    expect(await ask(new RemoteFilesystems(), servers([]).filesystems, [])).toEqual({});
  });
});

describe('serverOf', () => {
  it.each([
    ['nfs.example:/export', 'nfs.example'],
    ['[2001:db8::1]:/export', '[2001:db8::1]'],
    ['//smb.example/share/x', '//smb.example'],
    ['user@ssh.example:/home', 'user@ssh.example'],
    ['10.0.0.1:6789,10.0.0.2:6789:/', '10.0.0.1:6789,10.0.0.2:6789'],
    ['gvfsd-fuse', '/mnt'],
    ['/dev/fuse', '/mnt'],
    ['', '/mnt'],
  ])('of %j is %j', (device, server) => expect(serverOf({ device, mountpoint: '/mnt' })).toBe(server));
});
