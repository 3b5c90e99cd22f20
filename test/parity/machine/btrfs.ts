/** A file system that is being converted, on three devices, and a small one; neither mounted by the machine's mounts. */
import type { MachinePart } from '../machine-part.ts';

const CAME_LATER = 'came after 1.5.0';

const filesystem = (id: string, files: Readonly<Record<string, string | number>>) =>
  Object.fromEntries(
    Object.entries(files).map(([path, value]) => [`sys/fs/btrfs/${id}/${path}`, `${value}\n`]),
  );
const group = (type: string, reserved: number, layouts: Readonly<Record<string, [number, number]>>) => ({
  [`allocation/${type}/bytes_reserved`]: reserved,
  [`allocation/${type}/bytes_used`]: 1,
  [`allocation/${type}/flags`]: 1,
  ...Object.fromEntries(
    Object.entries(layouts).flatMap(([layout, [used, total]]) => [
      [`allocation/${type}/${layout}/used_bytes`, used],
      [`allocation/${type}/${layout}/total_bytes`, total],
    ]),
  ),
});

const converted = '5f1c0a2e-6f0b-4d53-9d2b-0c7a2d3e4f50';
const small = 'c0ffee00-1234-4abc-8def-0123456789ab';

export default {
  files: {
    'sys/fs/btrfs/features/big_metadata': '0\n',
    ...filesystem(converted, {
      label: 'the "big" one',
      metadata_uuid: converted,
      nodesize: 16384,
      'features/raid56': 1,
      'allocation/global_rsv_size': 3932160,
      ...group('data', 12288, { raid5: [808189952, 2147483648], raid1: [7, 1073741824] }),
      ...group('metadata', 0, { raid6: [933888, 1073741824] }),
      ...group('system', 4096, { raid10: [16384, 33554432], dup: [1, 8388608] }),
      'devices/sdu/size': 20971520,
      'devices/sdv/size': 20971520,
      'devices/sdw/size': 41943040,
      commit_stats: 'commits 258\nlast_commit_ms 15\nmax_commit_ms 1462\ntotal_commit_ms 40870',
    }),
    ...filesystem(small, {
      label: '',
      metadata_uuid: small,
      'features/extended_iref': 1,
      'allocation/global_rsv_size': 16777216,
      ...group('data', 0, { single: [0, 8388608] }),
      ...group('metadata', 0, { single: [131072, 53673984] }),
      ...group('system', 0, { single: [16384, 4194304] }),
      'devices/loop1/size': 204800,
    }),
  },
  differs: {
    node_btrfs_commits_total: CAME_LATER,
    node_btrfs_commit_seconds_total: CAME_LATER,
    node_btrfs_last_commit_seconds: CAME_LATER,
    node_btrfs_max_commit_seconds: CAME_LATER,
  },
} satisfies MachinePart;
