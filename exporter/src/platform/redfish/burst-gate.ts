/**
 * Lets few begin at a time: what begins together is answered together, and hundreds of answers or TLS handshakes in one
 * turn of the event loop would hold up all else. One that takes longer than its patience waits for the other end and
 * not for the processor: it counts no longer, so that nobody who is slow holds up others.
 */
export class BurstGate {
  readonly #atOnce: number;
  readonly #patienceMs: number;
  readonly #waiting: (() => void)[] = [];
  #underWay = 0;

  constructor(atOnce: number, patienceMs: number) {
    this.#atOnce = atOnce;
    this.#patienceMs = patienceMs;
  }

  /** Resolves when it is one's turn, with what is to be called when it is over. */
  async pass(): Promise<() => void> {
    if (this.#underWay >= this.#atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#underWay += 1;
    let isOver = false;
    const over = () => {
      clearTimeout(timer);
      if (isOver) return;
      isOver = true;
      // In a turn of its own: what came meanwhile is looked at first.
      setImmediate(() => this.#next());
    };
    const timer = setTimeout(over, this.#patienceMs);
    return over;
  }

  /** Hands the place on. */
  #next(): void {
    const begin = this.#waiting.shift();
    if (begin === undefined) this.#underWay -= 1;
    else begin();
  }
}
