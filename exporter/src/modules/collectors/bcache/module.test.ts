import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { parseHprint, parseSignedHprint } from './hprint.ts';
import bcache from './module.ts';
import { parsePriorityStats, parseWritebackRate } from './reports.ts';

const UUID = '01234567-89ab-cdef-0123-456789abcdef';
const SET = {
  average_key_size: '25\n',
  btree_cache_size: '1.0M\n',
  cache_available_percent: '98\n',
  congested: '0\n',
  root_usage_percent: '3\n',
  tree_depth: '1\n',
  'internal/active_journal_entries': '2\n',
  'internal/btree_nodes': '7\n',
  'internal/btree_read_average_duration_us': '2000000000\n',
  'internal/cache_read_races': '4\n',
};
const BACKING = {
  'bdev0/dirty_data': '4.5k\n',
  'bdev0/writeback_rate_debug':
    'rate:\t\t4.0k/sec\ndirty:\t\t1.0k\ntarget:\t\t2.0M\nproportional:\t-1.0k\nintegral:\t0\nchange:\t\t-2.0k/sec\nnext io:\t-7ms\n',
  'stats_total/bypassed': '1.0k\n',
  'stats_total/cache_hits': '11\n',
  'stats_total/cache_misses': '12\n',
  'stats_total/cache_bypass_hits': '13\n',
  'stats_total/cache_bypass_misses': '14\n',
  'stats_total/cache_miss_collisions': '15\n',
};
const CACHE = {
  'cache0/io_errors': '5\n',
  'cache0/metadata_written': '512\n',
  'cache0/written': '1.0G\n',
  'cache0/priority_stats': 'Unused:\t\t99%\nClean:\t\t0%\nMetadata:\t1%\nQuantiles:\t[0 1 2]\n',
};
const files = (...groups: Record<string, string>[]) =>
  Object.fromEntries(
    Object.entries(Object.assign({}, ...groups) as Record<string, string>).map(([path, text]) => [
      `fs/bcache/${UUID}/${path}`,
      text,
    ]),
  );
const run = (sysfs: Record<string, string>, config: object = {}) =>
  collect(bcache, { sysfs: fileTree(sysfs) }, config);

describe('bcache', () => {
  it('shows a set with its backing devices and caches', async () => {
    const { lines } = await run(files(SET, BACKING, CACHE), { priorityStats: true });
    const set = `uuid="${UUID}"`;
    const backing = `backing_device="bdev0",${set}`;
    const cache = `cache_device="cache0",${set}`;
    expect(lines).toEqual([
      `node_bcache_active_journal_entries{${set}} 2`,
      `node_bcache_average_key_size_sectors{${set}} 25`,
      `node_bcache_btree_cache_size_bytes{${set}} 1048576`,
      `node_bcache_btree_nodes{${set}} 7`,
      `node_bcache_btree_read_average_duration_seconds{${set}} 2`,
      `node_bcache_bypassed_bytes_total{${backing}} 1024`,
      `node_bcache_cache_available_percent{${set}} 98`,
      `node_bcache_cache_bypass_hits_total{${backing}} 13`,
      `node_bcache_cache_bypass_misses_total{${backing}} 14`,
      `node_bcache_cache_hits_total{${backing}} 11`,
      `node_bcache_cache_miss_collisions_total{${backing}} 15`,
      `node_bcache_cache_misses_total{${backing}} 12`,
      `node_bcache_cache_read_races_total{${set}} 4`,
      `node_bcache_congested{${set}} 0`,
      `node_bcache_dirty_data_bytes{${backing}} 4596`,
      `node_bcache_dirty_target_bytes{${backing}} 2097152`,
      `node_bcache_io_errors{${cache}} 5`,
      `node_bcache_metadata_written_bytes_total{${cache}} 512`,
      `node_bcache_priority_stats_metadata_percent{${cache}} 1`,
      `node_bcache_priority_stats_unused_percent{${cache}} 99`,
      `node_bcache_root_usage_percent{${set}} 3`,
      `node_bcache_tree_depth{${set}} 1`,
      `node_bcache_writeback_change{${backing}} -2048`,
      `node_bcache_writeback_rate{${backing}} 4096`,
      `node_bcache_writeback_rate_integral_term{${backing}} 0`,
      `node_bcache_writeback_rate_proportional_term{${backing}} -1024`,
      `node_bcache_written_bytes_total{${cache}} 1073741824`,
    ]);
  });

  it('counts shares of the cache on request only', async () => {
    const { lines } = await run(files(SET, CACHE));
    expect(lines.filter((line) => line.includes('priority'))).toEqual([]);
    expect(lines).toContain(`node_bcache_io_errors{cache_device="cache0",uuid="${UUID}"} 5`);
  });

  it.each([
    ['13\n', ['13']],
    ['0\n', []],
  ])('shows %j readaheads as %j', async (cache_readaheads, values) => {
    const { lines } = await run(files(SET, BACKING, { 'stats_total/cache_readaheads': cache_readaheads }));
    expect(lines.filter((line) => line.includes('readaheads')).map((line) => line.split(' ')[1])).toEqual(
      values,
    );
  });

  it('shows only the set when nothing else is there, and nothing where there is no set', async () => {
    expect((await run(files(SET))).lines).toHaveLength(10);
    expect((await run({ 'fs/bcache/register': '' })).lines).toEqual([]);
    expect((await run({})).lines).toEqual([]);
  });

  it('is not there whole when a file is missing', async () => {
    const sysfs = fileTree(files(SET, { 'bdev0/dirty_data': '1\n' }));
    const { lines, error } = await collectorOf(bcache, { sysfs }).attempt();
    expect(lines).toHaveLength(11);
    expect(error).toMatchObject({ code: 'unsupported' });
  });

  it.each([
    ['0', 0],
    ['512', 512],
    ['1.9', 1],
    ['1.0k', 1024],
    ['0.5k', 500],
    ['1.1M', 1150976],
    ['10.2k', 10440],
    ['20.4G', 21_894_266_880],
    ['2T', 2 ** 41],
  ])('reads %s as %i', (text, value) => expect(parseHprint(text)).toBe(value));

  it.each(['', '.', 'k', '1.', '1.2.3', '-1', '1x', '1kk', '1 k', '9'.repeat(30), 'NaN', '1e5', '\xff'])(
    'refuses %j',
    (text) => expect(() => parseHprint(text)).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it.each([
    ['cache0/priority_stats', 'Unused:\t\tmany%\n'],
    ['cache0/priority_stats', 'Metadata:\t\t5000%\n'],
    ['cache0/written', ''],
    ['tree_depth', 'deep\n'],
  ])('refuses %s with %j', (path, text) =>
    expect(run(files(SET, CACHE, { [path]: text }), { priorityStats: true })).rejects.toMatchObject({
      code: 'malformed_reply',
    }),
  );

  it('refuses devices without end', () => {
    const caches = Object.fromEntries(Array.from({ length: 2049 }, (_, i) => [`cache${i}/io_errors`, '0\n']));
    return expect(run(files(SET, caches))).rejects.toMatchObject({ code: 'limit_exceeded' });
  });

  it('reads reports that lack lines', () => {
    expect(parseWritebackRate(Buffer.from('rate:\t\t1.0k/sec\n'))).toEqual({
      rate: 1024,
      target: 0,
      proportional: 0,
      integral: 0,
      change: 0,
    });
    expect(parsePriorityStats(Buffer.from(''))).toEqual({ unusedPercent: 0, metadataPercent: 0 });
  });

  it('fuzz: any bytes give numbers or malformed_reply', () => {
    const piece = fc.constantFrom('rate:', 'integral:', '\t', '-1.5k', '/sec', '\n', 'Unused:', '99%', '5');
    const text = fc.oneof(
      fc.uint8Array({ maxLength: 80 }).map((each) => Buffer.from(each)),
      fc.array(fc.oneof(piece, fc.string({ maxLength: 3 }))).map((pieces) => Buffer.from(pieces.join(''))),
    );
    fc.assert(
      fc.property(text, (each) => {
        for (const parse of [
          () => Object.values({ ...parseWritebackRate(each) }),
          () => Object.values({ ...parsePriorityStats(each) }),
          () => [parseSignedHprint(each.toString('latin1'))],
        ] as (() => number[])[]) {
          try {
            for (const value of parse()) expect(Number.isFinite(value)).toBe(true);
          } catch (error) {
            expect(error).toMatchObject({ code: 'malformed_reply' });
          }
        }
      }),
    );
  });
});
