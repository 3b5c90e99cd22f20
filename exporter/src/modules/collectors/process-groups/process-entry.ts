import type { ProcessFolder } from '../../../contract/ports.ts';
import type { Counts } from './counts.ts';
import { newProcessMemory } from './memory.ts';
import type { Threaded } from './threads.ts';

/** What is remembered of a process that is in a group. */
export interface Tracked extends Threaded {
  group: string;
  /** Null before it has been read for the first time. */
  counts: Counts | null;
}

/** A process that has been looked at; without `tracked` it is in no group. */
export interface Entry {
  readonly pid: number;
  readonly folder: ProcessFolder;
  /** Clock ticks since boot; with the pid it identifies a process. */
  readonly startTicks: number;
  parentPid: number;
  comm: string;
  /** As `comm`, with a character for each byte. */
  commBytes: string;
  tracked: Tracked | null;
  /** To be placed again in the next pass. */
  undecided: boolean;
  /** The last pass in which it was there. */
  pass: number;
}

export function newEntry(pid: number, folder: ProcessFolder, startTicks: number, pass: number): Entry {
  return {
    pid,
    folder,
    startTicks,
    parentPid: 0,
    comm: '',
    commBytes: '',
    tracked: null,
    undecided: false,
    pass,
  };
}

export function newTracked(folder: ProcessFolder, group: string): Tracked {
  return { ...newProcessMemory(folder), group, counts: null, threads: new Map() };
}
