import { z } from 'zod';
import { counter, gauge } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parseNumberFile } from '../../../protocols/procfs/number-file.ts';
import { parseCacheStats, parseConfigMode, parseCurrentMode, parseHashStats } from './parse.ts';

const SELINUXFS = 'fs/selinux';
/** Label of all processes as long as no policy is loaded. */
const NO_POLICY = 'kernel';

export default defineCollector({
  id: 'selinux',
  summary: 'Whether SELinux is on and enforcing, and its access vector cache.',
  config: z.object({}),
  metrics: {
    node_selinux_enabled: gauge('SELinux is enabled, 1 is true, 0 is false'),
    node_selinux_config_mode: gauge('Configured SELinux enforcement mode'),
    node_selinux_current_mode: gauge('Current SELinux enforcement mode'),
    node_selinux_avc_lookups_total: counter('SELinux AVC lookups'),
    node_selinux_avc_hits_total: counter('SELinux AVC hits'),
    node_selinux_avc_misses_total: counter('SELinux AVC misses'),
    node_selinux_avc_allocations_total: counter('SELinux AVC allocations'),
    node_selinux_avc_reclaims_total: counter('SELinux AVC reclaims'),
    node_selinux_avc_frees_total: counter('SELinux AVC frees'),
    node_selinux_avc_hash_entries: gauge('SELinux AVC hash entries'),
    node_selinux_avc_hash_buckets_available: gauge('SELinux AVC hash buckets available'),
    node_selinux_avc_hash_buckets_used: gauge('SELinux AVC hash buckets used'),
    node_selinux_avc_hash_longest_chain: gauge('SELinux AVC hash longest chain'),
    node_selinux_avc_threshold: gauge('SELinux AVC threshold'),
  },
  needs: ['procfs', 'rootfs', 'sysfs'],
  collect({ procfs, rootfs, sysfs }, _config, out) {
    if (!isEnabled(sysfs, procfs)) {
      out.node_selinux_enabled(0);
      return;
    }
    out.node_selinux_enabled(1);
    out.node_selinux_config_mode(parseConfigMode(textOf(rootfs, 'etc/selinux/config')));
    out.node_selinux_current_mode(parseCurrentMode(textOf(sysfs, `${SELINUXFS}/enforce`)));

    const cache = parseCacheStats(sysfs.read(`${SELINUXFS}/avc/cache_stats`));
    out.node_selinux_avc_lookups_total(cache.lookups);
    out.node_selinux_avc_hits_total(cache.hits);
    out.node_selinux_avc_misses_total(cache.misses);
    out.node_selinux_avc_allocations_total(cache.allocations);
    out.node_selinux_avc_reclaims_total(cache.reclaims);
    out.node_selinux_avc_frees_total(cache.frees);

    const hash = parseHashStats(sysfs.read(`${SELINUXFS}/avc/hash_stats`).toString('latin1'));
    out.node_selinux_avc_hash_entries(hash.entries);
    out.node_selinux_avc_hash_buckets_available(hash.bucketsAvailable);
    out.node_selinux_avc_hash_buckets_used(hash.bucketsUsed);
    out.node_selinux_avc_hash_longest_chain(hash.longestChain);

    const threshold = sysfs.read(`${SELINUXFS}/avc/cache_threshold`);
    out.node_selinux_avc_threshold(parseNumberFile(threshold, 'selinux/avc/cache_threshold'));
  },
});

/** As libselinux has it: selinuxfs is mounted, and a policy is loaded. */
function isEnabled(sysfs: FileTree, procfs: FileTree): boolean {
  return (
    sysfs.exists(`${SELINUXFS}/enforce`) &&
    textOf(procfs, 'self/attr/current').replace(/[\0\n]+$/, '') !== NO_POLICY
  );
}

/** Empty when there is no such file. */
function textOf(tree: FileTree, path: string): string {
  return tree.readIfPresent(path)?.toString('latin1') ?? '';
}
