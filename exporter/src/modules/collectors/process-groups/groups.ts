/** Groups of processes: counters that are kept, and gauges that are added up anew in each pass. */
import { addGrowth, type Counts, noCounts, type Reading, type ThreadReading } from './reading.ts';

export const STATES = ['Running', 'Sleeping', 'Waiting', 'Zombie', 'Other'] as const;
type State = (typeof STATES)[number];
const STATE_OF: Readonly<Record<string, State>> = { R: 'Running', S: 'Sleeping', D: 'Waiting', Z: 'Zombie' };

/** Takes the processes (and threads) that would have made one group (or thread name) too many. */
export const OVERFLOW = '(overflow)';

/**
 * Thread names of all groups together: each is 9 series, and programs exist that name a thread by its connection.
 * With 1,000 groups of some 25 series this stays below the 50,000 series one module may emit.
 */
export const MAX_THREAD_NAMES = 2000;

export interface ThreadGroup {
  readonly counts: Counts;
  threads: number;
}

export interface Gauges {
  processes: number;
  threads: number;
  residentBytes: number;
  virtualBytes: number;
  swappedBytes: number;
  proportionalBytes: number;
  proportionalSwappedBytes: number;
  openFiles: number;
  worstFilesRatio: number;
  /** Clock ticks since boot; Infinity without a process. */
  oldestStartTicks: number;
  readonly states: Record<State, number>;
  readonly wchans: Map<string, number>;
}

export interface Group {
  readonly counts: Counts;
  readonly threadGroups: Map<string, ThreadGroup>;
  gauges: Gauges;
}

export interface Groups {
  readonly byName: Map<string, Group>;
  readonly maxGroups: number;
  threadNames: number;
  /** Processes and threads that went to OVERFLOW in this pass. */
  overflow: number;
}

export function noGroups(maxGroups: number): Groups {
  return { byName: new Map(), maxGroups, threadNames: 0, overflow: 0 };
}

/** Forgets the gauges of the pass before; counters stay. */
export function beginPass(groups: Groups): void {
  groups.overflow = 0;
  for (const group of groups.byName.values()) {
    group.gauges = noGauges();
    for (const threadGroup of group.threadGroups.values()) threadGroup.threads = 0;
  }
}

/** Thread names without a thread are forgotten, as process-exporter does; groups only when asked to. */
export function endPass(groups: Groups, removeEmpty: boolean): void {
  for (const [name, group] of groups.byName) {
    for (const [thread, { threads }] of group.threadGroups) {
      if (threads > 0) continue;
      group.threadGroups.delete(thread);
      groups.threadNames -= 1;
    }
    if (removeEmpty && group.gauges.processes === 0) groups.byName.delete(name);
  }
}

export function groupNamed(groups: Groups, name: string): Group {
  const known = groups.byName.get(name);
  if (known) return known;
  if (groups.byName.size >= groups.maxGroups && name !== OVERFLOW) {
    groups.overflow += 1;
    return groupNamed(groups, OVERFLOW);
  }
  const group: Group = { counts: noCounts(), threadGroups: new Map(), gauges: noGauges() };
  groups.byName.set(name, group);
  return group;
}

/** Adds what a process is now. */
export function addGauges({ gauges }: Group, reading: Reading, pageBytes: number): void {
  const { stat, openFiles, openFilesLimit } = reading;
  gauges.processes += 1;
  gauges.threads += stat.threads;
  gauges.residentBytes += stat.residentPages * pageBytes;
  gauges.virtualBytes += stat.virtualBytes;
  gauges.swappedBytes += reading.swappedBytes;
  gauges.proportionalBytes += reading.proportionalBytes;
  gauges.proportionalSwappedBytes += reading.proportionalSwappedBytes;
  if (openFiles !== null) {
    gauges.openFiles += openFiles;
    if (openFilesLimit > 0)
      gauges.worstFilesRatio = Math.max(gauges.worstFilesRatio, openFiles / openFilesLimit);
  }
  gauges.oldestStartTicks = Math.min(gauges.oldestStartTicks, stat.startTicks);
  addActivity(gauges, stat.state, reading.wchan);
  // The main thread counts again beside its process, as in process-exporter: dashboards show these numbers.
  for (const thread of reading.threads) addActivity(gauges, thread.state, thread.wchan);
}

function addActivity({ states, wchans }: Gauges, state: string, wchan: string): void {
  states[STATE_OF[state] ?? 'Other'] += 1;
  if (wchan !== '') wchans.set(wchan, (wchans.get(wchan) ?? 0) + 1);
}

/** Adds a thread, and what it has counted since `before`. */
export function addThread(groups: Groups, group: Group, thread: ThreadReading, before: Counts): void {
  const threadGroup = threadGroupNamed(groups, group, thread.name);
  threadGroup.threads += 1;
  addGrowth(threadGroup.counts, thread.counts, before);
}

function threadGroupNamed(groups: Groups, group: Group, name: string): ThreadGroup {
  const known = group.threadGroups.get(name);
  if (known) return known;
  if (groups.threadNames >= MAX_THREAD_NAMES && name !== OVERFLOW) {
    groups.overflow += 1;
    return threadGroupNamed(groups, group, OVERFLOW);
  }
  const threadGroup: ThreadGroup = { counts: noCounts(), threads: 0 };
  group.threadGroups.set(name, threadGroup);
  groups.threadNames += 1;
  return threadGroup;
}

function noGauges(): Gauges {
  return {
    processes: 0,
    threads: 0,
    residentBytes: 0,
    virtualBytes: 0,
    swappedBytes: 0,
    proportionalBytes: 0,
    proportionalSwappedBytes: 0,
    openFiles: 0,
    worstFilesRatio: 0,
    oldestStartTicks: Infinity,
    states: { Running: 0, Sleeping: 0, Waiting: 0, Zombie: 0, Other: 0 },
    wchans: new Map(),
  };
}
