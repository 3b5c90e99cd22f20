import { statfsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ownThread, sharedThread } from './stat-thread.ts';

const threads = [
  ['the shared threads', () => sharedThread],
  ['a thread of its own', ownThread],
] as const;

describe.each(threads)('%s', (_, make) => {
  it('asks one after the other', async () => {
    const thread = make();
    const { blocks, bsize } = statfsSync('/');
    expect(await thread.ask('/')).toMatchObject({ blocks, bsize });
    await expect(thread.ask('/no/such/path')).rejects.toMatchObject({ code: 'ENOENT' });
    expect(await thread.ask('/proc')).toMatchObject({ blocks: 0 });
    thread.end();
  });
});
