/** Follows processes from pass to pass and puts each in a group, or none, for its life. */
import { ModuleError } from '../../../contract/module.ts';
import type { FileTree } from '../../../contract/ports.ts';
import { parseCgroupPaths } from '../../../protocols/procfs/pid-cgroup.ts';
import { parseCmdline } from '../../../protocols/procfs/pid-cmdline.ts';
import { CLOCK_TICKS_PER_SECOND, parsePidStat, type PidStat } from '../../../protocols/procfs/pid-stat.ts';
import { addGauges, addThread, beginPass, endPass, groupNamed, type Groups } from './groups.ts';
import { groupOf, type Item } from './matcher.ts';
import {
  addGrowth,
  type Counts,
  type Denied,
  noCounts,
  readProcess,
  type Reader,
  type Reading,
} from './reading.ts';

/** Enough for the class paths of Java before the class by which people tell its programs apart. */
const MAX_CMDLINE_BYTES = 32 * 1024;
/** Bounds memory (about 1 KiB each) and the time of a pass; most kernels allow 32,768 processes by default. */
const MAX_PROCESSES = 20_000;

interface Thread {
  readonly startTicks: number;
  readonly counts: Counts;
}

interface Tracked {
  readonly group: string;
  counts: Counts;
  threads: ReadonlyMap<number, Thread>;
  readonly denied: Denied;
}

/** A process that has been looked at; without `tracked` it is ignored. */
interface Entry {
  readonly startTicks: number;
  readonly tracked: Tracked | null;
  pass: number;
}

export interface Options {
  readonly items: readonly Item[];
  readonly children: boolean;
  readonly recheck: boolean;
  readonly removeEmptyGroups: boolean;
}

export interface Tracker {
  readonly options: Options;
  readonly groups: Groups;
  readonly entries: Map<number, Entry>;
  pass: number;
  /** Clock ticks since boot at the first pass: what started later has done everything since. */
  firstTicks: number;
  readonly errors: { scrape: number; read: number; partial: number };
}

export function newTracker(options: Options, groups: Groups): Tracker {
  const errors = { scrape: 0, read: 0, partial: 0 };
  return { options, groups, entries: new Map(), pass: 0, firstTicks: Infinity, errors };
}

/** What a pass has to know of the machine. */
export interface Machine {
  readonly reader: Reader;
  readonly pageBytes: number;
  /** Seconds since the epoch. */
  readonly bootTime: number;
  readonly uptimeTicks: number;
  /** User name by pid; called only when a template asks for it. */
  readonly usernames: () => Promise<ReadonlyMap<number, string>>;
}

/**
 * One pass over all processes.
 * Returns how many were left out because there are too many.
 * @throws ModuleError when processes cannot be listed, or the time is over.
 */
export async function update(tracker: Tracker, machine: Machine): Promise<number> {
  const all = machine.reader.procfs.list('').filter((name) => /^[1-9]\d{0,9}$/.test(name));
  const pids = all.slice(0, MAX_PROCESSES);
  if (tracker.pass === 0) tracker.firstTicks = machine.uptimeTicks;
  tracker.pass += 1;
  beginPass(tracker.groups);
  const fresh: PidStat[] = [];
  for (const pid of pids) {
    const stat = await look(tracker, machine, pid);
    if (stat) fresh.push(stat);
    const wait = machine.reader.pace();
    if (wait) await wait;
  }
  for (const [pid, entry] of tracker.entries) if (entry.pass !== tracker.pass) tracker.entries.delete(pid);
  await placeAll(tracker, machine, fresh);
  endPass(tracker.groups, tracker.options.removeEmptyGroups);
  return all.length - pids.length;
}

/** Adds up a known process; hands back one that has to be placed. */
async function look(tracker: Tracker, machine: Machine, pid: string): Promise<PidStat | null> {
  try {
    const stat = parsePidStat(machine.reader.procfs.readOnce(`${pid}/stat`));
    if (!stat) throw new ModuleError('malformed_reply', `${pid}/stat: not the status of a process`);
    const entry = tracker.entries.get(stat.pid);
    if (entry?.startTicks !== stat.startTicks) return stat;
    if (entry.tracked) await follow(tracker, machine, entry.tracked, stat);
    entry.pass = tracker.pass;
  } catch (error) {
    countReadError(tracker, error);
  }
  return null;
}

async function follow(tracker: Tracker, machine: Machine, tracked: Tracked, stat: PidStat): Promise<void> {
  const reading = await readProcess(machine.reader, stat, tracked.denied);
  if (tracked.denied.size > 0) tracker.errors.partial += 1;
  const group = groupNamed(tracker.groups, tracked.group);
  addGauges(group, reading, machine.pageBytes);
  addGrowth(group.counts, reading.counts, tracked.counts);
  for (const thread of reading.threads) {
    const before = tracked.threads.get(thread.tid);
    addThread(
      tracker.groups,
      group,
      thread,
      before?.startTicks === thread.startTicks ? before.counts : thread.counts,
    );
  }
  tracked.counts = reading.counts;
  tracked.threads = threadsOf(reading);
}

/** Puts new processes in groups: by name, then below the nearest ancestor that is in one. */
async function placeAll(tracker: Tracker, machine: Machine, fresh: readonly PidStat[]): Promise<void> {
  const { options } = tracker;
  const wantsUsers = fresh.length > 0 && options.items.some(({ name }) => name.fields.has('Username'));
  const usernames = wantsUsers ? await machine.usernames() : new Map<number, string>();
  const unmatched = new Map<number, PidStat>();
  for (const stat of fresh) {
    await attempt(tracker, async () => {
      const group = nameGroup(options.items, machine, stat, usernames);
      if (group === null) unmatched.set(stat.pid, stat);
      else await track(tracker, machine, group, stat);
    });
    const wait = machine.reader.pace();
    if (wait) await wait;
  }
  // Without children a process that does not match is looked at again in each pass, as process-exporter does.
  if (!options.children) return;
  for (const stat of [...unmatched.values()]) await placeByAncestry(tracker, machine, unmatched, stat);
}

function nameGroup(
  items: readonly Item[],
  { reader: { procfs }, bootTime }: Machine,
  stat: PidStat,
  usernames: ReadonlyMap<number, string>,
): string | null {
  const candidate = {
    pid: stat.pid,
    comm: stat.comm,
    cmdline: parseCmdline(procfs.readOnce(`${stat.pid}/cmdline`), MAX_CMDLINE_BYTES),
    startTime: bootTime + stat.startTicks / CLOCK_TICKS_PER_SECOND,
  };
  return groupOf(items, candidate, {
    username: (pid) => usernames.get(pid) ?? '',
    cgroups: (pid) => cgroupsOf(procfs, pid),
  });
}

function cgroupsOf(procfs: FileTree, pid: number): readonly string[] {
  try {
    return parseCgroupPaths(procfs.readOnce(`${pid}/cgroup`));
  } catch (error) {
    if (error instanceof ModuleError) return [];
    throw error;
  }
}

async function placeByAncestry(
  tracker: Tracker,
  machine: Machine,
  unmatched: Map<number, PidStat>,
  first: PidStat,
): Promise<void> {
  const lineage: PidStat[] = [];
  for (let at = unmatched.get(first.pid); at; at = unmatched.get(at.parentPid)) {
    unmatched.delete(at.pid);
    lineage.push(at);
  }
  const oldest = lineage.at(-1);
  if (!oldest) return;
  const group = tracker.entries.get(oldest.parentPid)?.tracked?.group;
  for (const stat of lineage) {
    if (group !== undefined) await attempt(tracker, () => track(tracker, machine, group, stat));
    else if (!tracker.options.recheck) ignore(tracker, stat);
    const wait = machine.reader.pace();
    if (wait) await wait;
  }
}

function ignore(tracker: Tracker, { pid, startTicks }: PidStat): void {
  tracker.entries.set(pid, { startTicks, tracked: null, pass: tracker.pass });
}

async function track(tracker: Tracker, machine: Machine, name: string, stat: PidStat): Promise<void> {
  const denied: Denied = new Set();
  const reading = await readProcess(machine.reader, stat, denied);
  if (denied.size > 0) tracker.errors.partial += 1;
  const group = groupNamed(tracker.groups, name);
  addGauges(group, reading, machine.pageBytes);
  // Counters start at the first pass: what ran before it starts at nothing, what began later counts in full.
  const before = stat.startTicks >= tracker.firstTicks ? noCounts() : reading.counts;
  addGrowth(group.counts, reading.counts, before);
  for (const thread of reading.threads) addThread(tracker.groups, group, thread, thread.counts);
  const tracked: Tracked = { group: name, counts: reading.counts, threads: threadsOf(reading), denied };
  tracker.entries.set(stat.pid, { startTicks: stat.startTicks, tracked, pass: tracker.pass });
}

function threadsOf({ threads }: Reading): ReadonlyMap<number, Thread> {
  return new Map(threads.map(({ tid, startTicks, counts }) => [tid, { startTicks, counts }]));
}

async function attempt(tracker: Tracker, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    countReadError(tracker, error);
  }
}

/** A process that ended while it was read is no error. */
function countReadError(tracker: Tracker, error: unknown): void {
  if (!(error instanceof ModuleError) || error.code === 'timeout') throw error;
  if (error.code !== 'unsupported') tracker.errors.read += 1;
}
