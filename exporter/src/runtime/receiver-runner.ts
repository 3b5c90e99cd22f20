/** Keeps a receiver listening: starts it again when it fails, and hands on what it tells, in order and in batches. */
import type { AnyReceiver, Observation, ReceiverContext } from '../contract/module.ts';
import { ModuleError } from '../model/errors.ts';
import { portsFor, raceAgainst, type RunnerEnvironment } from './module-runner.ts';
import { asModuleError, countError, type ModuleStatus, newStatus } from './module-status.ts';

/** What others send comes at their pace and is written at the disk's; beyond these it is dropped, and counted. */
const MAX_WAITING = 10_000;
/** Written at once. */
const MAX_BATCH = 1000;
const MIN_BACKOFF_MS = 1000;
const MAX_BACKOFF_MS = 60_000;
/** It listens for months: what went wrong in part is told for so long, which is more than anybody's polling interval. */
const PARTIAL_FOR_MS = 5 * 60_000;

/** Observations of a receiver, with the identity of who tells them left to the one who takes them. */
export type Deliver = (observations: readonly Observation[]) => Promise<void>;
/** Told of each failure, and of how long it takes until the receiver is started again. */
export type OnFailure = (error: ModuleError, retryMs: number) => void;

export interface Delivery {
  readonly deliver: Deliver;
  readonly onFailure: OnFailure;
}

export class ReceiverRunner {
  readonly receiver: AnyReceiver;
  readonly #config: unknown;
  readonly #environment: RunnerEnvironment;
  readonly #status: ModuleStatus;
  readonly #stopping = new AbortController();
  #delivery: Delivery | null = null;
  #serving: Promise<void> | null = null;
  #startedAtMs: number | null = null;
  #listening = false;
  /** Milliseconds since the epoch. */
  #lastPartialMs = 0;
  #waiting: Observation[] = [];
  #delivering: Promise<void> | null = null;

  constructor(receiver: AnyReceiver, config: unknown, environment: RunnerEnvironment) {
    this.receiver = receiver;
    this.#config = config;
    this.#environment = environment;
    this.#status = newStatus(receiver);
  }

  #isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  /** It has succeeded for as long as it listens. */
  get status(): ModuleStatus {
    const now = this.#environment.now();
    if (this.#listening) this.#status.lastSuccessMs = now;
    if (this.#startedAtMs !== null) this.#status.lastDurationMs = now - this.#startedAtMs;
    if (this.#status.partial && now - this.#lastPartialMs > PARTIAL_FOR_MS) this.#isWhole();
    return this.#status;
  }

  /** Once more only replaces where its observations go. */
  start(delivery: Delivery): void {
    this.#delivery = delivery;
    if (!this.#isStopped()) this.#serving ??= this.#serve();
  }

  /** Resolves when it has let go of everything and what it told is delivered, or after `graceMs`. */
  async stop(graceMs = 1000): Promise<void> {
    this.#stopping.abort();
    const ended = Promise.resolve(this.#serving).then(() => this.#delivering ?? undefined);
    await raceAgainst(ended, graceMs, () => undefined);
  }

  async #serve(): Promise<void> {
    const { signal } = this.#stopping;
    for (let failures = 0; !this.#isStopped();) {
      const error = await this.#once(signal);
      if (this.#isStopped()) return;
      failures = this.#listening ? 1 : failures + 1;
      this.#listening = false;
      countError(this.#status, error);
      this.#status.succeeded = false;
      const retryMs = Math.min(MAX_BACKOFF_MS, MIN_BACKOFF_MS * 2 ** (failures - 1));
      this.#delivery?.onFailure(error, retryMs);
      await pause(retryMs, signal);
    }
  }

  /** Why it has ended. */
  async #once(signal: AbortSignal): Promise<ModuleError> {
    this.#status.runs += 1;
    this.#startedAtMs = this.#status.lastRunMs = this.#environment.now();
    const own = new AbortController();
    const stop = () => own.abort();
    signal.addEventListener('abort', stop);
    let state: unknown;
    let made = false;
    try {
      state = this.receiver.init?.(this.#config);
      made = true;
      await this.receiver.receive(this.#context(own.signal, state) as never, this.#config, (observation) =>
        this.#take(observation, own.signal),
      );
      return new ModuleError('bug', 'it ended by itself');
    } catch (error) {
      return asModuleError(error);
    } finally {
      signal.removeEventListener('abort', stop);
      own.abort();
      if (made) this.#dispose(state);
    }
  }

  #context(signal: AbortSignal, state: unknown): ReceiverContext {
    const { ports, host, now } = this.#environment;
    return {
      ...portsFor(this.receiver, ports),
      signal,
      now,
      host,
      state,
      listening: () => this.#isListening(signal),
      partial: (reason: ModuleError) => this.#failedInPart(reason),
    };
  }

  #isListening(signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#listening = true;
    this.#status.succeeded = true;
    this.#isWhole();
  }

  #failedInPart(reason: ModuleError): void {
    countError(this.#status, reason);
    this.#status.partial = true;
    this.#lastPartialMs = this.#environment.now();
  }

  #isWhole(): void {
    this.#status.partial = false;
    if (this.#status.succeeded) this.#status.lastError = null;
  }

  #dispose(state: unknown): void {
    try {
      this.receiver.dispose?.(state);
    } catch (error) {
      countError(this.#status, asModuleError(error));
    }
  }

  #take(observation: Observation, signal: AbortSignal): void {
    if (signal.aborted) return; // a receiver that tells after its end
    if (!this.#listening) this.#isListening(signal);
    if (this.#waiting.length >= MAX_WAITING) {
      this.#failedInPart(
        new ModuleError('limit_exceeded', `an event beyond ${MAX_WAITING} that wait for the disk dropped`),
      );
      return;
    }
    this.#waiting.push(observation);
    this.#delivering ??= this.#deliverAll().finally(() => (this.#delivering = null));
  }

  async #deliverAll(): Promise<void> {
    // What arrives together is written together.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const batch = this.#waiting.slice(0, MAX_BATCH);
      this.#waiting = this.#waiting.slice(MAX_BATCH);
      try {
        await this.#delivery?.deliver(batch);
      } catch (error) {
        this.#failedInPart(asModuleError(error));
      }
    }
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
  });
}
