/** The threads of a process, from pass to pass. */
import { addGrowth, copyCounts, type Counts, noCounts } from './counts.ts';
import { addActivity, type Group, type Groups, threadGroupNamed } from './groups.ts';
import { beginToWatch, isOutdated, type Memory, newMemory, type ProcessMemory } from './memory.ts';
import type { Pace } from './pace.ts';
import type { Reading } from './reading.ts';

/** Bounds memory, about 1 KiB each; most kernels allow 32,768 processes and threads by default. */
const MAX_THREADS = 20_000;
/** Asked in one go whether they have run, 1 µs each. */
const MAX_ASKED = 1000;

interface Thread extends Memory {
  /** -1 until it has been read. */
  startTicks: number;
  /** A character for each byte. */
  commBytes: string;
  name: string;
  readonly counts: Counts;
}

/** By id. */
export type Threads = Map<string, Thread>;

export interface Threaded extends ProcessMemory {
  readonly threads: Threads;
}

/** What all processes have in common. */
export interface ThreadPass {
  readonly groups: Groups;
  readonly reading: Reading;
  /** Threads that are remembered, of all processes. */
  remembered: number;
  /** Threads beyond MAX_THREADS. */
  leftOut: number;
  /** Of the process that was looked at last. */
  count: number;
  voluntarySwitches: number;
  nonvoluntarySwitches: number;
}

/** Whether one of them has run since it was read: only then there may be others, too. */
export function haveRun({ threads }: Threaded): boolean {
  if (threads.size > MAX_ASKED) return true;
  for (const thread of threads.values()) if (isOutdated(thread)) return true;
  return false;
}

/**
 * Adds the threads of a process to its group; their number and their switches are in `pass` then. Only when there is
 * another number of threads than before, or one has ended, they are listed anew.
 * @throws ModuleError `timeout` when the pass is stopped.
 */
export async function followThreads(
  pass: ThreadPass,
  group: Group,
  process: Threaded,
  pace: Pace,
): Promise<void> {
  pass.count = pass.voluntarySwitches = pass.nonvoluntarySwitches = 0;
  const { threads } = process;
  if (threads.size !== process.threadCount) list(pass, process);
  const known = [...threads.keys()];
  await addAll(pass, group, threads, known, pace);
  if (threads.size === known.length) return;
  list(pass, process);
  const before = new Set(known);
  const others = [...threads.keys()].filter((id) => !before.has(id));
  await addAll(pass, group, threads, others, pace);
}

export function forgetThreads(pass: ThreadPass, threads: Threads): void {
  for (const id of [...threads.keys()]) forget(pass, threads, id);
}

function forget(pass: ThreadPass, threads: Threads, id: string): void {
  threads.get(id)?.folder.close();
  if (threads.delete(id)) pass.remembered -= 1;
}

function list(pass: ThreadPass, { folder, threads }: Threaded): void {
  const present = new Set(folder.threads());
  for (const id of [...threads.keys()]) if (!present.has(id)) forget(pass, threads, id);
  for (const id of present) {
    if (threads.has(id)) continue;
    if (pass.remembered >= MAX_THREADS) pass.leftOut += 1;
    else {
      pass.remembered += 1;
      threads.set(id, {
        ...newMemory(folder.thread(id)),
        startTicks: -1,
        commBytes: '',
        name: '',
        counts: noCounts(),
      });
    }
  }
}

/** Those that have ended are forgotten. */
async function addAll(
  pass: ThreadPass,
  group: Group,
  threads: Threads,
  ids: readonly string[],
  pace: Pace,
): Promise<void> {
  for (const id of ids) {
    const thread = threads.get(id);
    if (!thread || !add(pass, group, thread)) forget(pass, threads, id);
    const wait = pace();
    if (wait) await wait;
  }
}

/** False when it has ended. */
function add(pass: ThreadPass, group: Group, thread: Thread): boolean {
  if (isOutdated(thread) && !read(pass, group, thread)) return false;
  const { counts } = thread;
  threadGroupNamed(pass.groups, group, thread.name).threads += 1;
  addActivity(group.gauges, thread.state, thread.wchan);
  pass.count += 1;
  pass.voluntarySwitches += counts.voluntarySwitches;
  pass.nonvoluntarySwitches += counts.nonvoluntarySwitches;
  return true;
}

/** Reads a thread and adds its growth to the threads of its name; false when it has ended. */
function read({ reading, groups }: ThreadPass, group: Group, thread: Thread): boolean {
  const { stat, counts } = reading;
  beginToWatch(thread);
  const bytes = thread.folder.read('stat');
  if (bytes === null || !stat.read(bytes)) return false;
  if (!stat.hasCommBytes(thread.commBytes)) {
    thread.commBytes = stat.commBytes;
    thread.name = stat.comm;
  }
  if (!reading.readThread(thread)) return false;
  // What a thread counted before it was seen is not told, as with process-exporter.
  if (thread.startTicks === stat.startTicks)
    addGrowth(threadGroupNamed(groups, group, thread.name).counts, counts, thread.counts);
  thread.startTicks = stat.startTicks;
  copyCounts(thread.counts, counts);
  return true;
}
