import { open, realpath, rename, rm, stat } from 'node:fs/promises';
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

/**
 * Replaces a file that people own: as `writeAtomically`, and its permissions and owner stay as they are. Of a symbolic
 * link, the file behind it is replaced.
 */
export async function rewriteFile(path: string, content: string): Promise<void> {
  try {
    const target = await realpath(path);
    const { mode, uid, gid } = await stat(target);
    const temporary = `${target}.tmp`;
    try {
      const handle = await open(temporary, 'wx', mode & 0o777);
      try {
        await handle.chmod(mode & 0o777);
        if (process.getuid?.() === 0) await handle.chown(uid, gid);
        await handle.writeFile(content);
        await handle.datasync();
      } finally {
        await handle.close();
      }
      await rename(temporary, target);
    } catch (error) {
      // One that was there before is somebody else's.
      if (!isThereAlready(error)) await rm(temporary, { force: true });
      throw error;
    }
  } catch (error) {
    throw toModuleError(error, path);
  }
}

function isThereAlready(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}
