import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { fuzzBytes, linesOf } from '../../../../../test/support/fuzz-bytes.ts';
import lnstat from './module.ts';
import { readLnstat } from './parse.ts';

const run = (files: Record<string, string>) => collect(lnstat, { procfs: fileTree(files) });
const read = (bytes: Uint8Array) => {
  const values: [string, string, number][] = [];
  readLnstat(bytes, 'arp_cache', (column, cpu, value) => values.push([column, cpu, value]));
  return values;
};

describe('lnstat', () => {
  it('shows each column by file and CPU', async () => {
    const { lines, families } = await run({
      'net/stat/arp_cache': 'entries  allocs\n0000000e 00000001\n0000000e ffffffff\n',
      'net/stat/synproxy': 'entries\t\tsyn_received\n00000000\t0000000a\n',
    });
    expect(lines).toEqual([
      'node_lnstat_allocs_total{cpu="0",subsystem="arp_cache"} 1',
      'node_lnstat_allocs_total{cpu="1",subsystem="arp_cache"} 4294967295',
      'node_lnstat_entries_total{cpu="0",subsystem="arp_cache"} 14',
      'node_lnstat_entries_total{cpu="1",subsystem="arp_cache"} 14',
      'node_lnstat_entries_total{cpu="0",subsystem="synproxy"} 0',
      'node_lnstat_syn_received_total{cpu="0",subsystem="synproxy"} 10',
    ]);
    expect(families[0]).toMatchObject({ type: 'counter', help: 'linux network cache stats' });
  });

  it.each([
    ['there are no files', {}],
    ['a file is empty', { 'net/stat/rt_cache': '' }],
    ['there is a header alone', { 'net/stat/rt_cache': 'entries in_hit\n' }],
  ])('shows nothing where %s', async (_name, files) => {
    expect((await run(files as Record<string, string>)).lines).toEqual([]);
  });

  it('is off by default', () => expect(lnstat.defaultEnabled).toBe(false));

  it('knows fewer values than columns', () => expect(read(Buffer.from('a b\n1\n'))).toEqual([['a', '0', 1]]));

  it('is bounded', async () => {
    const files = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`net/stat/f${i}`, 'a\n1\n']));
    await expect(run(files)).rejects.toMatchObject({ code: 'limit_exceeded' });
  });

  it.each([
    'entries\n1 2\n',
    'entries\nx\n',
    'entries\n-1\n',
    `entries\n${'f'.repeat(20)}\n`,
    'entries entries\n1 2\n',
    'en-tries\n1\n',
    `${'a'.repeat(101)}\n1\n`,
    `${Array.from({ length: 300 }, (_, i) => `c${i}`).join(' ')}\n`,
    `entries\n${'1\n'.repeat(9000)}`,
    '\xff\xfe\n1\n',
    '\0\n',
  ])('refuses %j', (text) =>
    expect(run({ 'net/stat/arp_cache': text })).rejects.toMatchObject({ code: 'malformed_reply' }),
  );

  it('fuzz', () => {
    fuzzBytes(read, linesOf(['entries', 'allocs', '00000001'], { maxWords: 4 }), (values) => {
      for (const [column, , value] of values) {
        expect(column).toMatch(/^\w+$/);
        expect(value).toBeGreaterThanOrEqual(0);
      }
    });
  });
});
