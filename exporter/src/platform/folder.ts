import { constants } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ModuleError } from '../model/errors.ts';
import { toModuleError } from './file-tree.ts';

async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toModuleError(error, path);
  }
}

export async function makeFolder(path: string): Promise<void> {
  await attempt(path, () => mkdir(path, { recursive: true, mode: 0o750 }));
}

/** Names in a folder, sorted. */
export async function listFolder(path: string): Promise<string[]> {
  return (await attempt(path, () => readdir(path))).sort();
}

/** Makes created, renamed and removed names of a folder durable. */
export function syncFolder(path: string): Promise<void> {
  return attempt(path, async () => {
    const handle = await open(path, constants.O_RDONLY);
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  });
}

/** Null when there is no such file. */
export async function statFile(
  path: string,
): Promise<{ readonly size: number; readonly mtimeMs: number } | null> {
  try {
    return await attempt(path, () => stat(path));
  } catch (error) {
    if (error instanceof ModuleError && error.code === 'unsupported') return null;
    throw error;
  }
}

export async function removeFile(path: string): Promise<void> {
  await attempt(path, () => rm(path, { force: true }));
}

export async function renameFile(from: string, to: string): Promise<void> {
  await attempt(from, () => rename(from, to));
  await syncFolder(dirname(to));
}

/**
 * Content of a regular file of at most `maxBytes`; null when there is none.
 * @throws ModuleError `limit_exceeded` when larger, `unsupported` for anything but a regular file.
 */
export async function readSmallFile(path: string, maxBytes: number): Promise<Buffer | null> {
  const found = await statFile(path);
  if (found === null) return null;
  return attempt(path, async () => {
    // A pipe would block without O_NONBLOCK until someone writes to it.
    const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const status = await handle.stat();
      if (!status.isFile()) throw new ModuleError('unsupported', `${path}: not a regular file`);
      if (status.size > maxBytes)
        throw new ModuleError('limit_exceeded', `${path}: larger than ${maxBytes} bytes`);
      const buffer = Buffer.alloc(status.size);
      const { bytesRead } = await handle.read(buffer, 0, buffer.length, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await handle.close();
    }
  });
}

/** The file's bytes in chunks; each is valid until the next is asked for. */
export async function* readChunks(path: string, chunkBytes: number): AsyncGenerator<Buffer> {
  const handle = await attempt(path, () => open(path, 'r'));
  try {
    const buffer = Buffer.allocUnsafe(chunkBytes);
    for (;;) {
      const { bytesRead } = await attempt(path, () => handle.read(buffer, 0, chunkBytes, null));
      if (bytesRead === 0) return;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
