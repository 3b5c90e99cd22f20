/** One process as seen in one pass over the process table. */
export interface ProcessInfo {
  readonly pid: number;
  readonly parentPid: number;
  /** comm of the main thread, at most 15 characters. */
  readonly name: string;
  /** Path of the executable; empty when it may not be read or for kernel threads. */
  readonly exe: string;
  readonly cmdline: readonly string[];
  readonly uid: number;
  readonly username: string;
  /** The letter of proc(5): R S D Z T t X I. */
  readonly state: string;
  /** Seconds since the epoch. */
  readonly createTime: number;
  /** Clock ticks since boot; with the pid it identifies a process. */
  readonly startTicks: number;
  readonly userSeconds: number;
  readonly systemSeconds: number;
  /** Share of one core since the pass before, in per cent; since its start for a process not seen before. */
  readonly cpuPercent: number;
  /** Resident memory as a share of the machine's, in per cent. */
  readonly memoryPercent: number;
  readonly rssBytes: number;
  readonly vmsBytes: number;
  readonly threads: number;
  /** Open file descriptors; null when they may not be read. */
  readonly openFiles: number | null;
  readonly minorFaults: number;
  readonly majorFaults: number;
}

export interface ProcessSnapshot {
  /** Milliseconds since the epoch. */
  readonly timeMs: number;
  readonly processes: readonly ProcessInfo[];
  /** Processes that could not be read: gone while reading, or not permitted. */
  readonly skipped: number;
  /** How many of the skipped ended while they were read: they are not missing. */
  readonly vanished?: number;
}
