import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { toModuleError } from './file-tree.ts';
import { syncFolder } from './folder.ts';

/** A file that only grows at its end. */
export interface AppendFile {
  /** Bytes known to be on disk. */
  readonly size: number;
  /**
   * Resolves when the bytes are on disk (fdatasync). After a failure `truncate` must succeed before the next call.
   * @throws ModuleError `unreachable` for a full or broken disk.
   */
  append(bytes: Buffer): Promise<void>;
  /** Cuts the file to `size` bytes. */
  truncate(size: number): Promise<void>;
  close(): Promise<void>;
}

/** Opens a file for appending; a new one is durable in its folder when this resolves. */
export async function openAppendFile(path: string): Promise<AppendFile> {
  try {
    const handle = await open(path, 'a');
    await syncFolder(dirname(path));
    let size = (await handle.stat()).size;
    const attempt = async (work: () => Promise<void>) => {
      try {
        await work();
      } catch (error) {
        throw toModuleError(error, path);
      }
    };
    return {
      get size() {
        return size;
      },
      append: (bytes) =>
        attempt(async () => {
          for (let written = 0; written < bytes.length;) {
            written += (await handle.write(bytes, written)).bytesWritten;
          }
          await handle.datasync();
          size += bytes.length;
        }),
      truncate: (to) =>
        attempt(async () => {
          await handle.truncate(to);
          await handle.datasync();
          size = to;
        }),
      close: () => handle.close(),
    };
  } catch (error) {
    throw toModuleError(error, path);
  }
}
