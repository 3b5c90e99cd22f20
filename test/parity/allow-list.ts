import type { Difference } from './compare.ts';

/** Differences that are known and wanted: a family, or the beginning of families with `*` behind it → why. */
export type Accepted = Readonly<Record<string, string>>;

/** Keeps book of which accepted differences were really seen: one that is not is stale, and hides the next fault. */
export class AllowList {
  readonly #accepted: Accepted;
  readonly #seen = new Set<string>();

  constructor(accepted: Accepted) {
    this.#accepted = accepted;
  }

  /** Those that are not accepted, in words. */
  rest(differences: readonly Difference[]): string[] {
    const rest: string[] = [];
    for (const { family, text } of differences) {
      const entry = Object.keys(this.#accepted).find((each) => covers(each, family));
      if (entry === undefined) rest.push(text);
      else this.#seen.add(entry);
    }
    return rest;
  }

  /** Entries that stood for no difference so far. */
  stale(): string[] {
    return Object.keys(this.#accepted).filter((entry) => !this.#seen.has(entry));
  }
}

function covers(entry: string, family: string): boolean {
  return entry.endsWith('*') ? family.startsWith(entry.slice(0, -1)) : family === entry;
}
