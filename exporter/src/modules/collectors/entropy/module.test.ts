import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import entropy from './module.ts';

const procfs = (files: Record<string, string>) =>
  fileTree(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [`sys/kernel/random/${name}`, text])),
  );

describe('entropy', () => {
  it('shows what is there of how much', async () => {
    const { lines } = await collect(entropy, {
      procfs: procfs({ entropy_avail: '1337\n', poolsize: '4096\n' }),
    });
    expect(lines).toEqual(['node_entropy_available_bits 1337', 'node_entropy_pool_size_bits 4096']);
  });

  it.each([
    [{}, [], 'unsupported'],
    [{ entropy_avail: '' }, [], 'malformed_reply'],
    [{ entropy_avail: 'low\n', poolsize: '256\n' }, [], 'malformed_reply'],
    [{ entropy_avail: '1\n' }, ['node_entropy_available_bits 1'], 'unsupported'],
    [{ entropy_avail: '1\n', poolsize: '\xff' }, ['node_entropy_available_bits 1'], 'malformed_reply'],
  ])('of %j it shows %j', async (files, lines, code) => {
    const attempt = await collectorOf(entropy, { procfs: procfs(files) }).attempt();
    expect(attempt).toMatchObject({ lines, error: { code } });
  });
});
