import { openFileCounter } from '../contract/open-files.ts';
import type { FileTree, OperatingSystem, ProcessTable } from '../contract/ports.ts';
import { ModuleError } from '../model/errors.ts';
import type { ProcessInfo, ProcessSnapshot } from '../model/process.ts';
import { parseBootTime, parsePageSize, parseUptime } from '../protocols/procfs/boot.ts';
import { parseCmdline } from '../protocols/procfs/pid-cmdline.ts';
import { CLOCK_TICKS_PER_SECOND, parsePidStat, type PidStat } from '../protocols/procfs/pid-stat.ts';
import { parseEffectiveUid } from '../protocols/procfs/pid-status.ts';
import { parsePasswd } from '../protocols/passwd.ts';

export interface ProcessTableOptions {
  readonly procfs: FileTree;
  readonly os: Pick<OperatingSystem, 'totalMemoryBytes' | 'uptimeSeconds'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Where `etc/passwd` lies; without it users are shown as numbers. */
  readonly rootfs?: FileTree;
  /** The default bounds memory (about 1 KiB each) and the time of a pass (about 25 µs each). */
  readonly maxProcesses?: number;
}

const MAX_PROCESSES = 20_000;
/** About 2 ms of reading between two turns of the event loop. */
const SLICE = 100;
/** What is kept of a command line; Java has class paths of megabytes. */
const MAX_CMDLINE_BYTES = 4096;
/** A shorter time holds too few clock ticks to tell a share of the processor. */
const MIN_CPU_WINDOW_SECONDS = 0.9;
/** A process this young may still change its user, as servers do. */
const YOUNG_SECONDS = 5;
const YOUNG_IDENTITY_MAX_AGE_SECONDS = 2;
/** User and command line may change at any time, but seldom do. */
const IDENTITY_MAX_AGE_SECONDS = 300;
const PASSWD_MAX_AGE_MS = 60_000;
const DEFAULT_PAGE_BYTES = 4096;
const UID_NOBODY = 65_534;

/** What does not change from pass to pass, as a rule. */
interface Identity {
  readonly comm: string;
  readonly readAt: number;
  readonly exe: string;
  readonly cmdline: readonly string[];
  readonly uid: number;
  /** Whether /proc/<pid>/fd may be looked at; asking in vain is dear. */
  filesReadable: boolean;
}

interface Known {
  readonly startTicks: number;
  identity: Identity;
  pass: number;
  /** Clock ticks used, and seconds since boot, at the start of the window of `cpuPercent`. */
  baseTicks: number;
  baseUptime: number;
  cpuPercent: number;
}

/** What is the same for all processes of one pass. */
interface Pass {
  readonly number: number;
  /** Seconds since boot, on the clock of `startTicks`. */
  readonly uptime: number;
  readonly bootTime: number;
  readonly memoryBytes: number;
  readonly users: ReadonlyMap<number, string>;
}

/**
 * The processes below `procfs`, one pass at a time.
 * `snapshot` rejects with a ModuleError when the folder itself cannot be listed.
 */
export function processTable(options: ProcessTableOptions): ProcessTable {
  const { now } = options;
  const takePass = passes(options);
  let last: ProcessSnapshot | undefined;
  let running: Promise<ProcessSnapshot> | undefined;
  return {
    snapshot(maxAgeMs) {
      const age = last ? now() - last.timeMs : Infinity;
      if (last && age >= 0 && age < maxAgeMs) return Promise.resolve(last);
      running ??= takePass()
        .then((snapshot) => (last = snapshot))
        .finally(() => (running = undefined));
      return running;
    },
  };
}

function passes(options: ProcessTableOptions): () => Promise<ProcessSnapshot> {
  const { procfs, os, now, maxProcesses = MAX_PROCESSES } = options;
  const known = new Map<number, Known>();
  const usersNow = users(options);
  const pageBytes = pageSize(procfs);
  const countFiles = openFileCounter(procfs);
  let number = 0;

  return async () => {
    number += 1;
    const timeMs = now();
    const uptime = optional(() => parseUptime(procfs.read('uptime'))) ?? os.uptimeSeconds();
    const pass: Pass = {
      number,
      uptime,
      bootTime: optional(() => parseBootTime(procfs.read('stat'))) ?? Math.round(timeMs / 1000 - uptime),
      memoryBytes: os.totalMemoryBytes(),
      users: usersNow(),
    };
    const all = procfs.list('').filter(isPid);
    const pids = all.slice(0, maxProcesses);
    const processes: ProcessInfo[] = [];
    let skipped = all.length - pids.length;
    let vanished = 0;
    for (const [i, pid] of pids.entries()) {
      if (i > 0 && i % SLICE === 0) await nextTurn();
      try {
        processes.push(readProcess(pid, pass));
      } catch (error) {
        skipped += 1;
        if (error instanceof ModuleError && error.code === 'unsupported') vanished += 1;
      }
    }
    for (const [pid, { pass: seen }] of known) if (seen !== number) known.delete(pid);
    return { timeMs, processes, skipped, vanished };
  };

  function readProcess(dir: string, pass: Pass): ProcessInfo {
    const stat = parsePidStat(procfs.readOnce(`${dir}/stat`));
    if (!stat) throw new ModuleError('malformed_reply', `${dir}/stat: not the status of a process`);
    const process = recognise(dir, stat, pass);
    const { identity } = process;
    const rssBytes = stat.residentPages * pageBytes();
    return {
      pid: Number(dir),
      parentPid: stat.parentPid,
      name: stat.comm,
      exe: identity.exe,
      cmdline: identity.cmdline,
      uid: identity.uid,
      username: pass.users.get(identity.uid) ?? String(identity.uid),
      state: stat.state,
      createTime: pass.bootTime + stat.startTicks / CLOCK_TICKS_PER_SECOND,
      startTicks: stat.startTicks,
      userSeconds: stat.userTicks / CLOCK_TICKS_PER_SECOND,
      systemSeconds: stat.systemTicks / CLOCK_TICKS_PER_SECOND,
      cpuPercent: process.cpuPercent,
      memoryPercent: pass.memoryBytes > 0 ? (100 * rssBytes) / pass.memoryBytes : 0,
      rssBytes,
      vmsBytes: stat.virtualBytes,
      threads: stat.threads,
      openFiles: openFiles(dir, identity),
      minorFaults: stat.minorFaults,
      majorFaults: stat.majorFaults,
    };
  }

  function recognise(dir: string, stat: PidStat, pass: Pass): Known {
    const pid = Number(dir);
    const before = known.get(pid);
    if (before?.startTicks !== stat.startTicks) {
      const fresh = firstSight(stat, readIdentity(dir, stat, pass), pass);
      known.set(pid, fresh);
      return fresh;
    }
    if (isOutdated(before.identity, stat, pass)) before.identity = readIdentity(dir, stat, pass);
    before.pass = pass.number;
    const seconds = pass.uptime - before.baseUptime;
    if (seconds >= MIN_CPU_WINDOW_SECONDS) {
      before.cpuPercent = cpuShare(ticksOf(stat) - before.baseTicks, seconds, stat.threads);
      before.baseTicks = ticksOf(stat);
      before.baseUptime = pass.uptime;
    }
    return before;
  }

  function readIdentity(dir: string, stat: PidStat, pass: Pass): Identity {
    return {
      comm: stat.comm,
      readAt: pass.uptime,
      uid: optional(() => parseEffectiveUid(procfs.readOnce(`${dir}/status`))) ?? UID_NOBODY,
      cmdline: optional(() => parseCmdline(procfs.readOnce(`${dir}/cmdline`), MAX_CMDLINE_BYTES)) ?? [],
      exe: (optional(() => procfs.link(`${dir}/exe`)) ?? '').replace(/ \(deleted\)$/, ''),
      filesReadable: true,
    };
  }

  function openFiles(dir: string, identity: Identity): number | null {
    if (!identity.filesReadable) return null;
    try {
      return countFiles(`${dir}/fd`);
    } catch {
      identity.filesReadable = false;
      return null;
    }
  }
}

function firstSight(stat: PidStat, identity: Identity, pass: Pass): Known {
  const age = Math.max(pass.uptime - stat.startTicks / CLOCK_TICKS_PER_SECOND, 1 / CLOCK_TICKS_PER_SECOND);
  return {
    startTicks: stat.startTicks,
    identity,
    pass: pass.number,
    baseTicks: ticksOf(stat),
    baseUptime: pass.uptime,
    cpuPercent: cpuShare(ticksOf(stat), age, stat.threads),
  };
}

/** A program that a process starts in its own place (exec) shows as another name. */
function isOutdated(identity: Identity, stat: PidStat, pass: Pass): boolean {
  if (identity.comm !== stat.comm) return true;
  const wasYoung = identity.readAt - stat.startTicks / CLOCK_TICKS_PER_SECOND < YOUNG_SECONDS;
  return (
    pass.uptime - identity.readAt > (wasYoung ? YOUNG_IDENTITY_MAX_AGE_SECONDS : IDENTITY_MAX_AGE_SECONDS)
  );
}

function ticksOf(stat: PidStat): number {
  return stat.userTicks + stat.systemTicks;
}

/** Per cent of one core; threads cannot use more cores than they are, whatever the granularity of ticks. */
function cpuShare(ticks: number, seconds: number, threads: number): number {
  const percent = (100 * ticks) / CLOCK_TICKS_PER_SECOND / seconds;
  return Math.min(Math.max(percent, 0), 100 * Math.max(threads, 1));
}

function users({ rootfs, now }: ProcessTableOptions): () => ReadonlyMap<number, string> {
  let names: ReadonlyMap<number, string> = new Map();
  let readAt = -Infinity;
  return () => {
    if (!rootfs || now() - readAt < PASSWD_MAX_AGE_MS) return names;
    readAt = now();
    names = optional(() => parsePasswd(rootfs.readOnce('etc/passwd'))) ?? names;
    return names;
  };
}

function pageSize(procfs: FileTree): () => number {
  let bytes: number | undefined;
  return () => (bytes ??= optional(() => parsePageSize(procfs.readOnce('self/auxv'))) ?? DEFAULT_PAGE_BYTES);
}

function optional<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof ModuleError) return undefined;
    throw error;
  }
}

function isPid(name: string): boolean {
  const first = name.charCodeAt(0);
  return first >= 0x31 && first <= 0x39 && /^\d{1,10}$/.test(name);
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
