import { z } from 'zod';
import { counter, gauge } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

const FOLDER = 'kernel/mm/ksm';
const MILLISECONDS_PER_SECOND = 1000;

/**
 * The integer in a file of the folder; `general_profit` is negative where merging costs more than it saves.
 * @throws ModuleError `malformed_reply`.
 */
export function parseKsmFile(bytes: Uint8Array, file: string): number {
  const scanner = new LineScanner(bytes);
  scanner.nextLine();
  const value = scanner.integer();
  if (Number.isNaN(value) || !scanner.atLineEnd())
    throw new ModuleError('malformed_reply', `${FOLDER}/${file}: not a number`);
  return value;
}

export default defineCollector({
  id: 'ksmd',
  summary: 'Kernel samepage merging: what ksmd is set to and what it achieves.',
  defaultEnabled: false,
  config: z.object({}),
  // Help texts from https://docs.kernel.org/admin-guide/mm/ksm.html
  metrics: {
    node_ksmd_full_scans_total: counter('How many times all mergeable areas have been scanned.'),
    node_ksmd_general_profit_bytes: gauge(
      'How effective is KSM. ksm_saved_pages * sizeof(page) - (all_rmap_items) * sizeof(rmap_item)',
    ),
    node_ksmd_merge_across_nodes: gauge('Specifies if pages from different NUMA nodes can be merged.'),
    node_ksmd_pages_shared: gauge('How many shared pages are being used.'),
    node_ksmd_pages_sharing: gauge('How many more sites are sharing them i.e. how much saved.'),
    node_ksmd_pages_to_scan: gauge('How many pages to scan before ksmd goes to sleep.'),
    node_ksmd_pages_unshared: gauge('How many pages unique but repeatedly checked for merging.'),
    node_ksmd_pages_volatile: gauge('How many pages changing too fast to be placed in a tree.'),
    node_ksmd_run: gauge('The status of ksmd. stopped = 0, running = 1'),
    node_ksmd_sleep_seconds: gauge('How many seconds ksmd should sleep before next scan.'),
  },
  needs: ['sysfs'],
  collect({ sysfs }, _config, out) {
    /** Older kernels lack some of the files. */
    const show = (file: string, write: (value: number) => void) => {
      const bytes = sysfs.readIfPresent(`${FOLDER}/${file}`);
      if (bytes !== null) write(parseKsmFile(bytes, file));
    };
    show('full_scans', out.node_ksmd_full_scans_total);
    show('general_profit', out.node_ksmd_general_profit_bytes);
    show('merge_across_nodes', out.node_ksmd_merge_across_nodes);
    show('pages_shared', out.node_ksmd_pages_shared);
    show('pages_sharing', out.node_ksmd_pages_sharing);
    show('pages_to_scan', out.node_ksmd_pages_to_scan);
    show('pages_unshared', out.node_ksmd_pages_unshared);
    show('pages_volatile', out.node_ksmd_pages_volatile);
    show('run', out.node_ksmd_run);
    show('sleep_millisecs', (value) => out.node_ksmd_sleep_seconds(value / MILLISECONDS_PER_SECOND));
  },
});
