/** Two XFS file systems, of an old and a new kernel. */
import type { MachinePart } from '../machine-part.ts';

const stats = (vnodes: string, quota: string) => `extent_alloc 260 17 31 4294967295
abt 12 13 14 15
blk_map 6108 2912 115 17 16 9180 21
bmbt 1 2 3 4
dir 3912 287 156 5209
trans 0 4711 12
ig 5890 4117 3 1773 0 1201 98
log 81 2146 0 5821 40
push_ail 44017 0 1102 15 0 2 0 2 0 2
xstrat 148 0
rw 2813 9411
attr 14 2 1 0
icluster 20 21 22
${vnodes}
buf 2215 25 1467 0 0 8 0 8 8
abtb2 1 1 0 0 0 0 0 0 0 0 0 0 0 0 0
${quota}
xpc 3571712 3568056 18446744073709551615
debug 0
`;

export default {
  files: {
    'sys/fs/xfs/sdx1/stats/stats': stats('vnodes 40 1 2 3 4 5 6 7', 'qm 0 0 0 0 0 0 0 0'),
    'sys/fs/xfs/dm-7/stats/stats': stats('vnodes 41 0 0 0 11 11 11', 'qm 0 0 0 0 0 0 0 0 3'),
    'sys/fs/xfs/stats/stats': stats('vnodes 81 1 2 3 15 16 17 7', 'qm 0 0 0 0 0 0 0 0'),
  },
} satisfies MachinePart;
