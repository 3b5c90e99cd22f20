import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { fuzzBytes, linesOf } from '../../../../../test/support/fuzz-bytes.ts';
import conntrack from './module.ts';
import { sumConntrackStat } from './parse.ts';

const HEAD = 'entries clashres found …\n';
const cpu = (first: number, columns = 17) =>
  `${Array.from({ length: columns }, (_, i) => (first + i).toString(16).padStart(8, '0')).join(' ')}\n`;
const FILES = {
  'sys/net/netfilter/nf_conntrack_count': '123\n',
  'sys/net/netfilter/nf_conntrack_max': '65536\n',
  'net/stat/nf_conntrack': HEAD + cpu(0) + cpu(100),
};
const run = (files: Record<string, string>) => collect(conntrack, { procfs: fileTree(files) });

describe('conntrack', () => {
  it('sums over the CPUs', async () => {
    const { lines, families } = await run(FILES);
    expect(lines).toEqual([
      'node_nf_conntrack_entries 123',
      'node_nf_conntrack_entries_limit 65536',
      'node_nf_conntrack_stat_drop 120',
      'node_nf_conntrack_stat_early_drop 122',
      'node_nf_conntrack_stat_found 104',
      'node_nf_conntrack_stat_ignore 110',
      'node_nf_conntrack_stat_insert 116',
      'node_nf_conntrack_stat_insert_failed 118',
      'node_nf_conntrack_stat_invalid 108',
      'node_nf_conntrack_stat_search_restart 132',
    ]);
    expect(families.every(({ type }) => type === 'gauge')).toBe(true);
  });

  it('knows Linux before 2.6.35, which did not count restarts', () => {
    expect(sumConntrackStat(Buffer.from(HEAD + cpu(1, 16)))).toMatchObject({ found: 3, searchRestart: 0 });
  });

  it.each([
    ['nothing', {}, 0],
    ['the number of entries', { 'sys/net/netfilter/nf_conntrack_count': '1\n' }, 1],
    ['no statistics', { ...FILES, 'net/stat/nf_conntrack': undefined }, 2],
  ])('is not supported where there is %s', async (_name, files, shown) => {
    const present = Object.fromEntries(Object.entries(files).filter(([, text]) => text !== undefined));
    const run = collectorOf(conntrack, { procfs: fileTree(present as Record<string, string>) });
    const { lines, error } = await run.attempt();
    expect(error).toMatchObject({ code: 'unsupported' });
    expect(lines.filter((line) => line !== '')).toHaveLength(shown);
  });

  it.each([
    { 'sys/net/netfilter/nf_conntrack_count': '' },
    { 'sys/net/netfilter/nf_conntrack_count': '-1\n' },
    { 'sys/net/netfilter/nf_conntrack_max': 'many\n' },
    { 'sys/net/netfilter/nf_conntrack_max': '9'.repeat(5000) },
    { 'net/stat/nf_conntrack': '' },
    { 'net/stat/nf_conntrack': HEAD + cpu(0, 15) },
    { 'net/stat/nf_conntrack': HEAD + cpu(0, 18) },
    { 'net/stat/nf_conntrack': `${HEAD}\n` },
    { 'net/stat/nf_conntrack': HEAD + cpu(0).replace('0000000a', '0000000g') },
    { 'net/stat/nf_conntrack': HEAD + cpu(0).slice(0, -20) },
    { 'net/stat/nf_conntrack': `${HEAD}\xff\xfe\0` },
  ])('refuses %j', (files) =>
    expect(run({ ...FILES, ...files })).rejects.toMatchObject({ code: 'malformed_reply' }),
  );

  it('fuzz', () => {
    fuzzBytes(sumConntrackStat, linesOf(['00000000', 'ffffffffffffffff'], { maxWords: 18 }), (sums) =>
      expect(Object.values(sums).every((value: number) => value >= 0)).toBe(true),
    );
  });
});
