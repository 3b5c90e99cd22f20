/** Even a process that is always busy lets others begin. */
const MAX_RENEWALS = 4;

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
      stopWaiting();
      if (isOver) return;
      isOver = true;
      // In a turn of its own: what came meanwhile is looked at first.
      setImmediate(() => this.#next());
    };
    const stopWaiting = this.#whenSlow(over);
    return over;
  }

  /** When this process was busy itself, the other end may have answered long ago: it has its patience anew. */
  #whenSlow(over: () => void): () => void {
    let renewals = 0;
    let dueMs = performance.now() + this.#patienceMs;
    const look = () => {
      const now = performance.now();
      const wasBusy = now - dueMs > this.#patienceMs / 2;
      if (!wasBusy || renewals === MAX_RENEWALS) return over();
      renewals += 1;
      dueMs = now + this.#patienceMs;
      timer = setTimeout(look, this.#patienceMs);
    };
    let timer = setTimeout(look, this.#patienceMs);
    return () => clearTimeout(timer);
  }

  /** Hands the place on. */
  #next(): void {
    const begin = this.#waiting.shift();
    if (begin === undefined) this.#underWay -= 1;
    else begin();
  }
}
