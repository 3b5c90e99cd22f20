import { closeSync, existsSync, openSync, readdirSync, readlinkSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileTree } from '../contract/ports.ts';
import { ModuleError } from '../model/errors.ts';

/** No kernel file that Fathom reads comes near; /proc/stat of a 1,024-core machine is 200 KiB. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const PAGE_BYTES = 4096;
const INITIAL_BUFFER_BYTES = 64 * 1024;
/** Only files with fixed names are kept open: those of the collectors, not those of processes. */
const MAX_KEPT_DESCRIPTORS = 2048;

/** The file tree below `root`, read through one shared buffer and descriptors that stay open. */
export class KernelFileTree implements FileTree {
  readonly root: string;
  readonly #shortReadIsEnd: boolean;
  readonly #kept = new Map<string, number>();
  #buffer = Buffer.allocUnsafe(INITIAL_BUFFER_BYTES);

  /**
   * `shortReadIsEnd` for sysfs: its files hand out all they have, up to a page, at the first read,
   * so that asking once more whether there is more can be saved. procfs may pause between two records.
   */
  constructor(root: string, { shortReadIsEnd = false } = {}) {
    this.root = root;
    this.#shortReadIsEnd = shortReadIsEnd;
  }

  read(path: string): Buffer {
    const kept = this.#kept.get(path);
    if (kept !== undefined) {
      try {
        return this.#readAll(kept, path);
      } catch (error) {
        // A device that went away leaves its descriptor dead (ENODEV, ESRCH); its successor has the same name.
        this.#forget(path, kept);
        if (error instanceof ModuleError) throw error;
      }
    }
    const descriptor = this.#open(path);
    if (this.#kept.size >= MAX_KEPT_DESCRIPTORS) this.#forgetOldest();
    this.#kept.set(path, descriptor);
    try {
      return this.#readAll(descriptor, path);
    } catch (error) {
      this.#forget(path, descriptor);
      throw toModuleError(error, join(this.root, path));
    }
  }

  readOnce(path: string): Buffer {
    const descriptor = this.#open(path);
    try {
      return this.#readAll(descriptor, path);
    } catch (error) {
      throw toModuleError(error, join(this.root, path));
    } finally {
      closeSync(descriptor);
    }
  }

  readIfPresent(path: string): Buffer | null {
    if (!this.#kept.has(path) && !this.exists(path)) return null;
    return orWhenAbsent(null, () => this.read(path));
  }

  list(path: string): string[] {
    return this.#attempt(path, (full) => readdirSync(full));
  }

  listIfPresent(path: string): string[] {
    return this.exists(path) ? orWhenAbsent([], () => this.list(path)) : [];
  }

  link(path: string): string {
    return this.#attempt(path, (full) => readlinkSync(full));
  }

  exists(path: string): boolean {
    return existsSync(join(this.root, path));
  }

  size(path: string): number {
    return this.#attempt(path, (full) => statSync(full).size);
  }

  close(): void {
    for (const [path, descriptor] of this.#kept) this.#forget(path, descriptor);
  }

  #attempt<T>(path: string, call: (full: string) => T): T {
    const full = join(this.root, path);
    try {
      return call(full);
    } catch (error) {
      throw toModuleError(error, full);
    }
  }

  #open(path: string): number {
    return this.#attempt(path, (full) => openSync(full, 'r'));
  }

  /** Kernel files hand out at most a few KiB at a time and have no size: read until nothing comes. */
  #readAll(descriptor: number, path: string): Buffer {
    let length = 0;
    for (;;) {
      if (length === this.#buffer.length) this.#grow(path, length);
      const count = readSync(descriptor, this.#buffer, length, this.#buffer.length - length, length);
      length += count;
      if (count === 0 || (this.#shortReadIsEnd && count < PAGE_BYTES))
        return this.#buffer.subarray(0, length);
    }
  }

  #grow(path: string, length: number): void {
    if (length >= MAX_FILE_BYTES) {
      throw new ModuleError(
        'limit_exceeded',
        `${join(this.root, path)}: larger than ${MAX_FILE_BYTES} bytes`,
      );
    }
    const larger = Buffer.allocUnsafe(length * 4);
    this.#buffer.copy(larger, 0, 0, length);
    this.#buffer = larger;
  }

  #forgetOldest(): void {
    for (const [path, descriptor] of this.#kept) return this.#forget(path, descriptor);
  }

  #forget(path: string, descriptor: number): void {
    this.#kept.delete(path);
    closeSync(descriptor);
  }
}

function orWhenAbsent<T>(absent: T, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof ModuleError && error.code === 'unsupported') return absent;
    throw error;
  }
}

/** The code of a failed system call on a path. */
export function toModuleError(error: unknown, path: string): ModuleError {
  if (error instanceof ModuleError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const message = `${path}: ${code || String(error)}`;
  switch (code) {
    case 'EACCES':
    case 'EPERM':
      return new ModuleError('permission_denied', message, { cause: error });
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ENXIO':
    case 'ESRCH':
    case 'EINVAL':
    case 'EOPNOTSUPP':
      return new ModuleError('unsupported', message, { cause: error });
    case 'EMFILE':
    case 'ENFILE':
    case 'ENOMEM':
      return new ModuleError('limit_exceeded', message, { cause: error });
    default:
      return new ModuleError('unreachable', message, { cause: error });
  }
}
