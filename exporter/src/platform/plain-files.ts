import { constants } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FileStamp, PlainFiles } from '../contract/ports.ts';
import { ModuleError } from '../model/errors.ts';
import { toModuleError } from './file-tree.ts';
import { goGlob } from './go-glob.ts';

/** Files of the file system that Fathom itself sees, by absolute path or from its working directory. */
export const plainFiles: PlainFiles = {
  glob: goGlob,
  list: (folder) =>
    attempt(folder, async () => (await readdir(folder)).sort().map((name) => join(folder, name))),
  stamp: (path) =>
    attempt(path, async () => {
      const found = await stat(path, { bigint: true });
      if (!found.isFile()) throw new ModuleError('malformed_reply', `${path}: not a file`);
      return stampOf(found);
    }),
  read: (path, maxBytes) => attempt(path, () => readFile(path, maxBytes)),
};

interface Status {
  readonly ino: bigint;
  readonly size: bigint;
  readonly mtimeNs: bigint;
  readonly ctimeNs: bigint;
}

function stampOf({ ino, size, mtimeNs, ctimeNs }: Status): FileStamp {
  return {
    version: `${ino} ${size} ${mtimeNs} ${ctimeNs}`,
    modifiedSeconds: Number(mtimeNs / 1_000_000_000n),
  };
}

/** Does not wait for a writer where a pipe has taken the file's place. */
async function readFile(path: string, maxBytes: number) {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const found = await handle.stat({ bigint: true });
    if (found.size > BigInt(maxBytes))
      throw new ModuleError('limit_exceeded', `${path}: larger than ${maxBytes} bytes`);
    return { bytes: await handle.readFile(), stamp: stampOf(found) };
  } finally {
    await handle.close();
  }
}

async function attempt<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toModuleError(error, path);
  }
}
