/** Devices that answered before: one that is silent once has not gone. */

/** Runs without an answer after which a device counts as gone: an outage, a restart, a lost datagram are shorter. */
const RUNS = 3;

export class Seen {
  /** Runs since the last answer, by asset. No more than are asked. */
  readonly #silentRuns = new Map<string, number>();
  #runs = 0;

  has(asset: string): boolean {
    return this.#silentRuns.has(asset);
  }

  /** Whether what is missing may be told as gone: nobody has been silent for a short time only. */
  note(found: readonly string[]): boolean {
    this.#runs += 1;
    for (const [asset, runs] of this.#silentRuns) this.#silentRuns.set(asset, runs + 1);
    for (const asset of found) this.#silentRuns.set(asset, 0);
    for (const [asset, runs] of this.#silentRuns) if (runs >= RUNS) this.#silentRuns.delete(asset);
    const isWaiting = [...this.#silentRuns.values()].some((runs) => runs > 0);
    // Who answered before a restart is not known.
    return !isWaiting && this.#runs >= RUNS;
  }
}
