/** A fifth of the 20 ms that nothing may block the event loop. */
export const SLICE_MS = 4;

/**
 * What comes in bursts, each item the beginning of some work: they are handed on at once while that takes little time,
 * and in later turns of the event loop when there are more. In the order in which they came.
 */
export class InSlices<T> {
  readonly #handOn: (item: T) => void;
  readonly #sliceMs: number;
  #waiting: T[] = [];
  #late = false;
  /** On the clock of `performance.now()`; 0 before the first item of a turn. */
  #until = 0;

  /** `handOn` does not throw. With slices of 0 ms, one item is handed on in each turn. */
  constructor(handOn: (item: T) => void, sliceMs = SLICE_MS) {
    this.#handOn = handOn;
    this.#sliceMs = sliceMs;
  }

  push(item: T): void {
    if (!this.#late && this.#hasTime()) return this.#handOn(item);
    this.#waiting.push(item);
    if (!this.#late) void this.#workOff();
  }

  #hasTime(): boolean {
    const now = performance.now();
    if (this.#until === 0) {
      this.#until = now + this.#sliceMs;
      setImmediate(() => (this.#until = 0));
    }
    return now < this.#until;
  }

  async #workOff(): Promise<void> {
    this.#late = true;
    while (this.#waiting.length > 0) {
      const lastFirst = this.#waiting.reverse();
      this.#waiting = [];
      while (lastFirst.length > 0) await this.#workOffSlice(lastFirst);
    }
    this.#late = false;
  }

  async #workOffSlice(lastFirst: T[]): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    const until = performance.now() + this.#sliceMs;
    do {
      this.#handOn(lastFirst.pop() as T);
      // What follows from it at once is a part of it.
      await Promise.resolve();
    } while (lastFirst.length > 0 && performance.now() < until);
  }
}
