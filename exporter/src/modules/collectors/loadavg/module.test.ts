import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import loadavg, { parseLoadavg } from './module.ts';

describe('loadavg', () => {
  it('emits the three averages', async () => {
    const { lines } = await collect(loadavg, {
      procfs: fileTree({ loadavg: '0.21 0.37 0.39 1/719 19737\n' }),
    });
    expect(lines).toEqual(['node_load1 0.21', 'node_load15 0.39', 'node_load5 0.37']);
  });

  it.each(['', '0.21', '0.21 0.37', 'a b c 1/2 3\n', '\0'.repeat(100), '9'.repeat(5000), '\xff\xfe 1 2'])(
    'refuses %j',
    (text) => expect(() => parseLoadavg(text)).toThrow('loadavg: not three numbers'),
  );
});
