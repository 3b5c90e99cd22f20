/**
 * Runs one module: gives it its ports and a deadline, contains whatever it does and keeps count.
 * A module that hangs is abandoned at its deadline and not started again before it has returned.
 */
import type { BaseContext, HostIdentity, Kind } from '../contract/module.ts';
import type { Need, Ports } from '../contract/ports.ts';
import { codeOf, ModuleError } from '../model/errors.ts';
import {
  asModuleError,
  countError,
  MAX_PARTIAL,
  type ModuleStatus,
  newStatus,
  rememberError,
} from './module-status.ts';

const MAX_BACKOFF_MS = 5 * 60_000;

/** What a runner needs to know of a module. */
export interface RunnableModule {
  readonly kind: Kind;
  readonly id: string;
  readonly needs: readonly Need[];
  readonly init?: ((config: never) => unknown) | undefined;
  readonly dispose?: ((state: never) => void) | undefined;
}

export interface RunnerEnvironment {
  readonly ports: Ports;
  readonly host: HostIdentity;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export type Outcome<T> = Success<T> | Failure;
interface Success<T> {
  readonly ok: true;
  readonly value: T;
  readonly durationMs: number;
}
export interface Failure {
  readonly ok: false;
  readonly error: ModuleError;
  readonly durationMs: number;
}

type Call<T> = (context: BaseContext<unknown> & Ports) => T | Promise<T>;

export class ModuleRunner<T> {
  readonly status: ModuleStatus;
  readonly #call: Call<T>;
  readonly #now: () => number;
  readonly #context: BaseContext<unknown> & Ports & { state: unknown };
  /** Makes the state at the first run, where a module that fails at it is contained; null once it is made. */
  #init: (() => unknown) | null;
  #dispose: ((state: unknown) => void) | undefined;
  #controller: AbortController | null = null;
  #aborted = false;
  /** Of the current run, on the clock of `performance.now()`. */
  #deadlineMs = 0;
  #inFlight: Promise<Outcome<T>> | null = null;
  /** True from the deadline of a run until the run has really returned. */
  #abandoned = false;
  #partials = 0;
  #consecutiveBugs = 0;
  #notBeforeMs = 0;
  #stopped = false;

  constructor(module: RunnableModule, config: unknown, environment: RunnerEnvironment, call: Call<T>) {
    this.#call = call;
    this.#now = environment.now;
    this.status = newStatus(module);
    const init = module.init as ((config: unknown) => unknown) | undefined;
    this.#init = () => init?.(config);
    this.#dispose = module.dispose as ((state: unknown) => void) | undefined;
    this.#context = this.#makeContext(module, environment);
  }

  /** Synchronous when the module is; runs that overlap share one call of the module. Never throws. */
  run(timeoutMs: number): Outcome<T> | Promise<Outcome<T>> {
    const refusal = this.#refusal();
    if (refusal) return this.#failed(refusal, performance.now());
    if (this.#inFlight) return this.#within(this.#inFlight, timeoutMs);
    return this.#start(timeoutMs);
  }

  /** What can be read from the state; null before the first run, when stopped, and where it cannot be read. */
  fromState<R>(read: (state: unknown) => R): R | null {
    if (this.#init !== null || this.#stopped) return null;
    try {
      return read(this.#context.state);
    } catch (error) {
      countError(this.status, asModuleError(error));
      return null;
    }
  }

  /** Aborts what runs; later runs are refused. Resolves when the module has returned, or after `graceMs`. */
  async stop(graceMs = 1000): Promise<void> {
    this.#stopped = true;
    this.#abort();
    if (this.#inFlight) await raceAgainst(this.#inFlight, graceMs, () => undefined);
    this.#letGo();
  }

  #makeContext(module: RunnableModule, { ports, host, now }: RunnerEnvironment) {
    const signal = () => this.#signal();
    return {
      ...portsFor(module, ports),
      host,
      now,
      timeLeft: () => this.#deadlineMs - performance.now(),
      state: undefined,
      partial: (reason: ModuleError) => this.#reportPartial(reason),
      get signal() {
        return signal();
      },
    } as BaseContext<unknown> & Ports & { state: unknown };
  }

  #letGo(): void {
    const dispose = this.#dispose;
    this.#dispose = undefined;
    if (this.#init !== null) return;
    try {
      dispose?.(this.#context.state);
    } catch (error) {
      this.#failed(error, performance.now());
    }
  }

  #refusal(): ModuleError | null {
    if (this.#stopped) return new ModuleError('cancelled', 'stopped');
    if (this.#abandoned) return new ModuleError('timeout', 'an earlier run has not returned yet');
    const wait = this.#notBeforeMs - this.#now();
    if (wait > 0)
      return new ModuleError(
        'bug',
        `backed off for another ${Math.ceil(wait / 1000)} s: ${this.status.lastError?.message ?? ''}`,
      );
    return null;
  }

  #start(timeoutMs: number): Outcome<T> | Promise<Outcome<T>> {
    const startedAt = performance.now();
    this.#deadlineMs = startedAt + timeoutMs;
    this.#controller = null;
    this.#aborted = false;
    this.#partials = 0;
    let result: T | Promise<T>;
    try {
      if (this.#init) {
        this.#context.state = this.#init();
        this.#init = null;
      }
      result = this.#call(this.#context);
    } catch (error) {
      return this.#failed(error, startedAt);
    }
    if (!(result instanceof Promise)) return this.#succeeded(result, startedAt);
    return this.#follow(result, timeoutMs, startedAt);
  }

  #follow(result: Promise<T>, timeoutMs: number, startedAt: number): Promise<Outcome<T>> {
    let late = false;
    const settled = result.then(
      (value) => (late ? undefined : this.#succeeded(value, startedAt)),
      (error: unknown) => (late ? undefined : this.#failed(error, startedAt)),
    );
    void settled.then(() => {
      this.#abandoned = false;
      this.#inFlight = null;
    });
    const outcome = raceAgainst(settled, timeoutMs, () => {
      late = true;
      this.#abandoned = true;
      this.#abort();
      return this.#failed(new ModuleError('timeout', `no result within ${timeoutMs} ms`), startedAt);
    }) as Promise<Outcome<T>>;
    this.#inFlight = outcome;
    return outcome;
  }

  /** For one who joined a run that somebody else started, with a deadline of his own. */
  #within(run: Promise<Outcome<T>>, timeoutMs: number): Promise<Outcome<T>> {
    return raceAgainst(run, timeoutMs, () => ({
      ok: false,
      error: new ModuleError('timeout', `no result within ${timeoutMs} ms`),
      durationMs: timeoutMs,
    }));
  }

  #succeeded(value: T, startedAt: number): Outcome<T> {
    const durationMs = this.#ran(startedAt);
    this.status.lastSuccessMs = this.status.lastRunMs;
    this.status.succeeded = true;
    this.status.partial = this.#partials > 0;
    if (this.#partials === 0) this.status.lastError = null;
    this.#consecutiveBugs = 0;
    return { ok: true, value, durationMs };
  }

  #failed(thrown: unknown, startedAt: number): Failure {
    const code = codeOf(thrown);
    const error = asModuleError(thrown);
    const durationMs = this.#ran(startedAt);
    const backedOff = code === 'bug' && this.#notBeforeMs > this.#now();
    if (code === 'bug' && !backedOff) {
      this.#consecutiveBugs += 1;
      this.#notBeforeMs = this.#now() + Math.min(MAX_BACKOFF_MS, 500 * 2 ** this.#consecutiveBugs);
    }
    if (!backedOff && code !== 'unsupported') countError(this.status, error);
    else if (!backedOff) rememberError(this.status, error);
    this.status.succeeded = false;
    this.status.partial = false;
    return { ok: false, error, durationMs };
  }

  #ran(startedAt: number): number {
    this.status.runs += 1;
    this.status.lastRunMs = this.#now();
    return (this.status.lastDurationMs = performance.now() - startedAt);
  }

  #reportPartial(reason: ModuleError): void {
    this.#partials += 1;
    if (this.#partials <= MAX_PARTIAL) countError(this.status, reason);
  }

  #signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#aborted) this.#controller.abort();
    return this.#controller.signal;
  }

  #abort(): void {
    this.#aborted = true;
    this.#controller?.abort();
  }
}

/** The ports that a module has asked for, and no others. */
export function portsFor({ needs }: { readonly needs: readonly Need[] }, ports: Ports): Ports {
  return Object.fromEntries(needs.map((need) => [need, ports[need]])) as unknown as Ports;
}

/** The promise's value, or that of `expired` when it takes longer than `ms`. */
export function raceAgainst<T>(promise: Promise<T>, ms: number, expired: () => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => resolve(expired()), ms);
    promise.then(
      (value) => {
        clearTimeout(timer);
        resolve(value);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
