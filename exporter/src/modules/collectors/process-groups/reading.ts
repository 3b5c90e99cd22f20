/** What one process is and has counted, read into one object for all processes: it is that of the last one. */
import type { ProcessFolder } from '../../../contract/ports.ts';
import { parseReadBytes, parseWrittenBytes } from '../../../protocols/procfs/pid-io.ts';
import { parseOpenFilesLimit } from '../../../protocols/procfs/pid-limits.ts';
import { parseProportionalBytes, parseProportionalSwapBytes } from '../../../protocols/procfs/pid-smaps.ts';
import { PidStatReader } from '../../../protocols/procfs/pid-stat.ts';
import {
  parseNonvoluntarySwitches,
  parseSwapBytes,
  parseVoluntarySwitches,
} from '../../../protocols/procfs/pid-status.ts';
import { parseWchan } from '../../../protocols/procfs/pid-wchan.ts';
import { type Counts, noCounts } from './counts.ts';

/**
 * The kernel looks at each page of a process, some 30 ns each, for its share of the memory: for processes with more
 * than this, 1 ms and up, it does so in another thread.
 */
const MAX_BYTES_AT_ONCE = 128 * 1024 * 1024;
/** A limit is set by a process when it starts, and hardly ever after that. */
const EARLY_LOOKS = 3;
const LIMIT_EVERY = 16;

/** What is remembered of a process or thread from look to look. */
export interface Memory {
  readonly folder: ProcessFolder;
  wchan: string;
}

export interface ProcessMemory extends Memory {
  /** Looks at this process so far. */
  looks: number;
  openFilesLimit: number;
}

export class Reading {
  readonly stat = new PidStatReader();
  readonly counts: Counts = noCounts();
  swappedBytes = 0;
  proportionalBytes = 0;
  proportionalSwappedBytes = 0;
  /** Null when they may not be counted. */
  openFiles: number | null = null;

  /** Reads the rest of a thread whose stat has just been read; false when it has ended meanwhile. */
  readThread(memory: Memory, ofProcess = false): boolean {
    const { folder } = memory;
    const { stat, counts } = this;
    counts.userTicks = stat.userTicks;
    counts.systemTicks = stat.systemTicks;
    counts.majorFaults = stat.majorFaults;
    counts.minorFaults = stat.minorFaults;
    const status = folder.read('status');
    if (status === null) return false;
    counts.voluntarySwitches = parseVoluntarySwitches(status);
    counts.nonvoluntarySwitches = parseNonvoluntarySwitches(status);
    if (ofProcess) this.swappedBytes = parseSwapBytes(status);
    const io = folder.read('io');
    counts.readBytes = (io && parseReadBytes(io)) ?? 0;
    counts.writeBytes = (io && parseWrittenBytes(io)) ?? 0;
    const wchan = folder.read('wchan');
    memory.wchan = wchan === null ? '' : parseWchan(wchan, memory.wchan);
    return true;
  }

  /** As `readThread`, of a whole process. */
  readProcess(memory: ProcessMemory): boolean {
    if (!this.readThread(memory, true)) return false;
    const { folder } = memory;
    this.openFiles = folder.countOpenFiles();
    if (memory.looks < EARLY_LOOKS || (memory.looks + this.stat.pid) % LIMIT_EVERY === 0) {
      const limits = folder.readOnce('limits');
      memory.openFilesLimit = (limits && parseOpenFilesLimit(limits)) ?? Infinity;
    }
    memory.looks += 1;
    this.proportionalBytes = 0;
    this.proportionalSwappedBytes = 0;
    return true;
  }

  /** A promise for a process with much memory. */
  readShares({ folder }: Memory, residentBytes: number): Promise<void> | undefined {
    if (residentBytes > MAX_BYTES_AT_ONCE)
      return folder.readAside('smaps_rollup').then((bytes) => this.#takeShares(bytes));
    this.#takeShares(folder.readOnce('smaps_rollup'));
    return undefined;
  }

  #takeShares(smaps: Buffer | null): void {
    this.proportionalBytes = (smaps && parseProportionalBytes(smaps)) ?? 0;
    this.proportionalSwappedBytes = smaps ? parseProportionalSwapBytes(smaps) : 0;
  }
}
