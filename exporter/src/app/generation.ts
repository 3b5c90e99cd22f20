/** What one reading of the configuration brings to life: modules, their schedule, the scraper. */
import { messageOf } from '../model/errors.ts';
import type { Recommendation } from '../model/recommendation.ts';
import { raceAgainst } from '../runtime/module-runner.ts';
import { Scheduler, type Task } from '../runtime/scheduler.ts';
import { type OwnMetrics, Scraper } from '../runtime/scraper.ts';
import { adviseOn, assetsOfInterest } from './advice-desk.ts';
import type { FathomConfig } from './config/schema.ts';
import type { Foundation } from './foundation.ts';
import {
  deliveryOf,
  historyTask,
  housekeepingTask,
  type JobContext,
  scanTask,
  scoreTask,
  watchTask,
} from './jobs.ts';
import { type AdvisorSettings, ModuleSet } from './modules.ts';

/** Advice waits for the first readings. */
const FIRST_ADVICE_MS = 5000;

export class Generation {
  readonly config: FathomConfig;
  readonly modules: ModuleSet;
  readonly scraper: Scraper;
  readonly #foundation: Foundation;
  readonly #scheduler: Scheduler;

  constructor(foundation: Foundation, config: FathomConfig, own: OwnMetrics, previous?: Generation) {
    this.config = config;
    this.#foundation = foundation;
    this.modules = new ModuleSet(foundation.modules, config, foundation.environment, previous?.modules);
    const known = foundation.modules.flatMap(({ kind, id }) => (kind === 'collector' ? [id] : []));
    this.scraper = new Scraper(known, this.modules.collectors, own);
    this.#scheduler = new Scheduler((task, error) =>
      foundation.log.error({ task, error: messageOf(error) }, 'a task failed'),
    );
  }

  /** Resolves once each scanner and watcher has looked once, or after `patienceMs`; all go on by themselves. */
  async start(patienceMs: number): Promise<void> {
    const { store, environment, log, history, now, scoreSampler } = this.#foundation;
    const context: JobContext = { config: this.config, environment, store, log };
    const { collectors, scanners, watchers, receivers, advisors } = this.modules;
    for (const runner of receivers) runner.start(deliveryOf(runner, context));
    const looks = [
      ...scanners.map((scanner) => scanTask(scanner, context)),
      ...watchers.map((watcher) => watchTask(watcher, context)),
      historyTask(collectors, history, now),
    ];
    const firstLooks = Promise.all([
      ...looks.map((task) => this.#schedule(task)),
      // Nobody has asked yet, but a collector that fails should be seen before somebody does.
      this.scraper.scrape({ timeoutMs: patienceMs }),
    ]);
    for (const advisor of advisors) this.#scheduler.every(this.#adviceTask(advisor), FIRST_ADVICE_MS);
    this.#scheduler.every(housekeepingTask(context), FIRST_ADVICE_MS);
    this.#scheduler.every(scoreTask(scoreSampler), FIRST_ADVICE_MS);
    await raceAgainst(
      firstLooks.then(() => undefined),
      patienceMs,
      () => undefined,
    );
  }

  /** Brings the history up to now. */
  measure(): Promise<void> {
    const { history, now } = this.#foundation;
    return historyTask(this.modules.collectors, history, now).run();
  }

  /** What the advisors say about an asset now. */
  advise(
    asset: string,
    advisors: readonly AdvisorSettings[] = this.modules.advisors,
  ): Promise<Recommendation[]> {
    return adviseOn(asset, advisors, this.modules.advisors, this.#foundation);
  }

  /** Stops the schedule and what the successor does not take over. */
  async retire(successor: Generation): Promise<void> {
    await this.#scheduler.stop();
    await this.modules.retire(successor.modules);
  }

  async stop(): Promise<void> {
    await Promise.all([this.modules.stop(), this.#scheduler.stop()]);
  }

  /** Resolves after the first run. */
  #schedule(task: Task): Promise<void> {
    return new Promise((resolve) => {
      const run = () => task.run().finally(resolve);
      this.#scheduler.every({ ...task, run });
    });
  }

  #adviceTask(configured: AdvisorSettings): Task {
    const { host } = this.#foundation;
    return {
      name: `advisor ${configured.advisor.id}`,
      intervalMs: configured.intervalMs,
      run: async () => {
        const others = await assetsOfInterest(configured, this.#foundation);
        for (const asset of [host.asset, ...others]) await this.advise(asset, [configured]);
      },
    };
  }
}
