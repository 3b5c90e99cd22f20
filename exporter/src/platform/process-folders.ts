import { closeSync, fstatSync, openSync, read, readdirSync, readFileSync, readSync } from 'node:fs';
import { promisify } from 'node:util';
import type { LiveFile, ProcessFolder, ProcessFolders, SeldomFile } from '../contract/ports.ts';
import { parseOpenFilesLimit } from '../protocols/procfs/pid-limits.ts';
import { toModuleError } from './file-tree.ts';

/** Of all files the command line alone may be longer, and of that nobody wants more. */
const MAX_FILE_BYTES = 32 * 1024;
/**
 * A descriptor that stays open saves 5 µs at each reading and costs 4.5 KiB of the kernel's memory, for it keeps the
 * page into which the file was written: 37 MiB at most.
 */
const MAX_KEPT = 8192;
/** Of the process' limit of open files, what is left for others. */
const KEPT_SHARE = 0.5;
/** POSIX lets a process have so many, whatever its limit says. */
const LEAST_LIMIT = 20;

type File = LiveFile | SeldomFile | 'fd';
const SLOTS: Readonly<Record<File, number>> = {
  stat: 0,
  status: 1,
  io: 2,
  wchan: 3,
  comm: 4,
  fd: 5,
  cmdline: 6,
  cgroup: 7,
  limits: 8,
  smaps_rollup: 9,
  schedstat: 10,
  statm: 11,
};
const NOTHING: readonly LiveFile[] = [];
/** In place of a descriptor. */
const CLOSED = -1;
const NOT_THERE = -2;

/** What all folders have in common. */
interface Shared {
  readonly buffer: Buffer;
  readonly maxKept: number;
  kept: number;
  /** Whether the size of /proc/<pid>/fd is the number of its entries: since Linux 6.2. */
  sizeCounts: boolean | undefined;
}

const readAside = promisify(read);

/** The processes below `root`, usually /proc. */
export function processFolders(root: string, maxKept = keptByLimit()): ProcessFolders {
  const shared: Shared = {
    buffer: Buffer.allocUnsafe(MAX_FILE_BYTES),
    maxKept,
    kept: 0,
    sizeCounts: undefined,
  };
  return { process: (pid) => new KernelFolder(`${root}/${pid}`, shared) };
}

class KernelFolder implements ProcessFolder {
  denied = false;
  readonly #path: string;
  readonly #shared: Shared;
  /** By slot: a descriptor, CLOSED or NOT_THERE. */
  readonly #descriptors: number[] = new Array<number>(Object.keys(SLOTS).length).fill(CLOSED);

  constructor(path: string, shared: Shared) {
    this.#path = path;
    this.#shared = shared;
  }

  read(file: LiveFile): Buffer | null {
    const slot = SLOTS[file];
    const known = this.#descriptors[slot] as number;
    if (known === NOT_THERE) return null;
    const descriptor = known === CLOSED ? this.#open(file) : known;
    if (descriptor === null) return this.#without(slot);
    const bytes = this.#readFrom(descriptor, file);
    if (bytes === null) {
      this.#release(slot, known, descriptor);
      return this.#without(slot);
    }
    if (known === CLOSED) this.#keep(slot, descriptor);
    return bytes;
  }

  readOnce(file: SeldomFile): Buffer | null {
    const descriptor = this.#openSeldom(file);
    if (descriptor === null) return null;
    try {
      return this.#readFrom(descriptor, file) ?? this.#without(SLOTS[file]);
    } finally {
      closeSync(descriptor);
    }
  }

  async readAside(file: SeldomFile): Promise<Buffer | null> {
    const descriptor = this.#openSeldom(file);
    if (descriptor === null) return null;
    const bytes = Buffer.allocUnsafe(MAX_FILE_BYTES);
    try {
      const { bytesRead } = await readAside(descriptor, bytes, 0, bytes.length, 0);
      return bytes.subarray(0, bytesRead);
    } catch (error) {
      this.#absentOr(error, file);
      return this.#without(SLOTS[file]);
    } finally {
      closeSync(descriptor);
    }
  }

  keeps(file: LiveFile): boolean {
    return (this.#descriptors[SLOTS[file]] as number) >= 0;
  }

  countOpenFiles(): number | null {
    const slot = SLOTS.fd;
    const known = this.#descriptors[slot] as number;
    if (known === NOT_THERE) return null;
    const descriptor = known === CLOSED ? this.#open('fd') : known;
    if (descriptor === null) return this.#without(slot);
    const count = this.#entriesOf(descriptor);
    if (count === null) {
      this.#release(slot, known, descriptor);
      return this.#without(slot);
    }
    if (known === CLOSED) this.#keep(slot, descriptor);
    return count;
  }

  threads(): readonly string[] | null {
    return this.#names('task');
  }

  thread(id: string): ProcessFolder {
    return new KernelFolder(`${this.#path}/task/${id}`, this.#shared);
  }

  close(but = NOTHING): void {
    for (let slot = 0; slot < this.#descriptors.length; slot += 1) {
      const descriptor = this.#descriptors[slot] as number;
      if (descriptor >= 0 && !but.some((file) => SLOTS[file] === slot))
        this.#release(slot, descriptor, descriptor);
    }
  }

  /** Null when it is not there. */
  #open(file: string): number | null {
    const path = `${this.#path}/${file}`;
    try {
      return openSync(path, 'r');
    } catch (error) {
      return this.#absentOr(error, file);
    }
  }

  #openSeldom(file: SeldomFile): number | null {
    const known = this.#descriptors[SLOTS[file]] as number;
    if (known === NOT_THERE) return null;
    if (known !== CLOSED) this.#release(SLOTS[file], known, known);
    return this.#open(file) ?? this.#without(SLOTS[file]);
  }

  /** The kernel writes such a file at once, at the first read. */
  #readFrom(descriptor: number, file: string): Buffer | null {
    const { buffer } = this.#shared;
    try {
      const length = readSync(descriptor, buffer, 0, buffer.length, 0);
      return buffer.subarray(0, length);
    } catch (error) {
      return this.#absentOr(error, file);
    }
  }

  #entriesOf(folder: number): number | null {
    const { sizeCounts = countsBySize() } = this.#shared;
    this.#shared.sizeCounts = sizeCounts;
    if (!sizeCounts) return this.#names('fd')?.length ?? null;
    try {
      return fstatSync(folder).size;
    } catch (error) {
      return this.#absentOr(error, 'fd');
    }
  }

  #names(folder: string): readonly string[] | null {
    try {
      return readdirSync(`${this.#path}/${folder}`);
    } catch (error) {
      return this.#absentOr(error, folder);
    }
  }

  #keep(slot: number, descriptor: number): void {
    if (this.#shared.kept >= this.#shared.maxKept) return closeSync(descriptor);
    this.#shared.kept += 1;
    this.#descriptors[slot] = descriptor;
  }

  #release(slot: number, known: number, descriptor: number): void {
    closeSync(descriptor);
    this.#descriptors[slot] = CLOSED;
    if (known !== CLOSED) this.#shared.kept -= 1;
  }

  #without(slot: number): null {
    this.#descriptors[slot] = NOT_THERE;
    return null;
  }

  /** @throws ModuleError for what is neither missing nor denied. */
  #absentOr(thrown: unknown, file: string): null {
    const error = toModuleError(thrown, `${this.#path}/${file}`);
    if (error.code === 'permission_denied') this.denied = true;
    else if (error.code !== 'unsupported') throw error;
    return null;
  }
}

function countsBySize(): boolean {
  const folder = openSync('/proc/self/fd', 'r');
  try {
    return fstatSync(folder).size > 0;
  } finally {
    closeSync(folder);
  }
}

function keptByLimit(): number {
  const limit = parseOpenFilesLimit(readFileSync('/proc/self/limits')) ?? LEAST_LIMIT;
  return Math.min(MAX_KEPT, Math.floor(limit * KEPT_SHARE));
}
