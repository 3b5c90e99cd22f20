import { open, rename, rm } from 'node:fs/promises';
import { toModuleError } from './file-tree.ts';

/**
 * Replaces a file so that a reader, or a crash, sees either the old or the new content, whole.
 * The new name is durable only after a `syncFolder`, which the caller does once for many files.
 */
export async function writeAtomically(path: string, content: string): Promise<void> {
  const temporary = `${path}.tmp`;
  try {
    const handle = await open(temporary, 'w', 0o640);
    try {
      await handle.writeFile(content);
      await handle.datasync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw toModuleError(error, path);
  }
}
