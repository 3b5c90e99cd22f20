/** What runs by itself: scans, watches, advice, history, retention. */
import type { ScoreSampler } from '../analysis/correlation/score-sampler.ts';
import { isPattern, type Metrics } from '../contract/metrics.ts';
import type { Observation } from '../contract/module.ts';
import { messageOf } from '../model/errors.ts';
import type { EventDraft } from '../model/event.ts';
import { msToNs } from '../model/time.ts';
import type { Log } from '../platform/log.ts';
import type { CollectorRunner } from '../runtime/collector-runner.ts';
import type { History } from '../runtime/history.ts';
import type { RunnerEnvironment } from '../runtime/module-runner.ts';
import type { Delivery, ReceiverRunner } from '../runtime/receiver-runner.ts';
import type { Task } from '../runtime/scheduler.ts';
import type { Store } from '../store/store.ts';
import type { FathomConfig } from './config/schema.ts';
import type { ScannerRunner, WatcherRunner } from './modules.ts';

const HISTORY_INTERVAL_MS = 60_000;
const HOUSEKEEPING_INTERVAL_MS = 60_000;
const SCORES_INTERVAL_MS = 15_000;
/** How far back a score can be followed. */
const SCORES_RETENTION_MS = 7 * 24 * 60 * 60_000;

export interface JobContext {
  readonly config: FathomConfig;
  readonly environment: RunnerEnvironment;
  readonly store: Store;
  readonly log: Log;
}

export function scanTask({ scanner, settings, runner }: ScannerRunner, context: JobContext): Task {
  return {
    name: `scanner ${scanner.id}`,
    intervalMs: settings.interval,
    run: () => scanOnce({ scanner, settings, runner }, context),
  };
}

async function scanOnce(
  { scanner, settings, runner }: ScannerRunner,
  { config, environment, store, log }: JobContext,
) {
  const outcome = await runner.run(settings.timeout);
  if (!outcome.ok) return logFailure(log, 'a scanner failed', scanner.id, outcome.error);
  const { assets, complete } = outcome.value;
  await store.inventory.report({
    source: scanner.id,
    tenant: config.tenant,
    timeMs: environment.now(),
    assets,
    ...(complete ? { completeWithin: {} } : {}),
  });
}

export function watchTask({ watcher, settings, runner }: WatcherRunner, context: JobContext): Task {
  return {
    name: `watcher ${watcher.id}`,
    intervalMs: settings.interval,
    async run() {
      const outcome = await runner.run(settings.timeout);
      if (!outcome.ok) return logFailure(context.log, 'a watcher failed', watcher.id, outcome.error);
      await append(watcher.id, outcome.value, context);
    },
  };
}

/** Where what a receiver tells goes. */
export function deliveryOf({ receiver }: ReceiverRunner, context: JobContext): Delivery {
  return {
    deliver: (observations) => append(receiver.id, observations, context),
    onFailure: ({ message }, retryMs) =>
      context.log.warn(
        { module: receiver.id, error: message, retrySeconds: retryMs / 1000 },
        'a receiver failed and is started again',
      ),
  };
}

/** Asset and time default to this host and now. */
async function append(
  source: string,
  observations: readonly Observation[],
  { config: { tenant }, environment, store }: JobContext,
): Promise<void> {
  if (observations.length === 0) return;
  const defaults = { asset: environment.host.asset, timeNs: msToNs(environment.now()), source, tenant };
  await store.events.append(observations.map((observation): EventDraft => ({ ...defaults, ...observation })));
}

/** Runs the collectors whose metrics the history keeps; a scrape in flight is shared. */
export function historyTask(
  collectors: readonly CollectorRunner[],
  history: History,
  now: () => number,
): Task {
  const needed = collectors.filter(({ collector }) =>
    emitsAny(collector.metrics as Metrics, history.metrics),
  );
  return {
    name: 'history',
    intervalMs: HISTORY_INTERVAL_MS,
    async run() {
      for (const collector of needed) {
        const outcome = await collector.run(collector.timeoutMs);
        if (outcome.ok) history.record(outcome.families, now());
      }
    },
  };
}

function emitsAny(metrics: Metrics, names: ReadonlySet<string>): boolean {
  const prefixes = Object.values(metrics)
    .filter(isPattern)
    .map(({ prefix }) => prefix);
  return [...names].some((name) => name in metrics || prefixes.some((prefix) => name.startsWith(prefix)));
}

export function scoreTask(sampler: ScoreSampler): Task {
  return { name: 'scores', intervalMs: SCORES_INTERVAL_MS, run: () => sampler.sample() };
}

export function housekeepingTask({ config, environment, store }: JobContext): Task {
  return {
    name: 'housekeeping',
    intervalMs: HOUSEKEEPING_INTERVAL_MS,
    async run() {
      const now = environment.now();
      const { staleAfter, forgetAfter } = config.inventory;
      await store.inventory.age(now - staleAfter, now - forgetAfter);
      await store.events.prune();
      await store.scoreHistory.prune(now - SCORES_RETENTION_MS);
    },
  };
}

function logFailure(log: Log, message: string, module: string, error: Error): void {
  log.warn({ module, error: messageOf(error) }, message);
}
