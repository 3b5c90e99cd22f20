import { z } from 'zod';
import { counter, gauge, pattern } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import { readZoneinfo } from './parse.ts';

const LABELS = ['node', 'zone'] as const;
const pages = (help: string) => gauge(help, LABELS);
const events = (help: string) => counter(help, LABELS);

const METRICS = {
  node_zoneinfo_nr_free_pages: pages('Total number of free pages in the zone'),
  node_zoneinfo_min_pages: pages('Zone watermark pages_min'),
  node_zoneinfo_low_pages: pages('Zone watermark pages_low'),
  node_zoneinfo_high_pages: pages('Zone watermark pages_high'),
  node_zoneinfo_scanned_pages: pages('Pages scanned since last reclaim'),
  node_zoneinfo_spanned_pages: pages('Total pages spanned by the zone, including holes'),
  node_zoneinfo_present_pages: pages('Physical pages existing within the zone'),
  node_zoneinfo_managed_pages: pages('Present pages managed by the buddy system'),
  node_zoneinfo_nr_active_anon_pages: pages('Number of anonymous pages recently more used'),
  node_zoneinfo_nr_inactive_anon_pages: pages('Number of anonymous pages recently less used'),
  node_zoneinfo_nr_isolated_anon_pages: pages('Temporary isolated pages from anon lru'),
  node_zoneinfo_nr_anon_pages: pages('Number of anonymous pages currently used by the system'),
  node_zoneinfo_nr_anon_transparent_hugepages: pages(
    'Number of anonymous transparent huge pages currently used by the system',
  ),
  node_zoneinfo_nr_active_file_pages: pages('Number of active pages with file-backing'),
  node_zoneinfo_nr_inactive_file_pages: pages('Number of inactive pages with file-backing'),
  node_zoneinfo_nr_isolated_file_pages: pages('Temporary isolated pages from file lru'),
  node_zoneinfo_nr_file_pages: pages('Number of file pages'),
  node_zoneinfo_nr_slab_reclaimable_pages: pages('Number of reclaimable slab pages'),
  node_zoneinfo_nr_slab_unreclaimable_pages: pages('Number of unreclaimable slab pages'),
  node_zoneinfo_nr_mlock_stack_pages: pages('mlock()ed pages found and moved off LRU'),
  node_zoneinfo_nr_kernel_stacks: pages('Number of kernel stacks'),
  node_zoneinfo_nr_mapped_pages: pages('Number of mapped pages'),
  node_zoneinfo_nr_dirty_pages: pages('Number of dirty pages'),
  node_zoneinfo_nr_writeback_pages: pages('Number of writeback pages'),
  node_zoneinfo_nr_unevictable_pages: pages('Number of unevictable pages'),
  node_zoneinfo_nr_shmem_pages: pages('Number of shmem pages (included tmpfs/GEM pages)'),
  node_zoneinfo_nr_dirtied_total: events('Page dirtyings since bootup'),
  node_zoneinfo_nr_written_total: events('Page writings since bootup'),
  node_zoneinfo_numa_hit_total: events('Allocated in intended node'),
  node_zoneinfo_numa_miss_total: events('Allocated in non intended node'),
  node_zoneinfo_numa_foreign_total: events('Was intended here, hit elsewhere'),
  node_zoneinfo_numa_interleave_total: events('Interleaver preferred this zone'),
  node_zoneinfo_numa_local_total: events('Allocation from local node'),
  node_zoneinfo_numa_other_total: events('Allocation from other node'),
};
type Name = keyof typeof METRICS;

/** Families whose names are not the word of the file with `_pages` or `_total` behind it. */
const WORDS: Partial<Record<Name, string>> = {
  node_zoneinfo_nr_free_pages: 'nr_free_pages',
  node_zoneinfo_nr_anon_pages: 'nr_anon_pages',
  node_zoneinfo_nr_file_pages: 'nr_file_pages',
  node_zoneinfo_nr_kernel_stacks: 'nr_kernel_stack',
};
const NAMES = new Map(
  (Object.keys(METRICS) as Name[]).map((name) => [WORDS[name] ?? wordIn(name), name] as const),
);
const WANTED: ReadonlySet<string> = new Set(NAMES.keys());

function wordIn(name: string): string {
  return name.replace(/^node_zoneinfo_/, '').replace(/_(pages|total)$/, '');
}

export default defineCollector({
  id: 'zoneinfo',
  summary: 'Memory by node and zone: free pages, watermarks, what the pages are used for.',
  defaultEnabled: false,
  config: z.object({}),
  metrics: {
    ...METRICS,
    protection: pattern({
      prefix: 'node_zoneinfo_protection_',
      variable: 'field',
      type: 'gauge',
      help: (field) => `Protection array ${field}. field`,
      labels: LABELS,
    }),
  },
  needs: ['procfs'],
  collect({ procfs }, _config, out) {
    readZoneinfo(procfs.read('zoneinfo'), WANTED, ({ node, zone, values, protection }) => {
      for (const [word, value] of values) out[NAMES.get(word) as Name](value, node, zone);
      protection.forEach((value, i) => out.protection(String(i), value, node, zone));
    });
  },
});
