import { z } from 'zod';
import { counter } from '../../../contract/metrics.ts';
import { defineCollector, ModuleError } from '../../../contract/module.ts';
import { readXfsStats } from './stats.ts';

const FOLDER = 'fs/xfs';
/** 39 series each: half of what a module may show. */
const MAX_FILESYSTEMS = 640;

const perDevice = (help: string) => counter(help, ['device']);

export default defineCollector({
  id: 'xfs',
  summary: 'XFS file systems: extents, directories, inodes and calls, since they were mounted.',
  config: z.object({}),
  metrics: {
    node_xfs_extent_allocation_extents_allocated_total: perDevice(
      'Number of extents allocated for a filesystem.',
    ),
    node_xfs_extent_allocation_blocks_allocated_total: perDevice(
      'Number of blocks allocated for a filesystem.',
    ),
    node_xfs_extent_allocation_extents_freed_total: perDevice('Number of extents freed for a filesystem.'),
    node_xfs_extent_allocation_blocks_freed_total: perDevice('Number of blocks freed for a filesystem.'),
    node_xfs_allocation_btree_lookups_total: perDevice(
      'Number of allocation B-tree lookups for a filesystem.',
    ),
    node_xfs_allocation_btree_compares_total: perDevice(
      'Number of allocation B-tree compares for a filesystem.',
    ),
    node_xfs_allocation_btree_records_inserted_total: perDevice(
      'Number of allocation B-tree records inserted for a filesystem.',
    ),
    node_xfs_allocation_btree_records_deleted_total: perDevice(
      'Number of allocation B-tree records deleted for a filesystem.',
    ),
    node_xfs_block_mapping_reads_total: perDevice(
      'Number of block map for read operations for a filesystem.',
    ),
    node_xfs_block_mapping_writes_total: perDevice(
      'Number of block map for write operations for a filesystem.',
    ),
    node_xfs_block_mapping_unmaps_total: perDevice('Number of block unmaps (deletes) for a filesystem.'),
    node_xfs_block_mapping_extent_list_insertions_total: perDevice(
      'Number of extent list insertions for a filesystem.',
    ),
    node_xfs_block_mapping_extent_list_deletions_total: perDevice(
      'Number of extent list deletions for a filesystem.',
    ),
    node_xfs_block_mapping_extent_list_lookups_total: perDevice(
      'Number of extent list lookups for a filesystem.',
    ),
    node_xfs_block_mapping_extent_list_compares_total: perDevice(
      'Number of extent list compares for a filesystem.',
    ),
    node_xfs_block_map_btree_lookups_total: perDevice('Number of block map B-tree lookups for a filesystem.'),
    node_xfs_block_map_btree_compares_total: perDevice(
      'Number of block map B-tree compares for a filesystem.',
    ),
    node_xfs_block_map_btree_records_inserted_total: perDevice(
      'Number of block map B-tree records inserted for a filesystem.',
    ),
    node_xfs_block_map_btree_records_deleted_total: perDevice(
      'Number of block map B-tree records deleted for a filesystem.',
    ),
    node_xfs_directory_operation_lookup_total: perDevice(
      'Number of file name directory lookups which miss the operating systems directory name lookup cache.',
    ),
    node_xfs_directory_operation_create_total: perDevice(
      'Number of times a new directory entry was created for a filesystem.',
    ),
    node_xfs_directory_operation_remove_total: perDevice(
      'Number of times an existing directory entry was created for a filesystem.',
    ),
    node_xfs_directory_operation_getdents_total: perDevice(
      'Number of times the directory getdents operation was performed for a filesystem.',
    ),
    node_xfs_inode_operation_attempts_total: perDevice(
      'Number of times the OS looked for an XFS inode in the inode cache.',
    ),
    node_xfs_inode_operation_found_total: perDevice(
      'Number of times the OS looked for and found an XFS inode in the inode cache.',
    ),
    node_xfs_inode_operation_recycled_total: perDevice(
      'Number of times the OS found an XFS inode in the cache, but could not use it as it was being recycled.',
    ),
    node_xfs_inode_operation_missed_total: perDevice(
      'Number of times the OS looked for an XFS inode in the cache, but did not find it.',
    ),
    node_xfs_inode_operation_duplicates_total: perDevice(
      'Number of times the OS tried to add a missing XFS inode to the inode cache, but found it had already been added by another process.',
    ),
    node_xfs_inode_operation_reclaims_total: perDevice(
      'Number of times the OS reclaimed an XFS inode from the inode cache to free memory for another purpose.',
    ),
    node_xfs_inode_operation_attribute_changes_total: perDevice(
      'Number of times the OS explicitly changed the attributes of an XFS inode.',
    ),
    node_xfs_read_calls_total: perDevice('Number of read(2) system calls made to files in a filesystem.'),
    node_xfs_write_calls_total: perDevice('Number of write(2) system calls made to files in a filesystem.'),
    node_xfs_vnode_active_total: perDevice('Number of vnodes not on free lists for a filesystem.'),
    node_xfs_vnode_allocate_total: perDevice('Number of times vn_alloc called for a filesystem.'),
    node_xfs_vnode_get_total: perDevice('Number of times vn_get called for a filesystem.'),
    node_xfs_vnode_hold_total: perDevice('Number of times vn_hold called for a filesystem.'),
    node_xfs_vnode_release_total: perDevice('Number of times vn_rele called for a filesystem.'),
    node_xfs_vnode_reclaim_total: perDevice('Number of times vn_reclaim called for a filesystem.'),
    node_xfs_vnode_remove_total: perDevice('Number of times vn_remove called for a filesystem.'),
  },
  needs: ['sysfs'],
  collect({ sysfs }, _config, out) {
    // Beside the devices lies `stats`, the sum of them.
    const devices = sysfs.listIfPresent(FOLDER);
    if (devices.length > MAX_FILESYSTEMS)
      throw new ModuleError('limit_exceeded', `${FOLDER}: more than ${MAX_FILESYSTEMS} file systems`);
    for (const device of devices) {
      const stats = sysfs.readIfPresent(`${FOLDER}/${device}/stats/stats`);
      if (stats === null) continue;
      readXfsStats(stats, (count, value) => out[`node_xfs_${count}_total`](value, device));
    }
  },
});
