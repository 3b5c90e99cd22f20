/**
 * A signal that is aborted so long before the end that there is time to say what was read until then, and why no more.
 * AbortSignal.timeout is none where only AbortSignal.any refers to it: Node collects it as garbage, and it never fires.
 */
import type { ProbeContext } from './module.ts';

/** What a timer takes: 25 days. */
const MAX_TIMER_MS = 2 ** 31 - 1;

export class EarlyEnd {
  readonly #controller = new AbortController();
  readonly #timeLeft: () => number;
  readonly #reserveMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor({ timeLeft }: Pick<ProbeContext, 'timeLeft'>, reserveMs: number) {
    this.#timeLeft = timeLeft;
    this.#reserveMs = reserveMs;
    this.#wait();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  cancel(): void {
    clearTimeout(this.#timer);
  }

  /** Others may have joined meanwhile who have more time. */
  #wait(): void {
    const ms = this.#timeLeft() - this.#reserveMs;
    if (ms > 0) this.#timer = setTimeout(() => this.#wait(), Math.min(Math.ceil(ms), MAX_TIMER_MS));
    else this.#controller.abort();
  }
}
