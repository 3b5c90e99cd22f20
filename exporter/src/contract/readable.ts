import { ModuleError } from '../model/errors.ts';
import type { FileTree } from './ports.ts';

/**
 * Content of a file, as `FileTree.read`; null when it is missing, when this user may not read it, or when the device
 * has no value at the moment (EIO, ENODATA, EAGAIN). For values that are nice to have: the rest is good without them.
 * @throws ModuleError `limit_exceeded`.
 */
export function readIfReadable(tree: FileTree, path: string): Buffer | null {
  try {
    return tree.readIfPresent(path);
  } catch (error) {
    if (error instanceof ModuleError && error.code !== 'limit_exceeded') return null;
    throw error;
  }
}

/** Target of a symbolic link; null when it is none or missing. */
export function linkIfPresent(tree: FileTree, path: string): string | null {
  try {
    return tree.link(path);
  } catch (error) {
    if (error instanceof ModuleError) return null;
    throw error;
  }
}
