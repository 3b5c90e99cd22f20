import { z } from 'zod';
import { counter, gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { textOf } from '../../../protocols/kernel-value.ts';
import { parseHprint } from './hprint.ts';
import { parsePriorityStats, parseWritebackRate } from './reports.ts';

const FOLDER = 'fs/bcache';
/** Thirteen series each: half of what a module may show. */
const MAX_DEVICES = 2048;
/** node_exporter takes the microseconds of btree_read_average_duration_us for nanoseconds. */
const SECONDS_PER_DURATION = 1e-9;

const perSet = ['uuid'] as const;
const perBacking = ['uuid', 'backing_device'] as const;
const perCache = ['uuid', 'cache_device'] as const;

const metrics = {
  node_bcache_average_key_size_sectors: gauge('Average data per key in the btree (sectors).', perSet),
  node_bcache_btree_cache_size_bytes: gauge('Amount of memory currently used by the btree cache.', perSet),
  node_bcache_cache_available_percent: gauge(
    'Percentage of cache device without dirty data, usable for writeback (may contain clean cached data).',
    perSet,
  ),
  node_bcache_congested: gauge('Congestion.', perSet),
  node_bcache_root_usage_percent: gauge(
    'Percentage of the root btree node in use (tree depth increases if too high).',
    perSet,
  ),
  node_bcache_tree_depth: gauge('Depth of the btree.', perSet),
  node_bcache_active_journal_entries: gauge(
    'Number of journal entries that are newer than the index.',
    perSet,
  ),
  node_bcache_btree_nodes: gauge('Total nodes in the btree.', perSet),
  node_bcache_btree_read_average_duration_seconds: gauge('Average btree read duration.', perSet),
  node_bcache_cache_read_races_total: counter(
    'Counts instances where while data was being read from the cache, the bucket was reused and invalidated - i.e. where the pointer was stale after the read completed.',
    perSet,
  ),
  node_bcache_dirty_data_bytes: gauge(
    'Amount of dirty data for this backing device in the cache.',
    perBacking,
  ),
  node_bcache_dirty_target_bytes: gauge(
    'Current dirty data target threshold for this backing device in bytes.',
    perBacking,
  ),
  node_bcache_writeback_rate: gauge('Current writeback rate for this backing device in bytes.', perBacking),
  node_bcache_writeback_rate_proportional_term: gauge(
    'Current result of proportional controller, part of writeback rate',
    perBacking,
  ),
  node_bcache_writeback_rate_integral_term: gauge(
    'Current result of integral controller, part of writeback rate',
    perBacking,
  ),
  node_bcache_writeback_change: gauge('Last writeback rate change step for this backing device.', perBacking),
  node_bcache_bypassed_bytes_total: counter(
    'Amount of IO (both reads and writes) that has bypassed the cache.',
    perBacking,
  ),
  node_bcache_cache_hits_total: counter('Hits counted per individual IO as bcache sees them.', perBacking),
  node_bcache_cache_misses_total: counter(
    'Misses counted per individual IO as bcache sees them.',
    perBacking,
  ),
  node_bcache_cache_bypass_hits_total: counter('Hits for IO intended to skip the cache.', perBacking),
  node_bcache_cache_bypass_misses_total: counter('Misses for IO intended to skip the cache.', perBacking),
  node_bcache_cache_miss_collisions_total: counter(
    'Instances where data insertion from cache miss raced with write (data already present).',
    perBacking,
  ),
  node_bcache_cache_readaheads_total: counter('Count of times readahead occurred.', perBacking),
  node_bcache_io_errors: gauge(
    'Number of errors that have occurred, decayed by io_error_halflife.',
    perCache,
  ),
  node_bcache_metadata_written_bytes_total: counter(
    'Sum of all non data writes (btree writes and all other metadata).',
    perCache,
  ),
  node_bcache_written_bytes_total: counter('Sum of all data that has been written to the cache.', perCache),
  node_bcache_priority_stats_unused_percent: gauge(
    "The percentage of the cache that doesn't contain any data.",
    perCache,
  ),
  node_bcache_priority_stats_metadata_percent: gauge("Bcache's metadata overhead.", perCache),
};

/** One cache set: its folder, and the label by which it is shown. */
interface CacheSet {
  readonly sysfs: FileTree;
  readonly out: Out<typeof metrics>;
  readonly folder: string;
  readonly uuid: string;
}

export default defineCollector({
  id: 'bcache',
  summary: 'Block devices that bcache speeds up: hits, misses, dirty data, writeback and the cache itself.',
  config: z.object({
    priorityStats: z
      .boolean()
      .default(false)
      .describe('Show what share of a cache is unused and metadata, which the kernel has to count each time.')
      .meta({ flags: ['--collector.bcache.priorityStats'] }),
  }),
  metrics,
  needs: ['sysfs'],
  collect({ sysfs }, { priorityStats }, out) {
    let devices = 0;
    for (const uuid of sysfs.listIfPresent(FOLDER).filter((name) => name.includes('-'))) {
      const set = { sysfs, out, folder: `${FOLDER}/${uuid}`, uuid };
      const names = sysfs.list(set.folder).filter((name) => /^(?:bdev|cache)\d/.test(name));
      devices += names.length;
      if (devices > MAX_DEVICES)
        throw new ModuleError('limit_exceeded', `${FOLDER}: more than ${MAX_DEVICES} devices`);
      writeSet(set);
      for (const name of names) {
        if (name.startsWith('bdev')) writeBacking(set, name);
        else writeCache(set, name, priorityStats);
      }
    }
  },
});

function writeSet(set: CacheSet): void {
  const { out, uuid } = set;
  out.node_bcache_average_key_size_sectors(valueIn(set, 'average_key_size'), uuid);
  out.node_bcache_btree_cache_size_bytes(valueIn(set, 'btree_cache_size'), uuid);
  out.node_bcache_cache_available_percent(valueIn(set, 'cache_available_percent'), uuid);
  out.node_bcache_congested(valueIn(set, 'congested'), uuid);
  out.node_bcache_root_usage_percent(valueIn(set, 'root_usage_percent'), uuid);
  out.node_bcache_tree_depth(valueIn(set, 'tree_depth'), uuid);
  out.node_bcache_active_journal_entries(valueIn(set, 'internal/active_journal_entries'), uuid);
  out.node_bcache_btree_nodes(valueIn(set, 'internal/btree_nodes'), uuid);
  const duration = valueIn(set, 'internal/btree_read_average_duration_us');
  out.node_bcache_btree_read_average_duration_seconds(duration * SECONDS_PER_DURATION, uuid);
  out.node_bcache_cache_read_races_total(valueIn(set, 'internal/cache_read_races'), uuid);
}

function writeBacking(set: CacheSet, name: string): void {
  const { sysfs, out, folder, uuid } = set;
  out.node_bcache_dirty_data_bytes(valueIn(set, `${name}/dirty_data`), uuid, name);
  const writeback = parseWritebackRate(sysfs.read(`${folder}/${name}/writeback_rate_debug`));
  out.node_bcache_dirty_target_bytes(writeback.target, uuid, name);
  out.node_bcache_writeback_rate(writeback.rate, uuid, name);
  out.node_bcache_writeback_rate_proportional_term(writeback.proportional, uuid, name);
  out.node_bcache_writeback_rate_integral_term(writeback.integral, uuid, name);
  out.node_bcache_writeback_change(writeback.change, uuid, name);
  writeTotals(set, name);
}

/** Of the whole set, with each of its backing devices: so node_exporter has it, and most sets have but one. */
function writeTotals(set: CacheSet, name: string): void {
  const { sysfs, out, folder, uuid } = set;
  const total = (file: string) => valueIn(set, `stats_total/${file}`);
  out.node_bcache_bypassed_bytes_total(total('bypassed'), uuid, name);
  out.node_bcache_cache_hits_total(total('cache_hits'), uuid, name);
  out.node_bcache_cache_misses_total(total('cache_misses'), uuid, name);
  out.node_bcache_cache_bypass_hits_total(total('cache_bypass_hits'), uuid, name);
  out.node_bcache_cache_bypass_misses_total(total('cache_bypass_misses'), uuid, name);
  out.node_bcache_cache_miss_collisions_total(total('cache_miss_collisions'), uuid, name);
  // Gone since Linux 5.17; node_exporter shows no 0 so that it looks the same before.
  const readaheads = sysfs.readIfPresent(`${folder}/stats_total/cache_readaheads`);
  const count = readaheads === null ? 0 : parseHprint(textOf(readaheads));
  if (count !== 0) out.node_bcache_cache_readaheads_total(count, uuid, name);
}

function writeCache(set: CacheSet, name: string, priorityStats: boolean): void {
  const { sysfs, out, folder, uuid } = set;
  out.node_bcache_io_errors(valueIn(set, `${name}/io_errors`), uuid, name);
  out.node_bcache_metadata_written_bytes_total(valueIn(set, `${name}/metadata_written`), uuid, name);
  out.node_bcache_written_bytes_total(valueIn(set, `${name}/written`), uuid, name);
  if (!priorityStats) return;
  const shares = parsePriorityStats(sysfs.read(`${folder}/${name}/priority_stats`));
  out.node_bcache_priority_stats_unused_percent(shares.unusedPercent, uuid, name);
  out.node_bcache_priority_stats_metadata_percent(shares.metadataPercent, uuid, name);
}

const valueIn = ({ sysfs, folder }: CacheSet, file: string) =>
  parseHprint(textOf(sysfs.read(`${folder}/${file}`)));
