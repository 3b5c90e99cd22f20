/** File systems that run full, as the hosts' own exporters would have measured them. */
import type { Series } from '../../../exporter/src/contract/module.ts';

const GIB = 1024 ** 3;
const POINTS = 360;
const MINUTE_MS = 60_000;

interface Filling {
  readonly mountpoint: string;
  readonly device: string;
  readonly sizeBytes: number;
  readonly freeNow: number;
  /** Bytes a minute. */
  readonly growth: number;
}

const DISKS: Readonly<Record<string, Filling>> = {
  'demo-host-ams-node-04': {
    mountpoint: '/var/lib/postgresql',
    device: '/dev/nvme1n1',
    sizeBytes: 1800 * GIB,
    freeNow: 210 * GIB,
    growth: 0.6 * GIB,
  },
  'demo-host-fra-node-15': {
    mountpoint: '/var/log',
    device: '/dev/sdb1',
    sizeBytes: 200 * GIB,
    freeNow: 9 * GIB,
    growth: 0.05 * GIB,
  },
  'demo-host-fra-node-30': {
    mountpoint: '/srv/backup',
    device: '/dev/sdc1',
    sizeBytes: 4000 * GIB,
    freeNow: 190 * GIB,
    growth: 0,
  },
};

/** Written in batches, hence not quite straight. */
const batches = (n: number) => 0.35 * ((n * 13) % 9);

export function fillingDisks(nowMs: number): (asset: string, metric: string) => readonly Series[] {
  return (asset, metric) => {
    const disk = DISKS[asset];
    if (disk === undefined) return [];
    const labels = { device: disk.device, mountpoint: disk.mountpoint, fstype: 'ext4' };
    const series = (value: (minutesAgo: number) => number): Series[] => [
      {
        labels,
        points: Array.from(
          { length: POINTS },
          (_, n) => [nowMs - (POINTS - 1 - n) * MINUTE_MS, value(POINTS - 1 - n)] as const
        ),
      },
    ];
    if (metric === 'node_filesystem_size_bytes') return series(() => disk.sizeBytes);
    if (metric === 'node_filesystem_readonly') return series(() => 0);
    if (metric !== 'node_filesystem_avail_bytes') return [];
    return series((minutesAgo) => disk.freeNow + disk.growth * (minutesAgo + batches(minutesAgo)));
  };
}
