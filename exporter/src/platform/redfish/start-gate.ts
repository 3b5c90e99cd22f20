/**
 * Lets so many begin in each turn of the event loop: what begins together is answered together, and hundreds of
 * answers, each with its TLS and JSON, in one turn would hold up all else.
 */

/** Together they take some milliseconds. */
const PER_TURN = 8;

export class StartGate {
  readonly #waiting: (() => void)[] = [];
  #begun = 0;
  #scheduled = false;

  /** Resolves when it is one's turn: at once while few begin. */
  pass(): Promise<void> {
    this.#schedule();
    if (this.#begun < PER_TURN && this.#waiting.length === 0) {
      this.#begun += 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      const next = this.#waiting.splice(0, PER_TURN);
      this.#begun = next.length;
      for (const begin of next) begin();
      if (next.length > 0) this.#schedule();
    });
  }
}
