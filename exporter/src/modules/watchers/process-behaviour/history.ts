/** What the watcher remembers from look to look. */
import type { ProcessInfo } from '../../../model/process.ts';
import { keyOf } from './facts.ts';

/** Starts that are kept to find bursts; a machine that starts more within the window has one anyway. */
const MAX_STARTS = 10_000;

export interface Known {
  readonly process: ProcessInfo;
  /** Looks in a row in which it used more CPU than allowed. */
  readonly busyLooks: number;
}

export interface Start {
  readonly timeMs: number;
  readonly parentPid: number;
}

export interface History {
  /** By `keyOf`; null before the first look. */
  known: ReadonlyMap<string, Known> | null;
  starts: Start[];
  /** When a lasting state was last told, by kind and process. */
  readonly told: Map<string, number>;
  lastTopMs: number;
}

export function noHistory(): History {
  return { known: null, starts: [], told: new Map(), lastTopMs: -Infinity };
}

export interface Changes {
  readonly started: readonly ProcessInfo[];
  readonly ended: readonly ProcessInfo[];
  readonly now: ReadonlyMap<string, Known>;
}

/**
 * Compares a look with the one before. At the first look nothing counts as started.
 * When some processes could not be read, none counts as ended: it may be among them.
 */
export function compare(
  before: ReadonlyMap<string, Known> | null,
  processes: readonly ProcessInfo[],
  allRead: boolean,
  isBusy: (process: ProcessInfo) => boolean,
): Changes {
  const now = new Map<string, Known>();
  const started: ProcessInfo[] = [];
  for (const process of processes) {
    const key = keyOf(process);
    const known = before?.get(key);
    if (before && !known) started.push(process);
    now.set(key, { process, busyLooks: isBusy(process) ? (known?.busyLooks ?? 0) + 1 : 0 });
  }
  const ended: ProcessInfo[] = [];
  for (const [key, known] of before ?? []) {
    if (now.has(key)) continue;
    if (allRead) ended.push(known.process);
    else now.set(key, known);
  }
  return { started, ended, now };
}

/** The starts within the window, the new ones included. */
export function recentStarts(
  starts: readonly Start[],
  started: readonly ProcessInfo[],
  nowMs: number,
  windowMs: number,
): Start[] {
  const kept = starts.filter(({ timeMs }) => nowMs - timeMs < windowMs);
  for (const { parentPid } of started) kept.push({ timeMs: nowMs, parentPid });
  return kept.slice(-MAX_STARTS);
}

/** Forgets what would be told again anyway, so that ended processes leave nothing behind. */
export function forgetOld(told: Map<string, number>, nowMs: number, repeatMs: number): void {
  for (const [key, last] of told) if (nowMs - last >= repeatMs) told.delete(key);
}
