/** Reads what a process or thread is, into what is remembered of it, and what it has counted, into `counts`. */
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
import type { Memory, ProcessMemory } from './memory.ts';

/**
 * The kernel looks at each page of a process, some 90 ns each, for its share of the memory: for processes with more
 * than this, 1.5 ms and up, it does so in another thread.
 */
const MAX_BYTES_AT_ONCE = 64 * 1024 * 1024;
/** A limit is set by a process when it starts, and hardly ever after that. */
const EARLY_LOOKS = 3;
const LIMIT_EVERY = 16;

/** One for all processes: the values are those of the last one. */
export class Reading {
  readonly stat = new PidStatReader();
  readonly counts: Counts = noCounts();
  proportionalBytes = 0;
  proportionalSwappedBytes = 0;

  /** Reads the rest of a thread whose stat has just been read; false when it has ended meanwhile. */
  readThread(memory: Memory): boolean {
    const status = memory.folder.read('status');
    if (status === null) return false;
    this.#readSwitches(status);
    this.#readRest(memory);
    memory.outdated = false;
    return true;
  }

  /** As `readThread`, of a whole process. */
  readProcess(memory: ProcessMemory, pageBytes: number): boolean {
    const { folder } = memory;
    const { stat } = this;
    const status = folder.read('status');
    if (status === null) return false;
    this.#readSwitches(status);
    memory.swappedBytes = parseSwapBytes(status);
    memory.threadCount = stat.threads;
    memory.residentBytes = stat.residentPages * pageBytes;
    memory.virtualBytes = stat.virtualBytes;
    this.#readRest(memory);
    memory.openFiles = folder.countOpenFiles();
    if (memory.looks < EARLY_LOOKS || (memory.looks + stat.pid) % LIMIT_EVERY === 0) {
      const limits = folder.readOnce('limits');
      memory.openFilesLimit = (limits && parseOpenFilesLimit(limits)) ?? Infinity;
    }
    memory.looks += 1;
    memory.outdated = false;
    return true;
  }

  /** `asBefore`: the process has not run, so it is the same program. A promise for one with much memory. */
  readShares({ folder, residentBytes }: ProcessMemory, asBefore: boolean): Promise<void> | undefined {
    if (residentBytes > MAX_BYTES_AT_ONCE)
      return folder.readAside('smaps_rollup').then((bytes) => this.#takeShares(bytes));
    this.#takeShares(asBefore ? folder.read('smaps_rollup') : folder.readOnce('smaps_rollup'));
    return undefined;
  }

  #readSwitches(status: Buffer): void {
    this.counts.voluntarySwitches = parseVoluntarySwitches(status);
    this.counts.nonvoluntarySwitches = parseNonvoluntarySwitches(status);
  }

  #readRest(memory: Memory): void {
    const { stat, counts } = this;
    memory.state = stat.state;
    counts.userTicks = stat.userTicks;
    counts.systemTicks = stat.systemTicks;
    counts.majorFaults = stat.majorFaults;
    counts.minorFaults = stat.minorFaults;
    const io = memory.folder.read('io');
    counts.readBytes = (io && parseReadBytes(io)) ?? 0;
    counts.writeBytes = (io && parseWrittenBytes(io)) ?? 0;
    const wchan = memory.folder.read('wchan');
    memory.wchan = wchan === null ? '' : parseWchan(wchan, memory.wchan);
  }

  #takeShares(smaps: Buffer | null): void {
    this.proportionalBytes = (smaps && parseProportionalBytes(smaps)) ?? 0;
    this.proportionalSwappedBytes = smaps ? parseProportionalSwapBytes(smaps) : 0;
  }
}
