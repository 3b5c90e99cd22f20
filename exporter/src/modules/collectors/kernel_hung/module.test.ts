import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import kernelHung from './module.ts';

const FILE = 'sys/kernel/hung_task_detect_count';

describe('kernel_hung', () => {
  it('shows the count', async () => {
    const { lines, families } = await collect(kernelHung, { procfs: fileTree({ [FILE]: '23\n' }) });
    expect(lines).toEqual(['node_kernel_hung_tasks_total 23']);
    expect(families[0]?.type).toBe('counter');
  });

  it.each([
    [{}, 'unsupported'],
    [{ [FILE]: '' }, 'malformed_reply'],
    [{ [FILE]: 'none\n' }, 'malformed_reply'],
    [{ [FILE]: '\xff\xfe' }, 'malformed_reply'],
  ])('of %j it says %s', (files, code) =>
    expect(collect(kernelHung, { procfs: fileTree(files) })).rejects.toMatchObject({ code }),
  );
});
