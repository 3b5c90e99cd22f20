/** Which entries of a log were read before: where the service gives links, only new ones are asked for. */
import { lastPart, pathOf, type Resource, text } from '../read/resource.ts';
import { isWhole } from './tree.ts';

/** Together with what came since; a log of a machine has room for fewer. */
const MAX_PATHS = 4096;
/** When less of what was known is still listed, the log was cleared, and its numbers begin anew. */
const STILL_THERE = 0.5;
/** Of what costs a request for each, the newest: the rest is history. */
const MAX_LINKS = 200;

export class LogMemory {
  #read: ReadonlySet<string> = new Set();
  #listed: readonly string[] = [];

  get knowsAny(): boolean {
    return this.#read.size > 0;
  }

  /** Those of the listed that need not be read. */
  known(listed: readonly string[]): ReadonlySet<string> {
    this.#listed = listed;
    const there = listed.filter((path) => this.#read.has(path));
    const known = there.length < STILL_THERE * this.#read.size ? new Set<string>() : new Set(there);
    const unknown = newestLast(listed).filter((path) => !known.has(path));
    return new Set([...known, ...unknown.slice(0, Math.max(0, unknown.length - MAX_LINKS))]);
  }

  /** Whether what comes after this page was read before: logs with pages begin with the newest entry. */
  reaches(page: readonly Resource[]): boolean {
    const last = page.at(-1);
    return last !== undefined && this.#read.has(pathOf(last) ?? '') && beginsWithNewest(page);
  }

  /** All that was listed has been read, or will never be. */
  remember(): void {
    this.#read = new Set(newestLast(this.#listed).slice(-MAX_PATHS));
  }
}

/** By their numbers, where they have some; most logs are in that order anyway. */
function newestLast(paths: readonly string[]): string[] {
  const numbers = new Map(paths.map((path) => [path, Number(lastPart(path) || NaN)]));
  if ([...numbers.values()].some(Number.isNaN)) return [...paths];
  return [...paths].sort((a, b) => (numbers.get(a) ?? 0) - (numbers.get(b) ?? 0));
}

function beginsWithNewest(page: readonly Resource[]): boolean {
  const [first, last] = [page.at(0), page.at(-1)].map((entry) => (entry ? orderOf(entry) : NaN));
  return first !== undefined && last !== undefined && first > last;
}

/** Something that grows with the age of the log. */
function orderOf(entry: Resource): number {
  if (isWhole(entry)) return Date.parse(text(entry['Created']));
  return Number(lastPart(pathOf(entry) ?? '') || NaN);
}
