/** Session sequence numbers of what comes in: each once, and none far from the last (IPMI 2.0, 6.12.13). */

/** Numbers behind the highest that may still come, and how far ahead one may be. */
const WIDTH = 16;

export class SequenceWindow {
  #highest: number | null = null;
  /** Bit n: the number n behind the highest was seen. */
  #seen = 0;

  /** Call it only with numbers whose packet has proved to be the BMC's. */
  accept(sequence: number): boolean {
    if (this.#highest === null) {
      this.#highest = sequence;
      this.#seen = 1;
      return true;
    }
    // As 32-bit numbers that wrap around.
    const ahead = (sequence - this.#highest) | 0;
    if (ahead > WIDTH || ahead <= -WIDTH) return false;
    if (ahead > 0) {
      this.#seen = (this.#seen << ahead) | 1;
      this.#highest = sequence;
      return true;
    }
    const bit = 1 << -ahead;
    if ((this.#seen & bit) !== 0) return false;
    this.#seen |= bit;
    return true;
  }
}

/** Numbers for what goes out, never 0: that is for packets outside of sessions. */
export class SequenceCounter {
  #last: number;

  constructor(first: number) {
    this.#last = first - 1;
  }

  next(): number {
    this.#last = (this.#last + 1) >>> 0 || 1;
    return this.#last;
  }
}
