import type { Metrics } from '../contract/metrics.ts';
import type { AnyCollector, ModuleError } from '../contract/module.ts';
import { ModuleRunner, type Outcome, type RunnerEnvironment } from './module-runner.ts';
import type { ModuleStatus } from './module-status.ts';
import { type FamilySamples, SampleWriter } from './samples.ts';

export interface Collected {
  readonly families: readonly FamilySamples[];
  readonly count: number;
}

const NOTHING: Collected = { families: [], count: 0 };

/** What one run of a collector came to; a run that failed may have written samples before it did. */
export interface CollectorOutcome extends Collected {
  readonly ok: boolean;
  /** Null when it succeeded. */
  readonly error: ModuleError | null;
  readonly durationMs: number;
}

/**
 * Runs one collector into its own sample writer. As with node_exporter, what a run wrote before it failed counts;
 * a run that timed out leaves nothing, for it may still be writing.
 */
export class CollectorRunner {
  readonly id: string;
  readonly collector: AnyCollector;
  readonly timeoutMs: number;
  /** Samples of the last successful run. */
  samples = 0;
  readonly #runner: ModuleRunner<Collected>;
  readonly #writer: SampleWriter;
  /** What the last run wrote before it failed. */
  #remains: Collected = NOTHING;

  constructor(collector: AnyCollector, config: unknown, timeoutMs: number, environment: RunnerEnvironment) {
    this.id = collector.id;
    this.collector = collector;
    this.timeoutMs = timeoutMs;
    this.#writer = new SampleWriter(collector.metrics as Metrics);
    this.#runner = new ModuleRunner(collector, config, environment, (context) => {
      this.#writer.begin();
      this.#remains = NOTHING;
      const failed = (error: unknown): never => {
        this.#remains = this.#finish();
        throw error;
      };
      try {
        const done = collector.collect(context, config, this.#writer.out);
        return done instanceof Promise ? done.then(() => this.#finish(), failed) : this.#finish();
      } catch (error) {
        return failed(error);
      }
    });
  }

  get status(): ModuleStatus {
    return this.#runner.status;
  }

  /** Within the smaller of the caller's time and the collector's own. Never throws. */
  run(timeoutMs: number): CollectorOutcome | Promise<CollectorOutcome> {
    const outcome = this.#runner.run(Math.min(timeoutMs, this.timeoutMs));
    return outcome instanceof Promise
      ? outcome.then((settled) => this.#settled(settled))
      : this.#settled(outcome);
  }

  stop(): Promise<void> {
    return this.#runner.stop();
  }

  #finish(): Collected {
    const count = this.#writer.count;
    return { families: this.#writer.finish(), count };
  }

  #settled(outcome: Outcome<Collected>): CollectorOutcome {
    const { ok, durationMs } = outcome;
    const collected = ok ? outcome.value : outcome.error.code === 'timeout' ? NOTHING : this.#remains;
    if (ok) this.samples = collected.count;
    return { ok, error: ok ? null : outcome.error, durationMs, ...collected };
  }
}
