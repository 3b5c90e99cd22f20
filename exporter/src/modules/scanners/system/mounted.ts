import { ModuleError } from '../../../contract/module.ts';
import type { FileTree, Filesystems, FilesystemStats } from '../../../contract/ports.ts';
import type { JsonObject } from '../../../model/json.ts';
import { messageOf } from '../../../model/errors.ts';

export interface Mount {
  readonly device: string;
  readonly mountpoint: string;
  readonly fstype: string;
}

/** A disk that is about to die keeps statfs(2) waiting. */
const STAT_TIMEOUT_MS = 2000;
const MAX_PATH_LENGTH = 256;

/** Lines of /proc/mounts, proc_pid_mounts(5); what is none is left out. */
export function parseMounts(text: string): Mount[] {
  return text.split('\n').flatMap((line) => {
    const [device, mountpoint, fstype] = line.split(' ');
    if (!device || !mountpoint?.startsWith('/') || !fstype) return [];
    return { device: unescape(device), mountpoint: unescape(mountpoint), fstype };
  });
}

/** Spaces, tabs, newlines and backslashes are octal in it. */
function unescape(text: string): string {
  return text.replace(/\\([0-3][0-7]{2})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
}

/** Mounted local disks, each device once, where it was mounted first. */
export function localMounts(mounts: readonly Mount[], root: string, ignored: RegExp | null): Mount[] {
  const byDevice = new Map<string, Mount>();
  for (const mount of mounts) {
    const mountpoint = belowRoot(mount.mountpoint, root);
    if (!isLocalDisk(mount) || mountpoint.length > MAX_PATH_LENGTH || ignored?.test(mountpoint)) continue;
    if (!byDevice.has(mount.device)) byDevice.set(mount.device, { ...mount, mountpoint });
  }
  return [...byDevice.values()].sort((a, b) => (a.mountpoint < b.mountpoint ? -1 : 1));
}

function isLocalDisk({ device, fstype }: Mount): boolean {
  return fstype === 'zfs' || (device.startsWith('/dev/') && fstype !== 'squashfs' && fstype !== 'iso9660');
}

/** As the host sees it, when its root is mounted at `root`. */
function belowRoot(mountpoint: string, root: string): string {
  if (root === '/' || !`${mountpoint}/`.startsWith(`${root}/`)) return mountpoint;
  return mountpoint.slice(root.length) || '/';
}

/** The first process sees the host's mounts, also from within a container; not everyone may read its list. */
export function readMounts(procfs: FileTree): Mount[] {
  try {
    return parseMounts(procfs.readOnce('1/mounts').toString('utf8'));
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
    return parseMounts(procfs.readOnce('self/mounts').toString('utf8'));
  }
}

/** Size of a mounted file system; without it, and with the reason told, when it cannot be had in time. */
export async function describeMount(
  { mountpoint, device, fstype }: Mount,
  filesystems: Filesystems,
  partial: (reason: ModuleError) => void,
): Promise<JsonObject> {
  try {
    const { blockSize, blocks } = await inTime(filesystems.stat(mountpoint));
    return { mountpoint, device, fstype, sizeBytes: blockSize * blocks };
  } catch (error) {
    const code = error instanceof ModuleError ? error.code : 'bug';
    partial(new ModuleError(code, `${mountpoint}: ${messageOf(error)}`, { cause: error }));
    return { mountpoint, device, fstype, sizeBytes: null };
  }
}

async function inTime(stats: Promise<FilesystemStats>): Promise<FilesystemStats> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new ModuleError('timeout', 'statfs does not return')), STAT_TIMEOUT_MS);
  });
  try {
    return await Promise.race([stats, tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
