import { closeSync, existsSync, openSync, readdirSync, readlinkSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FileTree } from '../contract/ports.ts';
import { ModuleError } from '../model/errors.ts';

/** No kernel file that Fathom reads comes near; /proc/stat of a 1,024-core machine is 200 KiB. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const INITIAL_BUFFER_BYTES = 64 * 1024;
/** Only files with fixed names are kept open: those of the collectors, not those of processes. */
const MAX_KEPT_DESCRIPTORS = 2048;

/** What the kernel promises of the files of a tree, so that system calls can be saved. */
export interface TreeTraits {
  /** A read that brings fewer bytes has reached the end: to ask once more whether there is more can be saved. */
  readonly wholeBelow: number;
  /** Files for which that does not hold. */
  readonly pausing?: RegExp;
  /** Files that several ask for at each scrape: what was read within `SHARED_MS` is handed out again. */
  readonly shared?: ReadonlySet<string>;
}

/** sysfs hands out all that a file has, up to a page, at the first read. */
export const SYSFS: TreeTraits = { wholeBelow: 4096 };
/**
 * procfs fills a page with whole records (seq_file): it stops early only before one that does not fit. Those of the
 * files that pause may be longer than half a page.
 */
export const PROCFS: TreeTraits = {
  wholeBelow: 2048,
  pausing: /mount|mdstat|schedstat|zoneinfo|interrupts|softirqs/,
  shared: new Set(['stat', 'net/netstat']),
};
const ORDINARY: TreeTraits = { wholeBelow: 0 };
/** Within one scrape, as the peers read each file at another moment of it. */
const SHARED_MS = 10;

interface OpenFile {
  readonly descriptor: number;
  readonly wholeBelow: number;
}

/** The file tree below `root`, read through one shared buffer and descriptors that stay open. */
export class KernelFileTree implements FileTree {
  readonly root: string;
  readonly #traits: TreeTraits;
  readonly #kept = new Map<string, OpenFile>();
  readonly #shared = new Map<string, { readonly bytes: Buffer; readonly untilMs: number }>();
  #buffer = Buffer.allocUnsafe(INITIAL_BUFFER_BYTES);

  constructor(root: string, traits: TreeTraits = ORDINARY) {
    this.root = root;
    this.#traits = traits;
  }

  read(path: string): Buffer {
    return this.#traits.shared?.has(path) ? this.#readShared(path) : this.#readKept(path);
  }

  #readShared(path: string): Buffer {
    const nowMs = performance.now();
    const known = this.#shared.get(path);
    if (known && nowMs < known.untilMs) return known.bytes;
    const bytes = Buffer.from(this.#readKept(path));
    this.#shared.set(path, { bytes, untilMs: nowMs + SHARED_MS });
    return bytes;
  }

  #readKept(path: string): Buffer {
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
    const opened = this.#open(path);
    if (this.#kept.size >= MAX_KEPT_DESCRIPTORS) this.#forgetOldest();
    this.#kept.set(path, opened);
    try {
      return this.#readAll(opened, path);
    } catch (error) {
      this.#forget(path, opened);
      throw toModuleError(error, join(this.root, path));
    }
  }

  readOnce(path: string): Buffer {
    const opened = this.#open(path);
    try {
      return this.#readAll(opened, path);
    } catch (error) {
      throw toModuleError(error, join(this.root, path));
    } finally {
      closeSync(opened.descriptor);
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
    for (const [path, kept] of this.#kept) this.#forget(path, kept);
  }

  #attempt<T>(path: string, call: (full: string) => T): T {
    const full = join(this.root, path);
    try {
      return call(full);
    } catch (error) {
      throw toModuleError(error, full);
    }
  }

  #open(path: string): OpenFile {
    const descriptor = this.#attempt(path, (full) => openSync(full, 'r'));
    return { descriptor, wholeBelow: this.#traits.pausing?.test(path) ? 0 : this.#traits.wholeBelow };
  }

  /** Kernel files hand out at most a few KiB at a time and have no size: read until nothing more can come. */
  #readAll({ descriptor, wholeBelow }: OpenFile, path: string): Buffer {
    let length = 0;
    for (;;) {
      if (length === this.#buffer.length) this.#grow(path, length);
      const space = this.#buffer.length - length;
      const count = readSync(descriptor, this.#buffer, length, space, length);
      length += count;
      if (count === 0 || (count < wholeBelow && count < space)) return this.#buffer.subarray(0, length);
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
    for (const [path, kept] of this.#kept) return this.#forget(path, kept);
  }

  #forget(path: string, { descriptor }: OpenFile): void {
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
