import { describe, expect, it } from 'vitest';
import type { Filesystems, FilesystemStats } from '../../../contract/ports.ts';
import { RemoteFilesystems, TIMED_OUT } from './remote.ts';

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
  mountpoints: string[],
  signal?: AbortSignal,
) {
  const answers: Record<string, unknown> = {};
  const patience = { timeoutMs: 20, signal: signal ?? new AbortController().signal };
  await remote.stat(
    filesystems,
    mountpoints,
    patience,
    (mountpoint, answer) => (answers[mountpoint] = answer),
  );
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

  it('gives up on a dead one, does not ask it again, and takes it back once it has answered', async () => {
    const remote = new RemoteFilesystems();
    const { filesystems, asked, revive } = servers(['/dead']);
    const names = ['/dead', '/a', '/b'];
    expect(await ask(remote, filesystems, names)).toEqual({ '/dead': TIMED_OUT, '/a': STATS, '/b': STATS });
    expect(await ask(remote, filesystems, names)).toEqual({ '/dead': TIMED_OUT, '/a': STATS, '/b': STATS });
    expect(asked.filter((name) => name === '/dead')).toHaveLength(1);
    revive.get('/dead')?.();
    await new Promise((resolve) => setImmediate(resolve));
    await ask(remote, filesystems, names);
    expect(asked.filter((name) => name === '/dead')).toHaveLength(2);
  });

  it('never has more than two questions open', async () => {
    const remote = new RemoteFilesystems();
    const { filesystems, asked } = servers(['/1', '/2', '/3']);
    const answers = await ask(remote, filesystems, ['/1', '/2', '/3', '/a']);
    expect(asked).toEqual(['/1', '/2']);
    expect(answers).toEqual({ '/1': TIMED_OUT, '/2': TIMED_OUT, '/3': TIMED_OUT, '/a': TIMED_OUT });
  });

  it('hands on what a server says', async () => {
    const { filesystems } = servers([]);
    const refusing = { ...filesystems, stat: () => Promise.reject(new Error('stale file handle')) };
    expect(await ask(new RemoteFilesystems(), refusing, ['/a'])).toEqual({
      '/a': new Error('stale file handle'),
    });
  });

  it('stops waiting when aborted', async () => {
    const { filesystems, asked } = servers(['/1']);
    const abort = new AbortController();
    const answers = ask(new RemoteFilesystems(), filesystems, ['/1', '/2', '/3'], abort.signal);
    abort.abort();
    expect(await answers).toMatchObject({ '/1': TIMED_OUT });
    expect(asked.length).toBeLessThan(3);
    const aborted = AbortSignal.abort();
    expect(await ask(new RemoteFilesystems(), filesystems, ['/4'], aborted)).toEqual({ '/4': TIMED_OUT });
  });
});
