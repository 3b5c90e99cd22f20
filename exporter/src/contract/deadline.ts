/**
 * The time that something may take, as a signal. AbortSignal.timeout is none where only AbortSignal.any refers to it:
 * Node collects it as garbage, and it never fires. A timer that was set holds what it is to abort.
 */
export class Deadline {
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;

  constructor(ms: number) {
    this.#timer = setTimeout(
      () => this.#controller.abort(new DOMException(`${ms} ms are over`, 'TimeoutError')),
      ms,
    );
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  get hasPassed(): boolean {
    return this.signal.aborted;
  }

  /** Whoever has ended before calls it: the timer would hold the process, and what waits for the signal. */
  cancel(): void {
    clearTimeout(this.#timer);
  }
}
