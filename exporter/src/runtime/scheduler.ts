/** Runs tasks again and again, each at its own pace, never one of them twice at a time. */

export interface Task {
  readonly name: string;
  readonly intervalMs: number;
  /** Must not throw: what it runs is contained by its runner. */
  readonly run: () => Promise<void>;
}

export class Scheduler {
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #running = new Set<Promise<void>>();
  readonly #onError: (task: string, error: unknown) => void;
  #stopped = false;

  constructor(onError: (task: string, error: unknown) => void) {
    this.#onError = onError;
  }

  /** The first run begins after `delayMs`; each next one an interval after the start of the one before, or at its end. */
  every(task: Task, delayMs = 0): void {
    if (this.#stopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      const startedAt = performance.now();
      const run = this.#contained(task).finally(() => {
        this.#running.delete(run);
        this.every(task, Math.max(0, task.intervalMs - (performance.now() - startedAt)));
      });
      this.#running.add(run);
    }, delayMs);
    this.#timers.add(timer);
  }

  /** Starts nothing more; resolves when what runs has finished. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const timer of this.#timers) clearTimeout(timer);
    this.#timers.clear();
    await Promise.all(this.#running);
  }

  async #contained(task: Task): Promise<void> {
    try {
      await task.run();
    } catch (error) {
      this.#onError(task.name, error);
    }
  }
}
