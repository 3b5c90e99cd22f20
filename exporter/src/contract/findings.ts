/** What looks in the background have found, until the watcher asks for it. */
import { ModuleError } from '../model/errors.ts';
import type { Observation } from './module.ts';

/** Between two turns; more is a flood. */
const MAX_WAITING = 5000;

export class Findings<K extends string> {
  readonly #of: string;
  #waiting: Observation<K>[] = [];
  #partial: ModuleError[] = [];
  #dropped = 0;
  #failure: Error | null = null;

  /** @param of what is looked at, in the plural */
  constructor(of: string) {
    this.#of = of;
  }

  add(observation: Observation<K>): void {
    if (this.#waiting.length >= MAX_WAITING) this.#dropped += 1;
    else this.#waiting.push(observation);
  }

  /** Part of a look is missing; the rest is good. */
  missing(reason: ModuleError): void {
    if (this.#partial.length < MAX_WAITING) this.#partial.push(reason);
  }

  /** What nothing that is looked at can be blamed for. */
  failed(thrown: unknown): void {
    this.#failure = thrown instanceof Error ? thrown : new Error(String(thrown));
  }

  /** All since it was last asked for. @throws what `failed` was told. */
  take(partial: (reason: ModuleError) => void): Observation<K>[] {
    const failure = this.#failure;
    this.#failure = null;
    if (failure !== null) throw failure;
    if (this.#dropped > 0)
      partial(
        new ModuleError('limit_exceeded', `${this.#dropped} events of ${this.#of} at one look dropped`),
      );
    this.#dropped = 0;
    for (const reason of this.#partial.splice(0)) partial(reason);
    return this.#waiting.splice(0);
  }
}
