import { z } from 'zod';
import { gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parseNumberFile } from '../../../protocols/procfs/number-file.ts';
import { sumConntrackStat } from './parse.ts';

export default defineCollector({
  id: 'conntrack',
  summary: "Use and failures of netfilter's table of tracked connections.",
  config: z.object({}),
  metrics: {
    node_nf_conntrack_entries: gauge('Number of currently allocated flow entries for connection tracking.'),
    node_nf_conntrack_entries_limit: gauge('Maximum size of connection tracking table.'),
    node_nf_conntrack_stat_found: gauge('Number of searched entries which were successful.'),
    node_nf_conntrack_stat_invalid: gauge('Number of packets seen which can not be tracked.'),
    node_nf_conntrack_stat_ignore: gauge(
      'Number of packets seen which are already connected to a conntrack entry.',
    ),
    node_nf_conntrack_stat_insert: gauge('Number of entries inserted into the list.'),
    node_nf_conntrack_stat_insert_failed: gauge(
      'Number of entries for which list insertion was attempted but failed.',
    ),
    node_nf_conntrack_stat_drop: gauge('Number of packets dropped due to conntrack failure.'),
    node_nf_conntrack_stat_early_drop: gauge(
      'Number of dropped conntrack entries to make room for new ones, if maximum table size was reached.',
    ),
    node_nf_conntrack_stat_search_restart: gauge(
      'Number of conntrack table lookups which had to be restarted due to hashtable resizes.',
    ),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    out.node_nf_conntrack_entries(readNumber(procfs, 'sys/net/netfilter/nf_conntrack_count'));
    out.node_nf_conntrack_entries_limit(readNumber(procfs, 'sys/net/netfilter/nf_conntrack_max'));
    const sums = sumConntrackStat(readLoaded(procfs, 'net/stat/nf_conntrack'));
    out.node_nf_conntrack_stat_found(sums.found);
    out.node_nf_conntrack_stat_invalid(sums.invalid);
    out.node_nf_conntrack_stat_ignore(sums.ignore);
    out.node_nf_conntrack_stat_insert(sums.insert);
    out.node_nf_conntrack_stat_insert_failed(sums.insertFailed);
    out.node_nf_conntrack_stat_drop(sums.drop);
    out.node_nf_conntrack_stat_early_drop(sums.earlyDrop);
    out.node_nf_conntrack_stat_search_restart(sums.searchRestart);
  },
});

function readNumber(procfs: FileTree, path: string): number {
  return parseNumberFile(readLoaded(procfs, path), path);
}

function readLoaded(procfs: FileTree, path: string): Buffer {
  const bytes = procfs.readIfPresent(path);
  if (bytes === null) throw new ModuleError('unsupported', `connection tracking is not loaded: no ${path}`);
  return bytes;
}
