/** Memory by node and zone, scheduler, pressure, interrupts, processes and threads, parameters, the name of the system. */
import type { MachinePart } from '../machine-part.ts';
import { within } from '../compare.ts';

const pidStat = (pid: number, comm: string, state: string, threads: number) =>
  `${pid} (${comm}) ${state} 1 1 1 0 -1 4194560 9 0 0 0 3 4 0 0 20 0 ${threads} 0 29 4096000 250 18446744073709551615 ` +
  '1 1 0 0 0 0 671173123 4096 1260 0 0 0 17 0 0 0 19 0 0 0 0 0 0 0 0 0 0\n';

const pressure = (kind: string, microseconds: number) =>
  `${kind} avg10=0.18 avg60=0.34 avg300=0.10 total=${microseconds}\n`;

const numaNode = (node: number) => ({
  [`sys/devices/system/node/node${node}/meminfo`]: `Node ${node} MemTotal:       8021086 kB
Node ${node} MemFree:        ${node}225500 kB
Node ${node} Active(anon):   1300244 kB

Node ${node} HugePages_Total:     ${node}
`,
  [`sys/devices/system/node/node${node}/numastat`]: `numa_hit 18446744073709551${node}\nnuma_miss ${node}\nlocal_node 17\n`,
});

const files = {
  'proc/sys/kernel/random/entropy_avail': '250\n',
  'proc/sys/kernel/random/poolsize': '256\n',
  'proc/sys/kernel/hung_task_detect_count': '3\n',
  'proc/sys/kernel/threads-max': '7801\n',
  'proc/sys/kernel/pid_max': '4194304\n',
  'proc/sys/kernel/seccomp/actions_avail': 'kill_process trap\tlog\n',
  'proc/sys/fs/file-nr': '832\t0\t9223372036854775807\n',
  'proc/pressure/cpu': pressure('some', 20000075),
  'proc/pressure/io': pressure('some', 71234500) + pressure('full', 61234500),
  'proc/pressure/memory': pressure('some', 7) + pressure('full', 0),
  'proc/pressure/irq': pressure('full', 7000),
  'proc/schedstat': `version 15
timestamp 4295000000
cpu0 1 0 2 3 4 5 2045936778163039 343796328169361 4767485306
domain0 00000000,0000000f 7 8 9 1 2 3 4 5 6
cpu3 1 0 2 3 4 5 18446744073709551615 1 0
`,
  'proc/vmstat': `nr_free_pages 977769
pgpgin 7344136
pgpgout 18446744073709551615
pswpin 1476
pswpout 35045
allocstall_dma 9
pgfault 2320168809
pgmajfault 507162
oom_kill 2
`,
  'proc/interrupts': `           CPU0       CPU1
  0:         18          0  IR-IO-APIC-edge      timer
 16:     328511  322879  IR-IO-APIC-fasteoi   ehci_hcd:usb1,   mmc0
 17:          0          0  none
NMI:         47       5031   Non-maskable interrupts
IPI0: 2768808080 18446744073709551615       Rescheduling interrupts
ERR:          0
MIS:          0
`,
  'proc/softirqs': `                    CPU0       CPU1
          HI:          7          1
      NET_RX:      43066     104508
     HRTIMER:         40        346
`,
  'proc/buddyinfo': `Node 0, zone      DMA      1      0      1
Node 0, zone   Normal   4711      3      0
Node 1, zone   Normal     17      2      1
`,
  'proc/cgroups': '#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpu\t3\t17\t1\nmemory\t0\t1\t0\n',
  'proc/slabinfo': `slabinfo - version: 2.1
# name            <active_objs> <num_objs> <objsize> <objperslab> <pagesperslab> : tunables <limit> <batchcount> <sharedfactor> : slabdata <active_slabs> <num_slabs> <sharedavail>
dentry              70    80    192   21    1 : tunables    0    0    0 : slabdata     27     27      0
kmalloc-8k           1     4   8192    4    8 : tunables    0    0    0 : slabdata      1      1      0
`,
  'proc/zoneinfo': `Node 0, zone      DMA
  per-node stats
      nr_inactive_anon 95612
      nr_isolated_file 2
      nr_anon_pages 1156608
      nr_mapped    423143
      nr_dirtied   1189097
      nr_anon_transparent_hugepages 3
  pages free     2949
        boost    0
        min      8
        low      11
        high     14
        scanned  6
        spanned  4095
        present  3997
        managed  3973
        protection: (0, 2039, 31932)
      nr_free_pages 2949
      nr_mlock_stack 4
      nr_kernel_stack 5
      numa_hit     18446744073709551
      numa_other   0
  pagesets
    cpu: 0
              count: 7
              high:  378
              batch: 63
  vm stats threshold: 8
  node_unreclaimable:  0
  start_pfn:           1
Node 1, zone   Normal
  pages free     5
        min      1
        protection: (0, 0, 0)
      nr_free_pages 5
      nr_slab_reclaimable 8
`,
  'proc/4711/stat': pidStat(4711, 'a) R (b', 'S', 3),
  'proc/4711/task/4711/stat': pidStat(4711, 'a) R (b', 'S', 3),
  'proc/4711/task/4712/stat': pidStat(4712, 'worker', 'R', 3),
  'proc/4711/task/4713/comm': 'ended\n',
  'proc/4800/stat': pidStat(4800, 'kworker/0:0', 'I', 1),
  'proc/4800/task/4800/stat': pidStat(4800, 'kworker/0:0', 'I', 1),
  'proc/4801/comm': 'ended\n',
  ...numaNode(0),
  ...numaNode(11),
  'sys/devices/system/node/online': '0,11\n',
  'sys/kernel/mm/ksm/full_scans': '323\n',
  'sys/kernel/mm/ksm/general_profit': '4096\n',
  'sys/kernel/mm/ksm/merge_across_nodes': '1\n',
  'sys/kernel/mm/ksm/pages_shared': '1\n',
  'sys/kernel/mm/ksm/pages_sharing': '255\n',
  'sys/kernel/mm/ksm/pages_to_scan': '100\n',
  'sys/kernel/mm/ksm/pages_unshared': '7\n',
  'sys/kernel/mm/ksm/pages_volatile': '0\n',
  'sys/kernel/mm/ksm/run': '1\n',
  'sys/kernel/mm/ksm/sleep_millisecs': '250\n',
  'etc/os-release': String.raw`# The operating system of this machine

NAME="Example \"Linux\"   # 1"
  VERSION='12.1 (Größe)'
export ID=example   # the short name
ID_LIKE = debian ubuntu
VERSION_ID="12.1.3"
VARIANT=
SUPPORT_END=2027-04-30
`,
};

const CAME_LATER = 'came after 1.5.0';
const PAGES_OF_64_MIB = 16_384;

export default {
  files,
  peerArgs: () => [
    '--collector.sysctl.include=kernel.threads-max',
    '--collector.sysctl.include=fs.file-nr',
    '--collector.sysctl.include=fs.file-nr:total,current,max',
    '--collector.sysctl.include-info=kernel.seccomp.actions_avail',
  ],
  config: () => ({
    sysctl: {
      include: ['kernel.threads-max', 'fs.file-nr', 'fs.file-nr:total,current,max'],
      includeInfo: ['kernel.seccomp.actions_avail'],
    },
  }),
  differs: {
    node_pressure_irq_stalled_seconds_total: CAME_LATER,
    node_os_support_end_timestamp_seconds: CAME_LATER,
    'node_ksmd_*': `its help texts and general_profit ${CAME_LATER}`,
  },
  tolerance(family) {
    if (/^node_(filefd_allocated|sysctl_fs_file_nr(_total)?)$/.test(family)) return within(1000);
    if (/^node_processes_(state|threads_state|threads|pids)$/.test(family)) return within(100);
    if (/^node_(buddyinfo_blocks|zoneinfo_nr_.*|slabinfo_.*objects)$/.test(family))
      return within(PAGES_OF_64_MIB);
    if (family.startsWith('node_memory_numa_')) return within(64 * 2 ** 20);
    return null;
  },
} satisfies MachinePart;
