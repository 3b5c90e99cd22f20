import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parsePidStat, type PidStat } from '../../../protocols/procfs/pid-stat.ts';

/** Processes and threads by number and state. Nothing is kept of a single one, so the deadline is bound enough. */
export interface Census {
  processes: number;
  threads: number;
  /** By letter of proc(5): R S D Z T t X I. */
  readonly states: Map<string, number>;
  readonly threadStates: Map<string, number>;
  /** Those that may not be read: none is counted. */
  denied: number;
}

/** Reads between two turns of the event loop, at about 15 µs each. */
const SLICE = 100;

interface Pass {
  readonly procfs: FileTree;
  /** To be waited for after each file. */
  readonly pace: () => Promise<void> | undefined;
  readonly census: Census;
  /** False for a copy of /proc without the folders of threads. */
  readonly hasTasks: boolean;
}

/**
 * One pass over /proc/<pid>/stat, and over those of the threads of processes that have several.
 * Rejects with a ModuleError: `malformed_reply`, `timeout` when the signal is given.
 */
export async function takeCensus(procfs: FileTree, signal: AbortSignal): Promise<Census> {
  const census: Census = {
    processes: 0,
    threads: 0,
    states: new Map(),
    threadStates: new Map(),
    denied: 0,
  };
  const pids = procfs.list('').filter(isPid);
  const hasTasks = pids.some((pid) => procfs.exists(`${pid}/task`));
  const pass: Pass = { procfs, pace: paced(signal), census, hasTasks };
  for (const pid of pids) {
    const stat = readStat(pass, pid);
    await pass.pace();
    if (stat) await count(pass, pid, stat);
  }
  return census;
}

async function count(pass: Pass, pid: string, { state, threads }: PidStat): Promise<void> {
  const { census, hasTasks, procfs, pace } = pass;
  census.processes += 1;
  census.threads += threads;
  increment(census.states, state);
  if (!hasTasks) return;
  increment(census.threadStates, state);
  if (threads <= 1) return;
  for (const tid of procfs.listIfPresent(`${pid}/task`)) {
    if (tid === pid || !isPid(tid)) continue;
    const stat = readStat(pass, `${pid}/task/${tid}`);
    if (stat) increment(census.threadStates, stat.state);
    await pace();
  }
}

/** Null when the process or thread has ended, or may not be read. */
function readStat({ procfs, census }: Pass, folder: string): PidStat | null {
  let bytes: Buffer;
  try {
    bytes = procfs.readOnce(`${folder}/stat`);
  } catch (error) {
    if (!(error instanceof ModuleError)) throw error;
    if (error.code !== 'unsupported') census.denied += 1;
    return null;
  }
  const stat = parsePidStat(bytes);
  if (!stat) throw new ModuleError('malformed_reply', `${folder}/stat: not the status of a process`);
  return stat;
}

function increment(counts: Map<string, number>, state: string): void {
  counts.set(state, (counts.get(state) ?? 0) + 1);
}

function isPid(name: string): boolean {
  return /^[1-9]\d{0,9}$/.test(name);
}

function paced(signal: AbortSignal): () => Promise<void> | undefined {
  let reads = 0;
  return () => {
    reads += 1;
    return reads % SLICE === 0 ? nextTurn(signal) : undefined;
  };
}

async function nextTurn(signal: AbortSignal): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  if (signal.aborted) throw new ModuleError('timeout', 'the pass over all processes was stopped');
}
