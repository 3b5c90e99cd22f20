import type { JsonObject } from '../../../model/json.ts';
import type { ProcessInfo } from '../../../model/process.ts';
import { statusOf } from '../../../protocols/procfs/pid-stat.ts';
import { maskCommandLine } from '../../../protocols/secrets.ts';

/** What an event shows of a command line; events are many. */
const MAX_CMDLINE = 1024;
const KTHREADD = 2;

/** The attributes of an event about a process. `connections` and `open_files` are null when they may not be seen. */
export function factsOf(
  process: ProcessInfo,
  parent: string | undefined,
  connections: number | null,
): JsonObject {
  return {
    pid: process.pid,
    name: process.name,
    exe: process.exe,
    cmdline: maskCommandLine(process.cmdline).slice(0, MAX_CMDLINE),
    username: process.username,
    cpu_percent: round(process.cpuPercent),
    memory_percent: round(process.memoryPercent),
    memory_rss: process.rssBytes,
    memory_vms: process.vmsBytes,
    num_threads: process.threads,
    connections,
    open_files: process.openFiles,
    status: statusOf(process.state),
    create_time: round(process.createTime),
    parent_pid: process.parentPid,
    parent: parent ?? null,
    reasons: [],
  };
}

export function round(value: number): number {
  return Math.round(value * 100) / 100;
}

export function titleOf({ name, pid }: ProcessInfo): string {
  return `${name} (pid ${pid})`;
}

/** Identifies a process on this host for ever: pids are used again. */
export function keyOf({ pid, startTicks }: ProcessInfo): string {
  return `${pid}:${startTicks}`;
}

/** The kernel starts and ends its own threads all the time; they have no memory of their own. */
export function isKernelThread({ pid, parentPid, vmsBytes, cmdline }: ProcessInfo): boolean {
  return (pid === KTHREADD || parentPid === KTHREADD) && vmsBytes === 0 && cmdline.length === 0;
}

/** A zombie only waits for its parent to take note. */
export function hasEnded({ state }: ProcessInfo): boolean {
  return state === 'Z' || state === 'X' || state === 'x';
}
