/** A client and a server of NFS. */
import type { MachinePart } from '../machine-part.ts';

const counts = (from: number, length: number) => Array.from({ length }, (_, i) => from + i).join(' ');

const operations = `	RPC iostats version: 1.1  p/v: 100003/4 (nfs)
	per-op statistics
	        NULL: 1 2 0 44 24 0 3 4 0
	        READ: 1298 1298 1 207680 1210292152 18446743919241604546 79386 79407 2
`;
const mountstats = `device rootfs mounted on / with fstype rootfs
device 192.0.2.1:/srv mounted on /mnt/data with fstype nfs4 statvers=1.1
	opts:	rw,vers=4.0,hard,proto=tcp
	age:	13968
	events:	${counts(1, 27)}
	bytes:	${counts(1207640230, 8)}
	xprt:	tcp 832 1 2 3 11 6428 6428 4 12154 5 24 26 5726
${operations}
device 192.0.2.1:/srv mounted on /mnt/again with fstype nfs4 statvers=1.1
	age:	13968
	events:	${counts(1, 27)}
	bytes:	${counts(1207640230, 8)}
	xprt:	tcp 832 1 2 3 11 6428 6428 4 12154 5 24 26 5726
${operations}
device 192.0.2.2:/old mounted on /mnt/old with fstype nfs statvers=1.0
	age:	7
	events:	${counts(100, 27)}
	bytes:	${counts(1, 8)}
	xprt:	udp 832 1 6428 6428 2 12154 3
${operations}
`;
const mountinfo = `1 1 0:2 / / rw - rootfs rootfs rw
40 1 0:42 / /mnt/data rw shared:144 - nfs4 192.0.2.1:/srv rw,vers=4.0,clientaddr=192.0.2.9,addr=192.0.2.1
41 1 0:42 / /mnt/again rw shared:145 - nfs4 192.0.2.1:/srv rw,vers=4.0,clientaddr=192.0.2.9,addr=192.0.2.1
42 1 0:43 / /mnt/old rw - nfs 192.0.2.2:/old rw,vers=3,mountaddr=192.0.2.3,addr=192.0.2.2
`;

export default {
  files: {
    'proc/4242/mountstats': mountstats,
    'proc/4242/mountinfo': mountinfo,
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
  links: { 'proc/self': '4242' },
  differs: {
    node_mountstats_nfs_mountpoint_info: 'came after 1.5.0',
    'node_mountstats_nfs_transport_*': 'their label transport came after 1.5.0',
    node_nfsd_requests_total: 'names SETCLIENTID and what follows, and WdelegGetattr, after 1.5.0',
  },
} satisfies MachinePart;
