/** At most so many at the same time; who comes later waits in turn. */
import { givenUp } from './given-up.ts';

export class Slots {
  readonly #limit: number;
  readonly #waiting = new Set<() => void>();
  #taken = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** @throws ModuleError `timeout` or `cancelled` when the signal is aborted before its turn. */
  async use<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (this.#taken >= this.#limit) await this.#turn(signal);
    else this.#taken += 1;
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  /** Resolves with a slot taken. */
  #turn(signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) return reject(givenUp(signal));
      const begin = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.#waiting.delete(begin);
        reject(givenUp(signal));
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiting.add(begin);
    });
  }

  /** Hands the slot on. */
  #next(): void {
    const [begin] = this.#waiting;
    if (begin === undefined) {
      this.#taken -= 1;
      return;
    }
    this.#waiting.delete(begin);
    begin();
  }
}
