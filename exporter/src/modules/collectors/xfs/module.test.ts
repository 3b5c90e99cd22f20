import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import xfs from './module.ts';
import { readXfsStats } from './stats.ts';

const STATS = `extent_alloc 1 2 3 4
abt 5 6 7 8
blk_map 9 10 11 12 13 14 15
bmbt 16 17 18 19
dir 20 21 22 23
trans 4 40 0
ig 24 25 26 27 28 29 30
push_ail 44 0
rw 31 32
vnodes 33 34 35 36 37 38 39 40
xpc 18446744073709551615 0 0
debug 0
`;
const run = (files: Record<string, string>) => collect(xfs, { sysfs: fileTree(files) });
const counts = (text: string | Uint8Array) => {
  const found = new Map<string, number>();
  readXfsStats(Buffer.from(text), (count, value) => {
    expect(found.has(count)).toBe(false);
    found.set(count, value);
  });
  return found;
};

describe('xfs', () => {
  it('shows each file system', async () => {
    const { lines } = await run({ 'fs/xfs/sda1/stats/stats': STATS, 'fs/xfs/stats/stats': STATS });
    const expected: Record<string, number> = {
      allocation_btree_compares: 6,
      allocation_btree_lookups: 5,
      allocation_btree_records_deleted: 8,
      allocation_btree_records_inserted: 7,
      block_map_btree_compares: 17,
      block_map_btree_lookups: 16,
      block_map_btree_records_deleted: 19,
      block_map_btree_records_inserted: 18,
      block_mapping_extent_list_compares: 15,
      block_mapping_extent_list_deletions: 13,
      block_mapping_extent_list_insertions: 12,
      block_mapping_extent_list_lookups: 14,
      block_mapping_reads: 9,
      block_mapping_unmaps: 11,
      block_mapping_writes: 10,
      directory_operation_create: 21,
      directory_operation_getdents: 23,
      directory_operation_lookup: 20,
      directory_operation_remove: 22,
      extent_allocation_blocks_allocated: 2,
      extent_allocation_blocks_freed: 4,
      extent_allocation_extents_allocated: 1,
      extent_allocation_extents_freed: 3,
      inode_operation_attempts: 24,
      inode_operation_attribute_changes: 30,
      inode_operation_duplicates: 28,
      inode_operation_found: 25,
      inode_operation_missed: 27,
      inode_operation_reclaims: 29,
      inode_operation_recycled: 26,
      read_calls: 32,
      vnode_active: 33,
      vnode_allocate: 34,
      vnode_get: 35,
      vnode_hold: 36,
      vnode_reclaim: 38,
      vnode_release: 37,
      vnode_remove: 39,
      write_calls: 31,
    };
    expect(lines).toEqual(
      Object.entries(expected).map(([count, value]) => `node_xfs_${count}_total{device="sda1"} ${value}`),
    );
  });

  it('follows file systems that come and go', async () => {
    const files: Record<string, string> = { 'fs/xfs/sda1/stats/stats': STATS };
    const next = collectorOf(xfs, { sysfs: fileTree(files) });
    expect((await next()).lines).toHaveLength(39);
    files['fs/xfs/sdb1/stats/stats'] = STATS;
    expect((await next()).lines).toHaveLength(78);
    delete files['fs/xfs/sda1/stats/stats'];
    expect((await next()).lines).toHaveLength(39);
  });

  it.each([[{}], [{ 'fs/xfs/stats/stats': STATS }], [{ 'fs/xfs/sda1/error/x': '' }]])(
    'shows nothing of %j',
    async (files) => expect((await run(files)).lines).toEqual([]),
  );

  it.each(['', '\n\n', 'trans x\n', 'dirs 1\n', '\xff\n'])('counts 0 when the kernel writes %j', (text) => {
    const values = [...counts(text).values()];
    expect(values).toHaveLength(39);
    expect(new Set(values)).toEqual(new Set([0]));
  });

  it.each([
    'extent_alloc 1 2 3\n',
    'dir',
    'rw 1 x\n',
    'rw 1 -1\n',
    'rw 1 1.5\n',
    `rw 1 ${'9'.repeat(30)}\n`,
    'rw 1 2\nrw 1 2\n',
    'vnodes 1 2 3 4 5 6',
  ])('refuses %j', (text) =>
    expect(() => counts(text)).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it('refuses file systems without end', () => {
    const files = Array.from({ length: 641 }, (_, i) => [`fs/xfs/sd${i}/stats/stats`, STATS] as const);
    return expect(run(Object.fromEntries(files))).rejects.toMatchObject({ code: 'limit_exceeded' });
  });

  it('fuzz: any bytes give counts or malformed_reply', () => {
    const piece = fc.constantFrom('extent_alloc', 'rw', 'dir', ' 1 2', ' 3 4', '\n', STATS);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 100 }),
      fc.array(fc.oneof(piece, fc.string({ maxLength: 3 }))).map((pieces) => Buffer.from(pieces.join(''))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        try {
          for (const value of counts(each).values()) expect(value).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
