/** Reads of one process what its group adds up. */
import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parsePidIo } from '../../../protocols/procfs/pid-io.ts';
import { parseOpenFilesLimit } from '../../../protocols/procfs/pid-limits.ts';
import { parseSmapsRollup } from '../../../protocols/procfs/pid-smaps.ts';
import { parsePidStat, type PidStat } from '../../../protocols/procfs/pid-stat.ts';
import { parseContextSwitches, parseSwapBytes } from '../../../protocols/procfs/pid-status.ts';

/** What only grows while a process or thread lives. */
export interface Counts {
  userTicks: number;
  systemTicks: number;
  readBytes: number;
  writeBytes: number;
  majorFaults: number;
  minorFaults: number;
  voluntarySwitches: number;
  nonvoluntarySwitches: number;
}

export interface ThreadReading {
  readonly tid: number;
  readonly startTicks: number;
  readonly name: string;
  readonly state: string;
  readonly wchan: string;
  readonly counts: Counts;
}

export interface Reading {
  readonly stat: PidStat;
  readonly counts: Counts;
  readonly swappedBytes: number;
  readonly proportionalBytes: number;
  readonly proportionalSwappedBytes: number;
  /** Null when they may not be counted. */
  readonly openFiles: number | null;
  readonly openFilesLimit: number;
  readonly wchan: string;
  /** Empty unless asked for and there are at least two. */
  readonly threads: readonly ThreadReading[];
}

export interface Reader {
  readonly procfs: FileTree;
  readonly countFiles: (folder: string) => number;
  readonly threads: boolean;
  readonly smaps: boolean;
  /** To be waited for after each process and thread. */
  readonly pace: Pace;
}

/** Nothing, or a promise when it is time to let others run. */
export type Pace = () => Promise<void> | undefined;

/** A process takes some 60 µs, with smaps 150 µs: well under 20 ms between two turns. */
const SLICE = 25;

/** @throws ModuleError `timeout` through its promise once the signal is given: another pass may have begun. */
export function paced(signal: AbortSignal): Pace {
  let count = 0;
  return () => {
    count += 1;
    return count % SLICE === 0 ? nextTurn(signal) : undefined;
  };
}

async function nextTurn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new ModuleError('timeout', 'the pass over all processes was stopped');
}

/** Files of one process that may not be read; asking in vain is dear. */
export type Denied = Set<string>;

/** @throws ModuleError `unsupported` when the process has ended, `timeout` when the pass is stopped. */
export async function readProcess(reader: Reader, stat: PidStat, denied: Denied): Promise<Reading> {
  const { procfs } = reader;
  const dir = String(stat.pid);
  const attempt = <T>(file: string, fallback: T, read: (path: string) => T | null): T =>
    ifAllowed(denied, file, fallback, () => read(`${dir}/${file}`));
  const threads = reader.threads && stat.threads > 1 ? await readThreads(reader, dir) : [];
  const status = procfs.readOnce(`${dir}/status`);
  const swappedBytes = parseSwapBytes(status);
  const switches = parseContextSwitches(status);
  const io = attempt('io', null, (path) => parsePidIo(procfs.readOnce(path)));
  const smaps = reader.smaps
    ? attempt('smaps_rollup', null, (path) => parseSmapsRollup(procfs.readOnce(path)))
    : null;
  const counts = countsOf(stat, io, switches);
  if (threads.length > 1) sumSwitches(counts, threads);
  return {
    stat,
    counts,
    swappedBytes,
    proportionalBytes: smaps?.residentBytes ?? 0,
    proportionalSwappedBytes: smaps?.swappedBytes ?? 0,
    openFiles: attempt<number | null>('fd', null, reader.countFiles),
    openFilesLimit: parseOpenFilesLimit(procfs.readOnce(`${dir}/limits`)) ?? Infinity,
    wchan: attempt('wchan', '', (path) => wchanOf(procfs.readOnce(path))),
    threads: threads.length > 1 ? threads : [],
  };
}

function ifAllowed<T>(denied: Denied, file: string, fallback: T, read: () => T | null): T {
  if (denied.has(file)) return fallback;
  try {
    return read() ?? fallback;
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
    denied.add(file);
    return fallback;
  }
}

async function readThreads(reader: Reader, dir: string): Promise<ThreadReading[]> {
  const threads: ThreadReading[] = [];
  for (const tid of reader.procfs.list(`${dir}/task`)) {
    const wait = reader.pace();
    if (wait) await wait;
    try {
      const thread = readThread(reader.procfs, `${dir}/task/${tid}`);
      if (thread) threads.push(thread);
    } catch (error) {
      if (!(error instanceof ModuleError)) throw error; // the thread has ended
    }
  }
  return threads;
}

function readThread(procfs: FileTree, dir: string): ThreadReading | null {
  const stat = parsePidStat(procfs.readOnce(`${dir}/stat`));
  if (!stat) return null;
  const denied: Denied = new Set();
  const switches = parseContextSwitches(procfs.readOnce(`${dir}/status`));
  const io = ifAllowed(denied, 'io', null, () => parsePidIo(procfs.readOnce(`${dir}/io`)));
  const wchan = ifAllowed(denied, 'wchan', '', () => wchanOf(procfs.readOnce(`${dir}/wchan`)));
  const counts = countsOf(stat, io, switches);
  return { tid: stat.pid, startTicks: stat.startTicks, name: stat.comm, state: stat.state, wchan, counts };
}

function countsOf(
  stat: PidStat,
  io: { readonly readBytes: number; readonly writeBytes: number } | null,
  switches: { readonly voluntary: number; readonly nonvoluntary: number },
): Counts {
  return {
    userTicks: stat.userTicks,
    systemTicks: stat.systemTicks,
    readBytes: io?.readBytes ?? 0,
    writeBytes: io?.writeBytes ?? 0,
    majorFaults: stat.majorFaults,
    minorFaults: stat.minorFaults,
    voluntarySwitches: switches.voluntary,
    nonvoluntarySwitches: switches.nonvoluntary,
  };
}

/** /proc/<pid>/status tells the switches of the main thread only. */
function sumSwitches(counts: Counts, threads: readonly ThreadReading[]): void {
  counts.voluntarySwitches = 0;
  counts.nonvoluntarySwitches = 0;
  for (const thread of threads) {
    counts.voluntarySwitches += thread.counts.voluntarySwitches;
    counts.nonvoluntarySwitches += thread.counts.nonvoluntarySwitches;
  }
}

/** The kernel writes 0 for what does not wait or may not be told. */
function wchanOf(bytes: Buffer): string {
  const text = bytes.toString('latin1').trim();
  return text === '0' ? '' : text;
}

export function noCounts(): Counts {
  return {
    userTicks: 0,
    systemTicks: 0,
    readBytes: 0,
    writeBytes: 0,
    majorFaults: 0,
    minorFaults: 0,
    voluntarySwitches: 0,
    nonvoluntarySwitches: 0,
  };
}

/**
 * Adds to `sum` what has been counted since `before`. Switches summed over threads shrink when a thread ends:
 * a counter of a group must not.
 */
export function addGrowth(sum: Counts, counts: Counts, before: Counts): void {
  sum.userTicks += Math.max(0, counts.userTicks - before.userTicks);
  sum.systemTicks += Math.max(0, counts.systemTicks - before.systemTicks);
  sum.readBytes += Math.max(0, counts.readBytes - before.readBytes);
  sum.writeBytes += Math.max(0, counts.writeBytes - before.writeBytes);
  sum.majorFaults += Math.max(0, counts.majorFaults - before.majorFaults);
  sum.minorFaults += Math.max(0, counts.minorFaults - before.minorFaults);
  sum.voluntarySwitches += Math.max(0, counts.voluntarySwitches - before.voluntarySwitches);
  sum.nonvoluntarySwitches += Math.max(0, counts.nonvoluntarySwitches - before.nonvoluntarySwitches);
}
