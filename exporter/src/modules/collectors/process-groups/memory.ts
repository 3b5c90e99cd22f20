/**
 * What is remembered of a process or thread from look to look. One that has not run since the last look is as it was
 * then, but for its pages, which the kernel may have taken: most of a machine's processes sleep, and need not be read.
 */
import type { LiveFile, ProcessFolder } from '../../../contract/ports.ts';
import { isText } from '../../../protocols/procfs/field.ts';
import { parseSchedstat } from '../../../protocols/procfs/pid-schedstat.ts';

/** The descriptors of one that sleeps for so many looks are closed, but for what is read of it all the same. */
const LOOKS_TO_REST = 8;
const WATCHED: readonly LiveFile[] = ['schedstat', 'statm', 'smaps_rollup'];
const RUNNING = 'R'.charCodeAt(0);

export interface Memory {
  readonly folder: ProcessFolder;
  /** The code of the letter. */
  state: number;
  wchan: string;
  /** Whether it has to be read: it may have run since it was. */
  outdated: boolean;
  /** What the scheduler counted when it was last asked; empty when that is not known. */
  schedstat: string;
  /** Looks in which it had not run, one after the other. */
  idleLooks: number;
}

export interface ProcessMemory extends Memory {
  /** Readings so far. */
  looks: number;
  openFilesLimit: number;
  /** As of the last reading, as all that follows. */
  threadCount: number;
  residentBytes: number;
  virtualBytes: number;
  swappedBytes: number;
  /** Null when they may not be counted. */
  openFiles: number | null;
  /** Its pages, as the kernel puts it; empty when that is not known. */
  statm: string;
}

export function newMemory(folder: ProcessFolder): Memory {
  return { folder, state: 0, wchan: '', outdated: true, schedstat: '', idleLooks: 0 };
}

export function newProcessMemory(folder: ProcessFolder): ProcessMemory {
  return {
    ...newMemory(folder),
    looks: 0,
    openFilesLimit: Infinity,
    threadCount: 0,
    residentBytes: 0,
    virtualBytes: 0,
    swappedBytes: 0,
    openFiles: null,
    statm: '',
  };
}

/** Asks the scheduler whether it has run; the answer stays until it has been read. */
export function isOutdated(memory: Memory): boolean {
  if (memory.outdated) return true;
  const bytes = kept(memory, 'schedstat');
  if (bytes && memory.schedstat !== '' && isText(bytes, memory.schedstat) && memory.state !== RUNNING) {
    memory.idleLooks += 1;
    if (memory.idleLooks === LOOKS_TO_REST) memory.folder.close(WATCHED);
    return false;
  }
  memory.schedstat = bytes ? parseSchedstat(bytes) : '';
  memory.idleLooks = 0;
  memory.outdated = true;
  return true;
}

/** To be called before one is read that has not been asked: what runs while it is read, is read again. So with pages. */
export function beginToWatch(memory: Memory): void {
  if (memory.schedstat !== '') return;
  const bytes = kept(memory, 'schedstat');
  if (bytes) memory.schedstat = parseSchedstat(bytes);
}

/** Whether pages have come or gone since the last call. */
export function hasOtherPages(memory: ProcessMemory): boolean {
  const bytes = kept(memory, 'statm');
  if (bytes && memory.statm !== '' && isText(bytes, memory.statm)) return false;
  memory.statm = bytes ? bytes.toString('latin1') : '';
  return true;
}

/** Null when what is read there may be of a later process with the same number. */
function kept({ folder }: Memory, file: LiveFile): Buffer | null {
  const bytes = folder.read(file);
  return folder.keeps(file) ? bytes : null;
}
