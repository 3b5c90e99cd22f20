import { readFileSync, statSync } from 'node:fs';
import { ModuleError } from '../model/errors.ts';
import { toModuleError } from './file-tree.ts';

export interface CachedFile {
  readonly path: string;
  /**
   * The content and a tag that is another whenever the file has changed.
   * @throws ModuleError `unsupported` when it does not exist, `permission_denied`, `limit_exceeded`.
   */
  read(): { readonly content: Buffer; readonly tag: string };
}

/** A file that is read again when its inode, size or times have changed: for configuration and certificates. */
export function cachedFile(path: string, maxBytes: number): CachedFile {
  let cached: { content: Buffer; tag: string } | null = null;
  return {
    path,
    read() {
      try {
        const { ino, size, mtimeMs, ctimeMs } = statSync(path);
        const tag = `${ino}:${size}:${mtimeMs}:${ctimeMs}`;
        if (cached?.tag === tag) return cached;
        if (size > maxBytes)
          throw new ModuleError('limit_exceeded', `${path}: larger than ${maxBytes} bytes`);
        return (cached = { content: readFileSync(path), tag });
      } catch (error) {
        throw toModuleError(error, path);
      }
    },
  };
}
