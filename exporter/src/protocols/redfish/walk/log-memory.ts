/** Which entries of a log were read before: where the service gives links, only new ones are asked for. */

/** Together with what came since; a log of a machine has room for fewer. */
const MAX_PATHS = 4096;
/** When less of what was known is still listed, the log was cleared, and its numbers begin anew. */
const STILL_THERE = 0.5;

export class LogMemory {
  #read: ReadonlySet<string> = new Set();
  #listed: readonly string[] = [];

  get knowsAny(): boolean {
    return this.#read.size > 0;
  }

  /** Those of the listed that were read. */
  known(listed: readonly string[]): ReadonlySet<string> {
    this.#listed = listed;
    const there = listed.filter((path) => this.#read.has(path));
    return there.length < STILL_THERE * this.#read.size ? new Set() : new Set(there);
  }

  /** All that was listed has been read, or will never be. */
  remember(): void {
    this.#read = new Set(this.#listed.slice(-MAX_PATHS));
  }
}
