/** The sockets that processes hold open, from the links in /proc/<pid>/fd. */
import { type Dir, opendirSync, readlinkSync } from 'node:fs';
import { socketInode } from '../protocols/procfs/socket-link.ts';
import { toModuleError } from './file-tree.ts';
import type { TimeSlice } from './time-slice.ts';

/** Open files looked at in one pass, some 4 µs each. */
const MAX_DESCRIPTORS = 1_000_000;
/** Processes looked at in one pass; the bound of the process table. */
const MAX_PROCESSES = 20_000;
/** Names fetched from a folder at once: well under a millisecond, where a folder of 20,000 takes 20 to 60. */
const NAMES_AT_ONCE = 256;

/** One pass, in slices. */
export class OpenSockets {
  /** False when a process may not be looked at, or there are more than the bound. */
  complete = true;
  /** True when not all files of a process were looked at, as `most` demanded. */
  cutOff = false;
  readonly #root: string;
  readonly #slice: TimeSlice;
  #descriptors = 0;

  constructor(root: string, slice: TimeSlice) {
    this.#root = root;
    this.#slice = slice;
  }

  /**
   * Ascending: of the processes that share a socket the first is the one that forked the others, as a rule.
   * @throws ModuleError when the processes cannot be listed at all.
   */
  async pids(): Promise<number[]> {
    const pids: number[] = [];
    try {
      await this.#eachName(this.#root, (name) => {
        if (/^[1-9]\d{0,9}$/.test(name)) pids.push(Number(name));
        return true;
      });
    } catch (error) {
      throw toModuleError(error, this.#root);
    }
    if (pids.length > MAX_PROCESSES) this.complete = false;
    return pids.sort((a, b) => a - b).slice(0, MAX_PROCESSES);
  }

  /** Calls `visit` with each socket of a process, and the descriptor it has there; looks at `most` files of it. */
  async each(
    pid: number,
    visit: (inode: number, descriptor: string) => void,
    most = Infinity,
  ): Promise<void> {
    const folder = `${this.#root}/${pid}/fd`;
    let looks = 0;
    try {
      await this.#eachName(folder, (name) => {
        if (!this.#mayLook((looks += 1), most)) return false;
        const inode = socketInode(linkTarget(`${folder}/${name}`));
        if (inode !== 0) visit(inode, name);
        return true;
      });
    } catch (error) {
      // A process that has ended meanwhile is nothing to report.
      if (toModuleError(error, folder).code !== 'unsupported') this.complete = false;
    }
  }

  #mayLook(looks: number, most: number): boolean {
    if (looks > most) this.cutOff = true;
    else if ((this.#descriptors += 1) > MAX_DESCRIPTORS) this.complete = false;
    else return true;
    return false;
  }

  /** Calls `visit` with each name in a folder until it returns false. */
  async #eachName(path: string, visit: (name: string) => boolean): Promise<void> {
    if (this.#slice.over()) await this.#slice.next();
    const folder: Dir = opendirSync(path, { bufferSize: NAMES_AT_ONCE });
    try {
      for (let entry = folder.readSync(); entry !== null; entry = folder.readSync()) {
        if (!visit(entry.name)) return;
        if (this.#slice.over()) await this.#slice.next();
      }
    } finally {
      folder.closeSync();
    }
  }
}

/** Whether the process has the socket at this very descriptor. */
export function holdsSocket(root: string, pid: number, descriptor: string, inode: number): boolean {
  try {
    return socketInode(readlinkSync(`${root}/${pid}/fd/${descriptor}`)) === inode;
  } catch {
    return false;
  }
}

/** Empty when the file was closed meanwhile. */
function linkTarget(path: string): string {
  try {
    return readlinkSync(path);
  } catch (error) {
    if (toModuleError(error, path).code === 'unsupported') return '';
    throw error;
  }
}
