import { ModuleError } from '../../../contract/module.ts';
import { LineScanner } from '../../../protocols/line-scanner.ts';

/**
 * The lines of XFS's statistics that are shown, by their first word, with the names of their columns.
 * The kernel may add columns behind these.
 */
export const XFS_LINES = {
  extent_alloc: [
    'extent_allocation_extents_allocated',
    'extent_allocation_blocks_allocated',
    'extent_allocation_extents_freed',
    'extent_allocation_blocks_freed',
  ],
  abt: [
    'allocation_btree_lookups',
    'allocation_btree_compares',
    'allocation_btree_records_inserted',
    'allocation_btree_records_deleted',
  ],
  blk_map: [
    'block_mapping_reads',
    'block_mapping_writes',
    'block_mapping_unmaps',
    'block_mapping_extent_list_insertions',
    'block_mapping_extent_list_deletions',
    'block_mapping_extent_list_lookups',
    'block_mapping_extent_list_compares',
  ],
  bmbt: [
    'block_map_btree_lookups',
    'block_map_btree_compares',
    'block_map_btree_records_inserted',
    'block_map_btree_records_deleted',
  ],
  dir: [
    'directory_operation_lookup',
    'directory_operation_create',
    'directory_operation_remove',
    'directory_operation_getdents',
  ],
  ig: [
    'inode_operation_attempts',
    'inode_operation_found',
    'inode_operation_recycled',
    'inode_operation_missed',
    'inode_operation_duplicates',
    'inode_operation_reclaims',
    'inode_operation_attribute_changes',
  ],
  rw: ['write_calls', 'read_calls'],
  vnodes: [
    'vnode_active',
    'vnode_allocate',
    'vnode_get',
    'vnode_hold',
    'vnode_release',
    'vnode_reclaim',
    'vnode_remove',
  ],
} as const;
type Line = keyof typeof XFS_LINES;
export type XfsCount = (typeof XFS_LINES)[Line][number];
const LINES = Object.keys(XFS_LINES) as Line[];

/**
 * Calls `visit` once for each count of XFS_LINES; a line that the kernel does not have counts 0.
 * @throws ModuleError `malformed_reply` when one has too few counts, or one that is no number, or is there twice.
 */
export function readXfsStats(bytes: Uint8Array, visit: (count: XfsCount, value: number) => void): void {
  const scanner = new LineScanner(bytes);
  const missing = new Set(LINES);
  while (scanner.nextLine()) {
    const word = scanner.word();
    const line = LINES.find((each) => each === word);
    if (line === undefined) continue;
    if (!missing.delete(line)) throw malformed(`${line} is there twice`);
    for (const count of XFS_LINES[line]) {
      const value = scanner.number();
      if (Number.isNaN(value)) throw malformed(`${line}: no number for ${count}`);
      visit(count, value);
    }
  }
  for (const line of missing) for (const count of XFS_LINES[line]) visit(count, 0);
}

const malformed = (what: string) => new ModuleError('malformed_reply', `xfs: ${what}`);
