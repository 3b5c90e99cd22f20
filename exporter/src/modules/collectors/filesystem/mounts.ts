import { type NameFilter, passes } from '../../../contract/filter.ts';
import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { type Mount, parseMountinfo } from '../../../protocols/procfs/mountinfo.ts';

export interface MountFilters {
  readonly mountpoints: NameFilter;
  readonly fstypes: NameFilter;
}

/** The mounts that pass the filters, parsed anew when the kernel's list has changed. */
export class MountList {
  #path: string | null = null;
  #raw = Buffer.alloc(0);
  #mounts: readonly Mount[] = [];

  read(procfs: FileTree, root: string, filters: MountFilters): readonly Mount[] {
    const raw = this.#readRaw(procfs);
    if (raw.equals(this.#raw)) return this.#mounts;
    const copy = Buffer.from(raw);
    this.#mounts = select(parseMountinfo(copy), root, filters);
    this.#raw = copy;
    return this.#mounts;
  }

  /** The first process sees the host's mounts, also from within a container; not everyone may read its list. */
  #readRaw(procfs: FileTree): Buffer {
    if (this.#path !== null) return procfs.read(this.#path);
    try {
      const raw = procfs.read('1/mountinfo');
      this.#path = '1/mountinfo';
      return raw;
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error;
      this.#path = 'self/mountinfo';
      return procfs.read(this.#path);
    }
  }
}

function select(all: readonly Mount[], root: string, { mountpoints, fstypes }: MountFilters): Mount[] {
  const selected = new Map<string, Mount>();
  for (const each of all) {
    const mount = { ...each, mountpoint: withoutRoot(each.mountpoint, root) };
    if (!passes(mount.mountpoint, mountpoints) || !passes(mount.fstype, fstypes)) continue;
    const key = JSON.stringify([mount.device, mount.mountpoint, mount.fstype]);
    if (!selected.has(key)) selected.set(key, mount);
  }
  return [...selected.values()];
}

/** A mount point as the host sees it, when the host's root is mounted at `root`. */
function withoutRoot(mountpoint: string, root: string): string {
  if (root === '/' || root === '') return mountpoint;
  if (mountpoint === root) return '/';
  return mountpoint.startsWith(`${root}/`) ? mountpoint.slice(root.length) : mountpoint;
}

/** File systems whose statfs(2) needs no other machine and no other process. */
const LOCAL =
  /^(ext[234]|xfs|btrfs|zfs|bcachefs|f2fs|tmpfs|ramfs|rootfs|vfat|msdos|exfat|ntfs3|jfs|nilfs2|reiserfs|overlay|squashfs|erofs|iso9660|udf|hfsplus|minix|cgroup2?|proc|sysfs|devtmpfs|devpts|hugetlbfs|mqueue|debugfs|tracefs|securityfs|configfs|pstore|bpf|efivarfs|fusectl|nsfs|ubifs|jffs2|cramfs|romfs)$/;

export const isLocal = (fstype: string): boolean => LOCAL.test(fstype);
