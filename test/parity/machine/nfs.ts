/** A client and a server of NFS. */
import type { MachinePart } from '../machine-part.ts';

const counts = (from: number, length: number) => Array.from({ length }, (_, i) => from + i).join(' ');

export default {
  files: {
    'proc/net/rpc/nfs': `net 18 5 13 2
rpc 1218785755 374636 1218815394
proc2 18 ${counts(1, 18)}
proc3 22 ${counts(18446744073, 22)}
proc4 62 ${counts(300, 62)}
`,
    'proc/net/rpc/nfsd': `rc 1 6 18622
fh 4 0 0 0 0
io 18446744073709551615 72864
th 8 3 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000
ra 32 1 2 3 4 5 6 7 8 9 10 11
net 972 55 917 1
rpc 18628 6 1 2 3
proc2 18 ${counts(1, 18)}
proc3 22 ${counts(100, 22)}
proc4 2 2 10853
proc4ops 72 ${counts(200, 72)}
`,
  },
  differs: {
    node_nfsd_requests_total: 'names SETCLIENTID and what follows, and WdelegGetattr, after 1.5.0',
  },
} satisfies MachinePart;
