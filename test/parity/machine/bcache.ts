/** Two disks behind one cache, one of them with much to write back. */
import type { MachinePart } from '../machine-part.ts';

const UUID = 'b0a1c2d3-e4f5-4607-8899-aabbccddeeff';
type Values = Readonly<Record<string, string | number>>;
const inFolder = (folder: string, values: Values) =>
  Object.fromEntries(Object.entries(values).map(([path, value]) => [`${folder}/${path}`, value]));
/** Files of one value each. */
const below = (folder: string, values: Values) =>
  Object.fromEntries(Object.entries(inFolder(folder, values)).map(([path, value]) => [path, `${value}\n`]));
const set = `sys/fs/bcache/${UUID}`;
const stats = {
  bypassed: '1.7G',
  cache_bypass_hits: 12,
  cache_bypass_misses: 3,
  cache_hits: 546018,
  cache_hit_ratio: 99,
  cache_miss_collisions: 10,
  cache_misses: 4561,
  cache_readaheads: 7,
};
const backing = (dirty: string, debug: string) => ({
  dirty_data: dirty,
  writeback_rate_debug: debug,
  ...inFolder('stats_five_minute', stats),
  ...inFolder('stats_total', stats),
});

export default {
  files: {
    ...below(set, {
      average_key_size: 12,
      btree_cache_size: '512k',
      cache_available_percent: 87,
      congested: '1.5k',
      root_usage_percent: 4,
      tree_depth: 2,
      'internal/active_journal_entries': 171,
      'internal/btree_nodes': 309,
      'internal/btree_read_average_duration_us': 1305,
      'internal/cache_read_races': 6,
    }),
    ...below(`${set}/stats_five_minute`, stats),
    ...below(`${set}/stats_total`, stats),
    ...below(
      `${set}/bdev0`,
      backing(
        '24.9M',
        'rate:\t\t1.10M/sec\ndirty:\t\t24.9M\ntarget:\t\t36.7G\nproportional:\t-920.7M\nintegral:\t-17.1M\nchange:\t\t-0.5k/sec\nnext io:\t-7969ms',
      ),
    ),
    ...below(
      `${set}/bdev1`,
      backing(
        '0',
        'rate:\t\t512/sec\ndirty:\t\t0\ntarget:\t\t3.0k\nproportional:\t427.5k\nintegral:\t790.0k\nchange:\t\t321.5k/sec\nnext io:\t17ms',
      ),
    ),
    ...below(`${set}/cache0`, {
      io_errors: 1,
      metadata_written: '36.2G',
      written: '1.23T',
      priority_stats:
        'Unused:\t\t3%\nClean:\t\t95%\nDirty:\t\t1%\nMetadata:\t1%\nAverage:\t1473\nSectors per Q:\t64\nQuantiles:\t[0 1 2]',
    }),
  },
  peerArgs: () => ['--collector.bcache.priorityStats'],
  config: () => ({ bcache: { priorityStats: true } }),
} satisfies MachinePart;
