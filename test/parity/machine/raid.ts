/** Software RAID in all its states, and two devices that are replicated by DRBD. */
import type { MachinePart } from '../machine-part.ts';

const mdstat = `Personalities : [raid1] [raid6] [raid5] [raid4] [raid0] [linear]

md0 : active raid1 sdb1[1] sda1[0]
      1046528 blocks super 1.2 [2/2] [UU]

md1 : active raid5 sdd1[4](S) sdc1[2] sdb2[1](F) sda2[0]
      4190208 blocks super 1.2 level 5, 512k chunk, algorithm 2 [3/2] [U_U]
      [===>.................]  recovery = 19.0% (398336/2095104) finish=0.4min speed=66389K/sec
      bitmap: 1/1 pages [4KB], 65536KB chunk

md2 : active (auto-read-only) raid1 sdf1[1] sde1[0]
      524224 blocks super 1.2 [2/2] [UU]
      \tresync=PENDING

md3 : active raid6 sdj1[3] sdi1[2] sdh1[1] sdg1[0]
      2093056 blocks super 1.2 level 6, 512k chunk, algorithm 2 [4/4] [UUUU]
      [=========>...........]  check = 47.4% (496640/1046528) finish=0.1min speed=70948K/sec

md4 : active raid0 sdl1[1] sdk1[0]
      4188160 blocks super 1.2 512k chunks

md5 : active linear sdn1[1] sdm1[0]
      2093056 blocks super 1.2 0k rounding

md6 : active raid10 sdr1[3] sdq1[2] sdp1[1] sdo1[0]
      2093056 blocks super 1.2 512K chunks 2 near-copies [4/4] [UUUU]
      [>....................]  resync =  3.0% (64000/2093056) finish=1.0min speed=32000K/sec

md126 : inactive sdt[1](S) sds[0](S)
      6306 blocks super external:imsm

unused devices: <none>
`;

const drbd = `version: 8.4.11 (api:1/proto:86-101)
srcversion: 3A1B2C4D5E6F708192A3B4C
 0: cs:Connected ro:Primary/Secondary ds:UpToDate/UpToDate C r-----
    ns:1048576 nr:17 dw:1048593 dr:90210 al:31 bm:7 lo:1 pe:2 ua:3 ap:4 ep:1 wo:f oos:0

 3: cs:SyncTarget ro:Secondary/Primary ds:Inconsistent/UpToDate C r-----
    ns:0 nr:24576 dw:24576 dr:0 al:0 bm:2 lo:0 pe:11 ua:0 ap:0 ep:1 wo:f oos:81920
\t[===>................] sync'ed: 23.1% (80/104)M
\tfinish: 0:00:08 speed: 9,216 (9,216) want: 10,240 K/sec
`;

export default {
  files: {
    'proc/mdstat': mdstat,
    'proc/drbd': drbd,
    'sys/block/md0/md/level': 'raid1\n',
    'sys/block/md0/md/raid_disks': '2\n',
    'sys/block/md0/md/degraded': '0\n',
    'sys/block/md1/md/level': 'raid5\n',
    'sys/block/md1/md/raid_disks': '3\n',
    'sys/block/md1/md/degraded': '1\n',
    'sys/block/md4/md/level': 'raid0\n',
    'sys/block/md4/md/raid_disks': '2\n',
    'sys/block/md126/md/level': '',
    'sys/block/md126/md/raid_disks': '',
  },
  differs: {
    node_md_raid_disks: 'came after 1.5.0',
    node_md_degraded: 'came after 1.5.0',
  },
} satisfies MachinePart;
