/** Which entries of a log are new since the look before, whatever the firmware did to it meanwhile. */
import type { SelSnapshot } from 'ipmi-js';
import { contentOf, hasClockTime, isSameEntry, type RawEntry, timestampOf } from './raw-entry.ts';

type Entries = readonly RawEntry[];

export class LogCursor {
  #before: SelSnapshot | null = null;

  /** Positions of the new entries, in order; null at the first look: how long they have been there nobody knows. */
  advance(log: SelSnapshot): number[] | null {
    const before = this.#before;
    this.#before = log;
    return before === null ? null : newIn(log, before);
  }

  /** The log as it was at the last look. */
  get position(): SelSnapshot | null {
    return this.#before;
  }
}

function newIn(log: SelSnapshot, before: SelSnapshot): number[] {
  if (log.entries === before.entries) return [];
  if (wasFilledAnew(log, before)) return positions(log.entries);
  if (begins(log.entries, before.entries)) return positions(log.entries).slice(before.entries.length);
  const known = new Set(before.entries.map(wholeOf));
  const unknown = positions(log.entries).filter((at) => !known.has(wholeOf(log.entries[at] as RawEntry)));
  // What is new is at the end. Other ids before it: the log was cleared, or renumbered when its oldest made room.
  const isAtEnd = unknown.every((at, i) => at === log.entries.length - unknown.length + i);
  const isRenumbered = !isAtEnd || unknown.length === log.entries.length;
  return isRenumbered ? newByContent(log.entries, before.entries) : unknown;
}

/** What was added to was read from its end on: the entries before are the very same. */
function begins(entries: Entries, before: Entries): boolean {
  return before.length <= entries.length && before.every((entry, at) => isSameEntry(entry, entries[at]));
}

/**
 * After an erasure the oldest entry is another. One that looks the same, without a clock that could tell, is the
 * first after the next start of the machine: unless others, with times, are still there.
 */
function wasFilledAnew({ info, entries }: SelSnapshot, before: SelSnapshot): boolean {
  const [oldest] = entries;
  if (info.eraseTimestamp === before.info.eraseTimestamp || oldest === undefined) return false;
  if (hasClockTime(oldest) || !isSameEntry(oldest, before.entries[0])) return false;
  const known = new Set(before.entries.filter(hasClockTime).map(wholeOf));
  return !entries.some((entry) => known.has(wholeOf(entry)));
}

/** Those that do not follow in the order in which they were. */
function newByContent(entries: Entries, before: Entries): number[] {
  const places = new Map<string, number[]>();
  before.forEach((entry, at) => {
    const content = contentOf(entry);
    const known = places.get(content);
    if (known) known.push(at);
    else places.set(content, [at]);
  });
  let next = 0;
  return positions(entries).filter((at) => {
    const place = places.get(contentOf(entries[at] as RawEntry))?.find((each) => each >= next);
    if (place !== undefined) next = place + 1;
    return place === undefined;
  });
}

/**
 * What tells each of the entries at these positions from all others, whenever the log is read: of those that are alike
 * in content the how manieth it is, and where no clock was set, since which erasure.
 */
export function keysOf({ info, entries }: SelSnapshot, wanted: readonly number[]): Map<number, string> {
  const isWanted = new Set(wanted);
  const times = new Set(wanted.map((at) => timestampOf(entries[at] as RawEntry)));
  const counts = new Map<string, number>();
  const keys = new Map<number, string>();
  entries.forEach((entry, at) => {
    if (!times.has(timestampOf(entry))) return;
    const content = contentOf(entry);
    const count = (counts.get(content) ?? 0) + 1;
    counts.set(content, count);
    if (!isWanted.has(at)) return;
    const since = hasClockTime(entry) ? '' : `~${info.eraseTimestamp}`;
    keys.set(at, `${content}${since}#${count}`);
  });
  return keys;
}

function positions(entries: Entries): number[] {
  return Array.from(entries, (_, at) => at);
}

function wholeOf(entry: RawEntry): string {
  return Buffer.from(entry.buffer, entry.byteOffset, entry.length).toString('latin1');
}
