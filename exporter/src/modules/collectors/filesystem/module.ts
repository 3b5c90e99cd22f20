import { z } from 'zod';
import { duration, regex } from '../../../contract/config.ts';
import { exclusive } from '../../../contract/filter.ts';
import { gauge, type Out } from '../../../contract/metrics.ts';
import { defineCollector } from '../../../contract/module.ts';
import type { Filesystems, FilesystemStats } from '../../../contract/ports.ts';
import { messageOf } from '../../../model/errors.ts';
import type { Mount } from '../../../protocols/procfs/mountinfo.ts';
import { isLocal, MountList } from './mounts.ts';
import { RemoteFilesystems, serverOf } from './remote.ts';

const MOUNT_POINTS_EXCLUDE =
  '^/(dev|proc|run/credentials/.+|sys|var/lib/docker/.+|var/lib/containers/storage/.+)($|/)';
const FS_TYPES_EXCLUDE =
  '^(autofs|binfmt_misc|bpf|cgroup2?|configfs|debugfs|devpts|devtmpfs|fusectl|hugetlbfs|iso9660|mqueue|nsfs|overlay|proc|procfs|pstore|rpc_pipefs|securityfs|selinuxfs|squashfs|erofs|sysfs|tracefs)$';

const Config = z
  .object({
    mountPointsInclude: regex('').describe('Mount points to look at; excludes `mountPointsExclude`.'),
    mountPointsExclude: regex(MOUNT_POINTS_EXCLUDE)
      .describe('Mount points to leave out.')
      .meta({ flags: ['--collector.filesystem.ignored-mount-points'] }),
    fsTypesInclude: regex('').describe('Types of file systems to look at; excludes `fsTypesExclude`.'),
    fsTypesExclude: regex(FS_TYPES_EXCLUDE)
      .describe('Types of file systems to leave out.')
      .meta({ flags: ['--collector.filesystem.ignored-fs-types'] }),
    mountTimeout: duration('5s', { min: '10ms', max: '5m' }).describe(
      'How long to wait for network file systems, at most until shortly before the scrape ends; one that does not answer shows device_error 1.',
    ),
    statWorkers: z
      .int()
      .min(0)
      .max(1000)
      .default(4)
      .describe(
        'Has no effect; taken for the sake of those who come from node_exporter. Network file systems are asked two at a time, and the others go on while some do not answer.',
      ),
  })
  .superRefine(exclusive('mountPoints', MOUNT_POINTS_EXCLUDE))
  .superRefine(exclusive('fsTypes', FS_TYPES_EXCLUDE));

/** What is told without network file systems must be handed over before the deadline, or all of it would be lost. */
const HAND_OVER_MS = 100;

const LABELS = ['device', 'mountpoint', 'fstype', 'device_error'] as const;

const metrics = {
  node_filesystem_size_bytes: gauge('Filesystem size in bytes.', LABELS),
  node_filesystem_free_bytes: gauge('Filesystem free space in bytes.', LABELS),
  node_filesystem_avail_bytes: gauge('Filesystem space available to non-root users in bytes.', LABELS),
  node_filesystem_files: gauge('Filesystem total file nodes.', LABELS),
  node_filesystem_files_free: gauge('Filesystem total free file nodes.', LABELS),
  node_filesystem_readonly: gauge('Filesystem read-only status.', LABELS),
  node_filesystem_device_error: gauge(
    'Whether an error occurred while getting statistics for the given device.',
    LABELS,
  ),
  node_filesystem_mount_info: gauge('Filesystem mount information.', [
    'device',
    'major',
    'minor',
    'mountpoint',
  ]),
};

interface State {
  readonly mounts: MountList;
  readonly remote: RemoteFilesystems;
}

export default defineCollector({
  id: 'filesystem',
  summary: 'Size, free space and inodes of mounted file systems.',
  config: Config,
  metrics,
  needs: ['procfs', 'filesystems'],
  init: (): State => ({ mounts: new MountList(), remote: new RemoteFilesystems() }),
  collect(context, config, out) {
    const { procfs, filesystems, state } = context;
    const mounts = state.mounts.read(procfs, filesystems.root, {
      mountpoints: { include: config.mountPointsInclude, exclude: config.mountPointsExclude },
      fstypes: { include: config.fsTypesInclude, exclude: config.fsTypesExclude },
    });
    const remote: Mount[] = [];
    for (const mount of mounts) {
      if (isLocal(mount.fstype)) emit(mount, statLocal(filesystems, mount.mountpoint), out);
      else remote.push(mount);
    }
    if (remote.length === 0) return undefined;
    const byMountpoint = groupByMountpoint(remote);
    return state.remote.stat(
      filesystems,
      [...byMountpoint].map(([mountpoint, [mount]]) => ({ mountpoint, server: serverOf(mount) })),
      {
        timeoutMs: Math.min(config.mountTimeout, context.timeLeft() - HAND_OVER_MS),
        signal: context.signal,
      },
      (mountpoint, answer) => byMountpoint.get(mountpoint)?.forEach((mount) => emit(mount, answer, out)),
    );
  },
});

function groupByMountpoint(mounts: readonly Mount[]): Map<string, [Mount, ...Mount[]]> {
  const groups = new Map<string, [Mount, ...Mount[]]>();
  for (const mount of mounts) {
    const group = groups.get(mount.mountpoint);
    if (group) group.push(mount);
    else groups.set(mount.mountpoint, [mount]);
  }
  return groups;
}

function statLocal(filesystems: Filesystems, mountpoint: string): FilesystemStats | Error {
  try {
    return filesystems.statSync(mountpoint);
  } catch (error) {
    return error instanceof Error ? error : new Error(messageOf(error));
  }
}

/** As node_exporter: an error leaves readonly and device_error, and is named in a label. */
function emit(mount: Mount, answer: FilesystemStats | Error, out: Out<typeof metrics>): void {
  const failed = answer instanceof Error;
  const labels = [mount.device, mount.mountpoint, mount.fstype, failed ? answer.message : ''] as const;
  out.node_filesystem_device_error(failed ? 1 : 0, ...labels);
  out.node_filesystem_readonly(mount.readonly ? 1 : 0, ...labels);
  if (failed) return;
  const { blockSize, blocks, blocksFree, blocksAvailable, files, filesFree } = answer;
  out.node_filesystem_size_bytes(blocks * blockSize, ...labels);
  out.node_filesystem_free_bytes(blocksFree * blockSize, ...labels);
  out.node_filesystem_avail_bytes(blocksAvailable * blockSize, ...labels);
  out.node_filesystem_files(files, ...labels);
  out.node_filesystem_files_free(filesFree, ...labels);
  out.node_filesystem_mount_info(1, mount.device, mount.major, mount.minor, mount.mountpoint);
}
