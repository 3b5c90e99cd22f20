/** Groups of processes: counters that are kept, and gauges that are added up anew in each pass. */
import { type Counts, noCounts } from './counts.ts';

export const STATES = ['Running', 'Sleeping', 'Waiting', 'Zombie', 'Other'] as const;
type State = (typeof STATES)[number];
const STATE_OF: ReadonlyMap<number, State> = new Map(
  Object.entries({ R: 'Running', S: 'Sleeping', D: 'Waiting', Z: 'Zombie' } as const).map(
    ([letter, state]) => [letter.charCodeAt(0), state],
  ),
);

/** Takes the processes (and threads) that would have made one group (or thread name) too many. */
export const OVERFLOW = '(overflow)';

/**
 * Thread names of all groups together: each is 9 series, and programs exist that name a thread by its connection.
 * With 1,000 groups of some 25 series this stays below the 50,000 series one module may emit.
 */
const MAX_THREAD_NAMES = 2000;

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
  connections: number;
  /** Clock ticks since boot; Infinity without a process. */
  oldestStartTicks: number;
  readonly states: Record<State, number>;
  readonly wchans: Map<string, number>;
}

export interface Group {
  readonly counts: Counts;
  readonly threadGroups: Map<string, ThreadGroup>;
  readonly gauges: Gauges;
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
  for (const { gauges, threadGroups } of groups.byName.values()) {
    forget(gauges);
    for (const threadGroup of threadGroups.values()) threadGroup.threads = 0;
  }
}

/** Thread names without a thread are forgotten, as process-exporter does; groups only when asked to. */
export function endPass(groups: Groups, removeEmpty: boolean): void {
  for (const [name, { gauges, threadGroups }] of groups.byName) {
    for (const [thread, { threads }] of threadGroups) {
      if (threads > 0) continue;
      threadGroups.delete(thread);
      groups.threadNames -= 1;
    }
    for (const [wchan, threads] of gauges.wchans) if (threads === 0) gauges.wchans.delete(wchan);
    if (removeEmpty && gauges.processes === 0) groups.byName.delete(name);
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

/** What a thread does: its state, as the code of the letter, and where it waits. */
export function addActivity({ states, wchans }: Gauges, state: number, wchan: string): void {
  states[STATE_OF.get(state) ?? 'Other'] += 1;
  if (wchan !== '') wchans.set(wchan, (wchans.get(wchan) ?? 0) + 1);
}

export function threadGroupNamed(groups: Groups, group: Group, name: string): ThreadGroup {
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
  const gauges: Gauges = {
    processes: 0,
    threads: 0,
    residentBytes: 0,
    virtualBytes: 0,
    swappedBytes: 0,
    proportionalBytes: 0,
    proportionalSwappedBytes: 0,
    openFiles: 0,
    worstFilesRatio: 0,
    connections: 0,
    oldestStartTicks: Infinity,
    states: { Running: 0, Sleeping: 0, Waiting: 0, Zombie: 0, Other: 0 },
    wchans: new Map(),
  };
  return gauges;
}

function forget(gauges: Gauges): void {
  gauges.processes = 0;
  gauges.threads = 0;
  gauges.residentBytes = 0;
  gauges.virtualBytes = 0;
  gauges.swappedBytes = 0;
  gauges.proportionalBytes = 0;
  gauges.proportionalSwappedBytes = 0;
  gauges.openFiles = 0;
  gauges.worstFilesRatio = 0;
  gauges.connections = 0;
  gauges.oldestStartTicks = Infinity;
  for (const state of STATES) gauges.states[state] = 0;
  for (const wchan of gauges.wchans.keys()) gauges.wchans.set(wchan, 0);
}
