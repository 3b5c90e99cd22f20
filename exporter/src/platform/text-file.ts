import { closeSync, openSync, readSync } from 'node:fs';
import { ModuleError } from '../model/errors.ts';
import { toModuleError } from './file-tree.ts';

/**
 * A file as UTF-8; null when it does not exist.
 * @throws ModuleError `limit_exceeded` when it has more than `maxBytes`, `malformed_reply` when it is not UTF-8.
 */
export function readTextFile(path: string, maxBytes: number): string | null {
  let descriptor: number;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    throw toModuleError(error, path);
  }
  try {
    return decode(readAtMost(descriptor, path, maxBytes), path);
  } finally {
    closeSync(descriptor);
  }
}

function readAtMost(descriptor: number, path: string, maxBytes: number): Buffer {
  const chunks: Buffer[] = [];
  let length = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(64 * 1024);
    const count = readChunk(descriptor, chunk, path);
    if (count === 0) return Buffer.concat(chunks, length);
    length += count;
    if (length > maxBytes) throw new ModuleError('limit_exceeded', `${path}: larger than ${maxBytes} bytes`);
    chunks.push(chunk.subarray(0, count));
  }
}

function readChunk(descriptor: number, chunk: Buffer, path: string): number {
  try {
    return readSync(descriptor, chunk, 0, chunk.length, null);
  } catch (error) {
    throw toModuleError(error, path);
  }
}

function decode(bytes: Buffer, path: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    throw new ModuleError('malformed_reply', `${path}: not UTF-8`, { cause: error });
  }
}
