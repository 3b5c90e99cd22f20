/** Four CPUs in two packages, thermal throttling, LVM, ATA disks, old partitions. */
import type { MachinePart } from '../machine-part.ts';
import { within } from '../compare.ts';

const cpuInfo = (cpu: number, pkg: number, core: number) => `processor\t: ${cpu}
vendor_id\t: GenuineExample
cpu family\t: 6
model\t\t: 85
model name\t: Example(R) "Gold" CPU @ 2.10GHz
stepping\t: 4
microcode\t: 0x2000065
cpu MHz\t\t: 2100.000
cache size\t: 16384 KB
physical id\t: ${pkg}
siblings\t: 2
core id\t\t: ${core}
cpu cores\t: 2
flags\t\t: fpu aes avx avx2
bugs\t\t: spectre_v1 mds
bogomips\t: 4200.00

`;

const cpuFolder = (
  cpu: number,
  pkg: number,
  core: number,
  coreThrottles: number,
  packageThrottles: number,
) => ({
  [`sys/devices/system/cpu/cpu${cpu}/topology/physical_package_id`]: `${pkg}\n`,
  [`sys/devices/system/cpu/cpu${cpu}/topology/core_id`]: `${core}\n`,
  [`sys/devices/system/cpu/cpu${cpu}/thermal_throttle/core_throttle_count`]: `${coreThrottles}\n`,
  [`sys/devices/system/cpu/cpu${cpu}/thermal_throttle/package_throttle_count`]: `${packageThrottles}\n`,
});

const files = {
  'proc/stat': `cpu  40 8 12 4000 16 4 8 12 20 24
cpu0 10101 2 3 1000123 4 1 2 3 5 6
cpu1 10 20202 3 1000 4 1 2 3 5 6
cpu2 10 2 30303 1000 4 1 2 3
cpu3 10 2 3 1000 40404
intr 18446744073709551615 0 0 3
ctxt 38014093
btime 1418183276
processes 26442
procs_running 2
procs_blocked 3
softirq 5057579 250191 1481983 1647 211099 186066 0 1783454 622196 12499 508444
`,
  'proc/cpuinfo': [cpuInfo(0, 0, 0), cpuInfo(1, 0, 1), cpuInfo(2, 1, 0), cpuInfo(3, 1, 1)].join(''),
  'proc/loadavg': '0.21 0.37 0.39 1/719 19737\n',
  'proc/meminfo': `MemTotal:           1040 kB
MemFree:           17918 kB
MemAvailable:      50634 kB
Buffers:           99188 kB
Cached:           163580 kB
SwapCached:        40635 kB
Active:            97108 kB
Inactive:         169419 kB
Active(anon):     257568 kB
Inactive(anon):   361555 kB
Active(file):      80230 kB

Inactive(file):   176298 kB
Unevictable:      288204 kB
Mlocked:          415948 kB
SwapTotal:        559530 kB
SwapFree:         119825 kB
Zswap:            255488 kB
Zswapped:         406989 kB
Dirty:            574328 kB
Writeback:        757505 kB
AnonPages:        159420 kB
Mapped:           334678 kB
Shmem:            525774 kB
Slab:             732708 kB
SReclaimable:     955480 kB
SUnreclaim:       199015 kB
KernelStack:      413868 kB
PageTables:       644559 kB
NFS_Unstable:     891088 kB
Bounce:          1153455 kB
WritebackTmp:     238610 kB
CommitLimit:      493058 kB
Committed_AS:     763344 kB
VmallocTotal:    1049468 kB
VmallocUsed:     1351430 kB
VmallocChunk:     278205 kB
Percpu:           572248 kB
HardwareCorrupted:  882129 kB
AnonHugePages:   1207848 kB
ShmemHugePages:  1549405 kB
ShmemPmdMapped:   317800 kB
CmaTotal:         651438 kB
CmaFree:         1000914 kB
Hugepagesize:    1366228 kB
DirectMap4k:     1747380 kB
DirectMap2M:      357395 kB
DirectMap1G:      730628 kB
HugePages_Total:       3
HugePages_Free:        2
HugePages_Rsvd:        1
HugePages_Surp:        0
`,
  'proc/diskstats': `   8       0 sda 25354637 34367663 1003346126 18492372 28444756 11134226 505697032 63877960 0 9653880 82621804
   8       1 sda1 250 0 2000 36 0 0 0 0 0 36 36
   8      16 sdb 326552 841 9657779 84 41822 2895 1972905 5007 0 60730 67070 68851 0 1925173784 11130
   8      32 sdc 126552 141 1657779 14 11822 1895 172905 1007 3 10730 17070 18851 0 125173784 11130 1555 1944
 253       0 dm-0 59910002 0 713160136 68 39231014 0 505697032 1158557800 0 9704460 1158558060
 104       0 cciss/c0d0 18446744073709551615 1 2 3 4 5 6 7 8 9 10
`,
  'proc/net/dev': `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
    lo:  435303     1832    1    2    3     4          5         6   435303    1832    7    8    9      10      11         12
wlan0:10437182923 13899359 0 0 0 0 0 0 2851649360 11726200 0 0 0 0 0 0
`,
  'proc/1/mounts':
    'rootfs / rootfs rw 0 0\n/dev/dm-0 / ext4 ro,relatime 0 0\ntmpfs /tmp tmpfs rw 0 0\ntmpfs /tmp tmpfs rw 0 0\n',
  'proc/1/mountinfo': `1 1 0:2 / / rw - rootfs rootfs rw
29 1 253:0 / / ro,relatime shared:1 - ext4 /dev/dm-0 ro,errors=remount-ro
30 29 0:40 / /tmp rw - tmpfs tmpfs rw
31 29 0:41 / /tmp rw - tmpfs tmpfs rw
`,
  ...cpuFolder(0, 0, 0, 5, 30),
  ...cpuFolder(1, 0, 1, 0, 30),
  ...cpuFolder(2, 1, 0, 0, 6),
  ...cpuFolder(3, 1, 1, 9, 6),
  'sys/devices/system/cpu/isolated': '1,3\n',
  'sys/devices/system/clocksource/clocksource0/available_clocksource': 'tsc hpet acpi_pm \n',
  'sys/devices/system/clocksource/clocksource0/current_clocksource': 'hpet\n',
  'sys/block/sda/queue/rotational': '1\n',
  'sys/block/dm-0/slaves/sda/size': '1\n',
  'udev/b8:0': `S:disk/by-id/example
I:73815117
E:ID_ATA=1
E:ID_MODEL=EXAMPLE_DISK
E:ID_REVISION=0102
E:ID_SERIAL=EXAMPLE_DISK_A1
E:ID_SERIAL_SHORT=A1
E:ID_ATA_WRITE_CACHE=1
E:ID_ATA_WRITE_CACHE_ENABLED=0
E:ID_ATA_ROTATION_RATE_RPM=7200
E:ID_WWN=0x7c72382b8de36a64
E:ID_PATH=pci-0000:3b:00.0-sas-phy7-lun-0
E:ID_FS_TYPE=LVM2_member
E:ID_FS_USAGE=raid
E:ID_FS_UUID=cVVv6j-HSA2
E:ID_FS_VERSION=LVM2 001
G:systemd
`,
  'udev/b8:16': 'E:ID_ATA=1\nE:ID_ATA_ROTATION_RATE_RPM=fast\nE:ID_MODEL=a"b\\c\n',
  'udev/b253:0': `E:DM_NAME=system-root
E:DM_UUID=LVM-NWEDo8q5ABDy
E:DM_VG_NAME=system
E:DM_LV_NAME=root
E:ID_FS_TYPE=ext4
`,
};

const CAME_LATER = 'came after 1.5.0';
const MIB = 1024 * 1024;

export default {
  files: { ...files, 'tmp/empty': '' },
  peerArgs: () => [
    '--collector.stat.softirq',
    '--collector.cpu.info',
    '--collector.cpu.info.flags-include=.*',
    '--collector.cpu.info.bugs-include=.*',
    '--collector.netdev.device-exclude=',
    String.raw`--collector.diskstats.device-exclude=^(z?ram|loop|fd|(h|s|v|xv)d[a-z]|nvme\d+n\d+p)\d+$`,
    '--collector.filesystem.mount-points-exclude=^/(dev/pts|proc|sys)($|/)',
    '--collector.filesystem.fs-types-exclude=^(cgroup2?|devpts|proc|sysfs)$',
  ],
  config: () => ({
    stat: { softirq: true },
    cpu: { infoFlagsInclude: '.*', infoBugsInclude: '.*' },
    filesystem: {
      mountPointsExclude: '^/(dev/pts|proc|sys)($|/)',
      fsTypesExclude: '^(cgroup2?|devpts|proc|sysfs)$',
    },
  }),
  differs: {
    node_filesystem_mount_info: CAME_LATER,
    node_disk_device_mapper_backing_device_info: CAME_LATER,
    node_disk_info: `its label rotational ${CAME_LATER}`,
    'node_filesystem_*': `its label device_error ${CAME_LATER}`,
  },
  /** How far values that rise and fall may swing in the milliseconds between the two scrapes of the peer. */
  tolerance(family) {
    if (/^node_memory_.*_bytes$|^node_filesystem_(avail|free)_bytes$/.test(family)) return within(64 * MIB);
    if (family === 'node_filesystem_files_free') return within(1000);
    if (/^node_procs_|^node_disk_io_now$/.test(family)) return within(50);
    if (family.startsWith('node_load')) return within(1);
    return null;
  },
} satisfies MachinePart;
