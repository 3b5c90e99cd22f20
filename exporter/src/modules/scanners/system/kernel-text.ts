import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';

/** More than any value here; what is longer is none. */
const MAX_VALUE_LENGTH = 256;

/** The one line that a file of sysfs holds; null when there is no such file, it may not be read or says nothing. */
export function valueOf(tree: FileTree, path: string): string | null {
  try {
    const text = tree.readOnce(path).toString('utf8').trim();
    return text === '' || text.length > MAX_VALUE_LENGTH ? null : text;
  } catch (error) {
    if (error instanceof ModuleError) return null;
    throw error;
  }
}

/** As `valueOf`, for an unsigned integer; null for anything else. */
export function integerOf(tree: FileTree, path: string): number | null {
  const text = valueOf(tree, path);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : null;
}
