/** Follows processes from pass to pass and puts each in a group, or none. */
import { ModuleError } from '../../../contract/module.ts';
import type { ProcessFolders } from '../../../contract/ports.ts';
import { addGrowth, copyCounts, type Counts, noCounts } from './counts.ts';
import { addActivity, beginPass, endPass, type Gauges, groupNamed, type Groups } from './groups.ts';
import { beginToWatch, hasOtherPages, isOutdated, type ProcessMemory } from './memory.ts';
import type { Pace } from './pace.ts';
import { type Entry, newEntry, newTracked, type Tracked } from './process-entry.ts';
import { Reading } from './reading.ts';
import { followThreads, forgetThreads, haveRun, type ThreadPass } from './threads.ts';

/** Bounds memory (about 1 KiB each) and the time of a pass; most kernels allow 32,768 processes by default. */
const MAX_PROCESSES = 20_000;

export interface TrackerOptions {
  readonly threads: boolean;
  readonly smaps: boolean;
  readonly removeEmptyGroups: boolean;
  /** See the option of the same name. */
  readonly compat: boolean;
}

export interface Tracker {
  readonly options: TrackerOptions;
  readonly groups: Groups;
  readonly entries: Map<number, Entry>;
  readonly reading: Reading;
  readonly threads: ThreadPass;
  /** Of this pass. */
  fresh: Entry[];
  pass: number;
  /** Clock ticks since boot at the first pass: what started later has done everything since. */
  firstTicks: number;
  readonly errors: { scrape: number; read: number; partial: number };
}

export function newTracker(options: TrackerOptions, groups: Groups): Tracker {
  return {
    options,
    groups,
    entries: new Map(),
    reading: new Reading(),
    threads: {
      groups,
      reading: new Reading(),
      remembered: 0,
      leftOut: 0,
      count: 0,
      voluntarySwitches: 0,
      nonvoluntarySwitches: 0,
    },
    fresh: [],
    pass: 0,
    firstTicks: Infinity,
    errors: { scrape: 0, read: 0, partial: 0 },
  };
}

/** What a pass has to know of the machine. */
export interface Machine {
  readonly folders: ProcessFolders;
  readonly pageBytes: number;
  readonly pace: Pace;
}

/** Where processes without a group go. */
export interface Placing {
  /** Puts entries in groups with `join`, or leaves them alone with `leave`. */
  placeAll(fresh: readonly Entry[], hands: Hands): Promise<void>;
}

export interface Hands {
  readonly join: (entry: Entry, group: string) => Promise<void>;
  /** `undecided`: to be placed again in the next pass. */
  readonly leave: (entry: Entry, undecided: boolean) => void;
  readonly groupOf: (pid: number) => string | undefined;
}

/**
 * One pass over the processes of these names, which are numbers.
 * Returns how many processes and threads were left out because there are too many.
 * @throws ModuleError when the time is over.
 */
export async function update(
  tracker: Tracker,
  machine: Machine,
  names: readonly string[],
  placing: Placing,
): Promise<number> {
  const looked = names.length > MAX_PROCESSES ? names.slice(0, MAX_PROCESSES) : names;
  tracker.pass += 1;
  tracker.fresh = [];
  tracker.threads.leftOut = 0;
  beginPass(tracker.groups);
  for (const name of looked) {
    try {
      const reading = look(tracker, machine, name);
      if (reading) await reading;
    } catch (error) {
      countReadError(tracker, error);
    }
    const wait = machine.pace();
    if (wait) await wait;
  }
  for (const entry of tracker.entries.values()) if (entry.pass !== tracker.pass) forget(tracker, entry);
  await placing.placeAll(tracker.fresh, {
    join: (entry, group) => join(tracker, machine, entry, group),
    leave: (entry, undecided) => leave(tracker, entry, undecided),
    groupOf: (pid) => tracker.entries.get(pid)?.tracked?.group,
  });
  endPass(tracker.groups, tracker.options.removeEmptyGroups);
  return names.length - looked.length + tracker.threads.leftOut;
}

/** Closes what is open; what is known stays. */
export function closeAll(tracker: Tracker): void {
  for (const { folder, tracked } of tracker.entries.values()) {
    folder.close();
    for (const thread of tracked?.threads.values() ?? []) thread.folder.close();
  }
}

function look(tracker: Tracker, machine: Machine, name: string): Promise<void> | void {
  const pid = Number(name);
  const known = tracker.entries.get(pid);
  if (!known) return sight(tracker, machine, name, pid);
  if (isStillIgnored(tracker, known)) {
    known.pass = tracker.pass;
    return;
  }
  if (known.tracked && !known.undecided && isAsBefore(tracker, known.tracked)) {
    known.pass = tracker.pass;
    return add(tracker, machine, known, known.tracked);
  }
  const { stat } = tracker.reading;
  const bytes = known.folder.read('stat');
  if (bytes === null) return succeed(tracker, machine, known, name);
  if (!stat.read(bytes)) throw malformed(name);
  if (stat.startTicks !== known.startTicks) return succeed(tracker, machine, known, name);
  known.pass = tracker.pass;
  const renamed = !tracker.options.compat && !stat.hasCommBytes(known.commBytes);
  if (renamed || known.undecided) note(tracker, known);
  else if (known.tracked) return follow(tracker, machine, known, known.tracked);
}

/** Cheap: the name alone is read, of a file that stays open, so that it is that of the same process. */
function isStillIgnored(tracker: Tracker, { tracked, undecided, folder, commBytes }: Entry): boolean {
  if (tracked || undecided || !folder.keeps('comm')) return false;
  const bytes = folder.read('comm');
  if (bytes === null) return false;
  return tracker.options.compat || bytes.toString('latin1', 0, bytes.length - 1) === commBytes;
}

/** Its threads can be watched only when they are remembered. */
function isAsBefore({ options }: Tracker, tracked: Tracked): boolean {
  if (tracked.counts === null) return false;
  if (tracked.threadCount > 1 && !options.threads) return false;
  const otherPages = hasOtherPages(tracked);
  return !isOutdated(tracked) && !haveRun(tracked) && !otherPages;
}

/** The process has ended; its number may have gone to another. */
function succeed(tracker: Tracker, machine: Machine, ended: Entry, name: string): void {
  forget(tracker, ended);
  sight(tracker, machine, name, ended.pid);
}

function sight(tracker: Tracker, machine: Machine, name: string, pid: number): void {
  const { reading, errors } = tracker;
  const folder = machine.folders.process(name);
  const bytes = folder.read('stat');
  if (bytes === null) {
    if (folder.denied) errors.read += 1;
    return;
  }
  if (!reading.stat.read(bytes)) {
    folder.close();
    throw malformed(name);
  }
  const entry = newEntry(pid, folder, reading.stat.startTicks, tracker.pass);
  tracker.entries.set(pid, entry);
  note(tracker, entry);
}

/** It has to be placed, under what was just read of it. */
function note(tracker: Tracker, entry: Entry): void {
  const { stat } = tracker.reading;
  entry.parentPid = stat.parentPid;
  entry.commBytes = stat.commBytes;
  entry.comm = stat.comm;
  tracker.fresh.push(entry);
}

async function join(tracker: Tracker, machine: Machine, entry: Entry, group: string): Promise<void> {
  entry.undecided = false;
  entry.tracked ??= newTracked(entry.folder, group);
  entry.tracked.group = group;
  try {
    beginToWatch(entry.tracked);
    hasOtherPages(entry.tracked);
    const bytes = entry.folder.read('stat');
    if (bytes === null || !tracker.reading.stat.read(bytes)) forget(tracker, entry);
    else await follow(tracker, machine, entry, entry.tracked);
  } catch (error) {
    countReadError(tracker, error);
  }
}

function leave(tracker: Tracker, entry: Entry, undecided: boolean): void {
  forgetTracked(tracker, entry);
  entry.undecided = undecided;
  if (undecided) return;
  entry.folder.close();
  entry.folder.read('comm');
}

function forget(tracker: Tracker, entry: Entry): void {
  forgetTracked(tracker, entry);
  entry.folder.close();
  tracker.entries.delete(entry.pid);
}

function forgetTracked({ threads }: Tracker, entry: Entry): void {
  if (entry.tracked) forgetThreads(threads, entry.tracked.threads);
  entry.tracked = null;
}

/** Reads and adds up a process whose stat has just been read. */
function follow(tracker: Tracker, machine: Machine, entry: Entry, tracked: Tracked): Promise<void> | void {
  if (!tracker.reading.readProcess(tracked, machine.pageBytes)) return;
  return add(tracker, machine, entry, tracked, tracker.reading.counts);
}

/** Adds up what is remembered of a process, and what it has counted if it has been read. */
async function add(
  tracker: Tracker,
  machine: Machine,
  entry: Entry,
  tracked: Tracked,
  counts?: Counts,
): Promise<void> {
  const { reading, options, errors } = tracker;
  if (options.smaps) {
    const slow = reading.readShares(tracked, counts === undefined);
    if (slow) await slow;
  }
  if (entry.folder.denied) errors.partial += 1;
  const group = groupNamed(tracker.groups, tracked.group);
  addGauges(group.gauges, tracked, entry.startTicks);
  if (options.smaps) addShares(group.gauges, reading);
  const several = options.threads && tracked.threadCount > 1;
  if (several) await followThreads(tracker.threads, group, tracked, machine.pace);
  else if (tracked.threads.size > 0) forgetThreads(tracker.threads, tracked.threads);
  const inThreads = several ? tracker.threads.count : 0;
  // process-exporter counts the main thread beside its process.
  if (options.compat || inThreads === 0) addActivity(group.gauges, tracked.state, tracked.wchan);
  if (!counts) return;
  if (inThreads > 0) takeSwitches(counts, tracker.threads);
  grow(group.counts, counts, tracked, entry.startTicks >= tracker.firstTicks);
}

function addGauges(gauges: Gauges, process: ProcessMemory, startTicks: number): void {
  const { openFiles, openFilesLimit } = process;
  gauges.processes += 1;
  gauges.threads += process.threadCount;
  gauges.residentBytes += process.residentBytes;
  gauges.virtualBytes += process.virtualBytes;
  gauges.swappedBytes += process.swappedBytes;
  gauges.oldestStartTicks = Math.min(gauges.oldestStartTicks, startTicks);
  if (openFiles === null) return;
  gauges.openFiles += openFiles;
  if (openFilesLimit > 0)
    gauges.worstFilesRatio = Math.max(gauges.worstFilesRatio, openFiles / openFilesLimit);
}

function addShares(gauges: Gauges, { proportionalBytes, proportionalSwappedBytes }: Reading): void {
  gauges.proportionalBytes += proportionalBytes;
  gauges.proportionalSwappedBytes += proportionalSwappedBytes;
}

/** /proc/<pid>/status tells the switches of the main thread only. */
function takeSwitches(counts: Counts, threads: ThreadPass): void {
  counts.voluntarySwitches = threads.voluntarySwitches;
  counts.nonvoluntarySwitches = threads.nonvoluntarySwitches;
}

/** What ran before the first pass starts at nothing, what began later counts in full. */
function grow(sum: Counts, counts: Counts, tracked: Tracked, isYoung: boolean): void {
  tracked.counts ??= isYoung ? noCounts() : { ...counts };
  addGrowth(sum, counts, tracked.counts);
  copyCounts(tracked.counts, counts);
}

const malformed = (name: string) =>
  new ModuleError('malformed_reply', `${name}/stat: not the status of a process`);

/** A process that ended while it was read is no error. */
function countReadError(tracker: Tracker, error: unknown): void {
  if (!(error instanceof ModuleError) || error.code === 'timeout') throw error;
  tracker.errors.read += 1;
}
