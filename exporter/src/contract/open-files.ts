import { ModuleError } from '../model/errors.ts';
import type { FileTree } from './ports.ts';

/**
 * Counts the entries of a /proc/<pid>/fd. Since Linux 6.2 that is the size of the folder, which costs one system call;
 * before, the size is 0 and the names are counted. Throws what the file tree throws.
 */
export function openFileCounter(procfs: FileTree): (folder: string) => number {
  let sizeCounts: boolean | undefined;
  return (folder) => {
    sizeCounts ??= countsBySize(procfs);
    return sizeCounts ? procfs.size(folder) : procfs.list(folder).length;
  };
}

function countsBySize(procfs: FileTree): boolean {
  try {
    return procfs.size('self/fd') > 0;
  } catch (error) {
    if (error instanceof ModuleError) return false;
    throw error;
  }
}
