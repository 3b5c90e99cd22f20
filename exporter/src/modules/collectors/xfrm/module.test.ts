import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { fuzzBytes, linesOf } from '../../../../../test/support/fuzz-bytes.ts';
import xfrm, { parseXfrmStat } from './module.ts';

const run = (text: string) => collect(xfrm, { procfs: fileTree({ 'net/xfrm_stat': text }) });

describe('xfrm', () => {
  it('shows what node_exporter knows, 0 for what the kernel does not have', async () => {
    const { lines, families } = await run(
      'XfrmInError             \t1\nXfrmAcquireError\t18446744073709551615\nXfrmInStateDirError 7\n',
    );
    expect(lines).toHaveLength(28);
    expect(lines).toEqual(expect.arrayContaining(['node_xfrm_in_error_packets_total 1']));
    expect(lines[0]).toBe('node_xfrm_acquire_error_packets_total 18446744073709552000');
    expect(lines.filter((line) => line.endsWith(' 0'))).toHaveLength(26);
    expect(families[0]).toMatchObject({
      type: 'counter',
      help: 'State hasn’t been fully acquired before use',
    });
  });

  it('gives each counter its family', async () => {
    const names = Object.keys(xfrm.metrics).map((family, i) => {
      const words = family.replace('node_xfrm_', '').replace('_packets_total', '').split('_');
      return {
        family,
        i,
        name: `Xfrm${words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')}`,
      };
    });
    const { lines } = await run(names.map(({ name, i }) => `${name} ${i + 1}\n`).join(''));
    expect(lines).toEqual(names.map(({ family, i }) => `${family} ${i + 1}`).sort());
  });

  it('is not supported where the kernel does not count', () =>
    expect(collect(xfrm, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it('is off by default', () => expect(xfrm.defaultEnabled).toBe(false));

  it.each([
    '\n',
    'XfrmInError\n',
    'XfrmInError x\n',
    'XfrmInError -1\n',
    'XfrmInError 1 2\n',
    'XfrmInError 1\nXfrmInError 2\n',
    `XfrmInError ${'9'.repeat(50)}\n`,
    'XfrmInError 1\nXfrmInBuf',
    '\xff\xfe\n',
    Array.from({ length: 1100 }, (_, i) => `a${i} 1\n`).join(''),
  ])('refuses %j', (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('fuzz', () => {
    fuzzBytes(parseXfrmStat, linesOf(['XfrmInError', 'XfrmOutError', '7'], { maxWords: 3 }), (counters) =>
      expect([...counters.values()].every((value) => value >= 0)).toBe(true),
    );
  });
});
