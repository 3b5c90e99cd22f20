import type { Metrics } from '../contract/metrics.ts';
import type { AnyCollector } from '../contract/module.ts';
import { ModuleRunner, type ModuleStatus, type Outcome, type RunnerEnvironment } from './module-runner.ts';
import { type FamilySamples, SampleWriter } from './samples.ts';

export interface Collected {
  readonly families: readonly FamilySamples[];
  readonly count: number;
}

/** Runs one collector into its own sample writer; a failed run leaves no samples. */
export class CollectorRunner {
  readonly id: string;
  readonly collector: AnyCollector;
  readonly timeoutMs: number;
  /** Samples of the last successful run. */
  samples = 0;
  readonly #runner: ModuleRunner<Collected>;
  readonly #writer: SampleWriter;

  constructor(collector: AnyCollector, config: unknown, timeoutMs: number, environment: RunnerEnvironment) {
    this.id = collector.id;
    this.collector = collector;
    this.timeoutMs = timeoutMs;
    this.#writer = new SampleWriter(collector.metrics as Metrics);
    this.#runner = new ModuleRunner(collector, config, environment, (context) => {
      this.#writer.begin();
      const done = collector.collect(context, config, this.#writer.out);
      return done instanceof Promise ? done.then(() => this.#finish()) : this.#finish();
    });
  }

  get status(): ModuleStatus {
    return this.#runner.status;
  }

  /** Within the smaller of the caller's time and the collector's own. Never throws. */
  run(timeoutMs: number): Outcome<Collected> | Promise<Outcome<Collected>> {
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

  #settled(outcome: Outcome<Collected>): Outcome<Collected> {
    if (outcome.ok) this.samples = outcome.value.count;
    // A run that timed out may still be waited for by others; it closes the writer itself.
    else if (outcome.error.code !== 'timeout') this.#writer.finish();
    return outcome;
  }
}
