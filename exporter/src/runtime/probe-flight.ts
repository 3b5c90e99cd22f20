/** One probing of one target, and all who wait for it. */
import { ModuleError } from '../model/errors.ts';
import type { FamilySamples } from './samples.ts';

type Families = readonly FamilySamples[];

export interface FlightPlan {
  readonly run: () => Promise<Families>;
  /** Called when it is given up before its end: it must not be joined again. */
  readonly abandoned: (reason: ModuleError) => void;
}

export class ProbeFlight {
  /** Resolves when the probing has really ended, however it did. */
  readonly returned: Promise<void>;
  readonly #host: string;
  readonly #maxMs: number;
  readonly #plan: FlightPlan;
  readonly #controller = new AbortController();
  readonly #startedAt = performance.now();
  readonly #families: Promise<Families>;
  /** What to call when it is given up: a listener of the signal for each of them would be many. */
  readonly #waiting = new Set<(reason: ModuleError) => void>();
  #ended = false;
  /** The latest of those who wait, on the clock of `performance.now()`. */
  #deadlineMs = 0;

  /** The run begins after the first has joined. */
  constructor(host: string, maxMs: number, plan: FlightPlan) {
    this.#host = host;
    this.#maxMs = maxMs;
    this.#plan = plan;
    this.#families = Promise.resolve().then(plan.run);
    const end = () => void (this.#ended = true);
    this.returned = this.#families.then(end, end);
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  timeLeft(): number {
    return this.#deadlineMs - performance.now();
  }

  /** Ends the waiting of all. */
  abort(reason: ModuleError): void {
    if (this.#ended || this.signal.aborted) return;
    this.#plan.abandoned(reason);
    this.#controller.abort(reason);
    for (const giveUp of this.#waiting) giveUp(reason);
  }

  /** @throws ModuleError `timeout`, `cancelled`, or what the run throws. */
  join(timeoutMs: number, signal: AbortSignal): Promise<Families> {
    const now = performance.now();
    const ms = Math.max(0, Math.min(timeoutMs, this.#startedAt + this.#maxMs - now));
    this.#deadlineMs = Math.max(this.#deadlineMs, now + ms);
    return new Promise<Families>((resolve, reject) => {
      const stopWaiting = () => {
        this.#waiting.delete(giveUp);
        clearTimeout(timer);
        signal.removeEventListener('abort', cancel);
      };
      const giveUp = (reason: ModuleError) => {
        stopWaiting();
        reject(reason);
      };
      const leave = (reason: ModuleError) => {
        giveUp(reason);
        if (this.#waiting.size === 0) this.abort(reason);
      };
      const cancel = () => leave(new ModuleError('cancelled', `${this.#host}: nobody waits any longer`));
      const timer = setTimeout(() => leave(this.#timeout(ms)), ms);
      this.#waiting.add(giveUp);
      signal.addEventListener('abort', cancel);
      this.#families.finally(stopWaiting).then(resolve, reject);
      if (signal.aborted) cancel();
    });
  }

  #timeout(ms: number): ModuleError {
    return new ModuleError(
      'timeout',
      `${this.#host}: no result within ${Math.round(ms) / 1000} s; raise the scrape timeout, or ask for less`,
    );
  }
}
