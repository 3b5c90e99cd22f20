/** The events of one entity, ordered by time, and the newest of them that meets a condition. */
import { isAfter, type Entry, type Match } from './occurrence.ts';
import type { CompiledCondition } from './rule-set.ts';

/** Any subject will do. */
export const ANY = Symbol('any subject');
export type Subject = string | null | typeof ANY;

/** Beyond it, conditions are looked up in an index; below, a scan is quicker and needs no memory. */
export const SCAN_LIMIT = 32;

interface ConditionIndex {
  readonly all: Entry[];
  readonly bySubject: Map<string | null, Entry[]>;
}

export class EntityWindow {
  readonly entity: string;
  /** Oldest first. */
  readonly entries: Entry[] = [];
  /** Matches that are remembered, by key; null until there is one. */
  matches: Map<string, Match> | null = null;
  /** Neighbours in the order of last use. */
  newer: EntityWindow | null = null;
  older: EntityWindow | null = null;
  /** Which rules the entries were tested by. */
  generation: number;
  #index: Map<CompiledCondition, ConditionIndex> | null = null;

  constructor(entity: string, generation: number) {
    this.entity = entity;
    this.generation = generation;
  }

  get latestMs(): number {
    return this.entries.at(-1)?.timeMs ?? -Infinity;
  }

  /** False when this occurrence is known. */
  insert(entry: Entry): boolean {
    const last = lastUpTo(this.entries, entry);
    const known = this.entries[last];
    if (known?.timeMs === entry.timeMs && known.event.id === entry.event.id) return false;
    insertAt(this.entries, last + 1, entry);
    if (this.#index !== null) addToIndex(this.#index, entry);
    else if (this.entries.length > SCAN_LIMIT) this.#index = indexOf(this.entries);
    return true;
  }

  /** Number of occurrences dropped: those before `sinceMs`. */
  dropBefore(sinceMs: number): number {
    let dropped = 0;
    while (this.entries.length > 0 && (this.entries[0] as Entry).timeMs < sinceMs) {
      this.dropOldest();
      dropped += 1;
    }
    return dropped;
  }

  dropOldest(): void {
    const oldest = this.entries.shift();
    if (oldest === undefined || this.#index === null) return;
    if (this.entries.length === 0) this.#index = null;
    else removeOldestFromIndex(this.#index, oldest);
  }

  clear(): void {
    this.entries.length = 0;
    this.#index = null;
  }

  /** Occurrences after `entry`, up to `withinMs` later, oldest first. */
  after(entry: Entry, withinMs: number): readonly Entry[] {
    const from = lastUpTo(this.entries, entry) + 1;
    if (from === this.entries.length) return [];
    return this.entries.slice(from).filter((later) => later.timeMs - entry.timeMs <= withinMs);
  }

  /** The newest occurrence up to `last`, not before `sinceMs`, that meets the condition and is about `subject`. */
  newest(condition: CompiledCondition, last: Entry, sinceMs: number, subject: Subject): Entry | null {
    if (this.#index === null) return this.#scan(condition, last, sinceMs, subject);
    const index = this.#index.get(condition);
    const entries = subject === ANY ? index?.all : index?.bySubject.get(subject);
    if (entries === undefined) return null;
    const found = entries[lastUpTo(entries, last)];
    return found !== undefined && found.timeMs >= sinceMs ? found : null;
  }

  /** Distinct subjects among the newest `lookBack` occurrences up to `last` that meet one of the conditions. */
  recentSubjects(
    conditions: readonly CompiledCondition[],
    last: Entry,
    sinceMs: number,
    lookBack: number,
  ): ReadonlySet<string> {
    const subjects = new Set<string>();
    for (const condition of conditions) {
      const entries = this.#index === null ? this.entries : (this.#index.get(condition)?.all ?? []);
      let i = lastUpTo(entries, last);
      for (let looked = 0; i >= 0 && looked < lookBack; i -= 1, looked += 1) {
        const entry = entries[i] as Entry;
        if (entry.timeMs < sinceMs) break;
        const subject = entry.subjects[condition.rule.subject] ?? null;
        if (subject !== null && entry.passes.includes(condition)) subjects.add(subject);
      }
    }
    return subjects;
  }

  #scan(condition: CompiledCondition, last: Entry, sinceMs: number, subject: Subject): Entry | null {
    for (let i = lastUpTo(this.entries, last); i >= 0; i -= 1) {
      const entry = this.entries[i] as Entry;
      if (entry.timeMs < sinceMs) return null;
      if (!entry.passes.includes(condition)) continue;
      if (subject === ANY || (entry.subjects[condition.rule.subject] ?? null) === subject) return entry;
    }
    return null;
  }
}

/** Position of the last entry that is not after `entry`; -1 when all are. */
function lastUpTo(entries: readonly Entry[], entry: Entry): number {
  let high = entries.length - 1;
  if (high < 0 || !isAfter(entries[high] as Entry, entry)) return high;
  let low = -1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (isAfter(entries[middle] as Entry, entry)) high = middle;
    else low = middle;
  }
  return low;
}

function insertAt(entries: Entry[], position: number, entry: Entry): void {
  if (position === entries.length) entries.push(entry);
  else entries.splice(position, 0, entry);
}

function indexOf(entries: readonly Entry[]): Map<CompiledCondition, ConditionIndex> {
  const index = new Map<CompiledCondition, ConditionIndex>();
  for (const entry of entries) addToIndex(index, entry);
  return index;
}

function addToIndex(index: Map<CompiledCondition, ConditionIndex>, entry: Entry): void {
  for (const condition of entry.passes) {
    let found = index.get(condition);
    if (found === undefined) index.set(condition, (found = { all: [], bySubject: new Map() }));
    insertAt(found.all, lastUpTo(found.all, entry) + 1, entry);
    if (condition.rule.subject < 0) continue;
    const subject = entry.subjects[condition.rule.subject] ?? null;
    const about = found.bySubject.get(subject);
    if (about === undefined) found.bySubject.set(subject, [entry]);
    else insertAt(about, lastUpTo(about, entry) + 1, entry);
  }
}

/** The oldest entry of all is the first of every list that it is in. */
function removeOldestFromIndex(index: Map<CompiledCondition, ConditionIndex>, oldest: Entry): void {
  for (const condition of oldest.passes) {
    const found = index.get(condition);
    if (found === undefined) continue;
    found.all.shift();
    if (found.all.length === 0) index.delete(condition);
    const subject = oldest.subjects[condition.rule.subject] ?? null;
    const about = found.bySubject.get(subject);
    about?.shift();
    if (about?.length === 0) found.bySubject.delete(subject);
  }
}
