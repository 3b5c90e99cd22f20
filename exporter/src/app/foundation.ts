/** What lives as long as the process: ports, store, correlation, history. A reload leaves it alone. */
import { CorrelationEngine } from '../analysis/correlation/engine.ts';
import { ScoreSampler } from '../analysis/correlation/score-sampler.ts';
import type { ConfiguredRule } from '../analysis/correlation/rule-set.ts';
import type { AnyModule, HostIdentity } from '../contract/module.ts';
import { messageOf } from '../model/errors.ts';
import type { ThreatScore } from '../model/score.ts';
import type { Log } from '../platform/log.ts';
import { History } from '../runtime/history.ts';
import { CHART_RECORDINGS } from '../runtime/host-charts.ts';
import { openAssetFiles } from '../store/aav.ts';
import { withAssetFiles } from '../store/inventory-files.ts';
import { noStore } from '../store/no-store.ts';
import type { Inventory, Store } from '../store/store.ts';
import { type FathomConfig, settingsOf } from './config/schema.ts';
import { hostIdentity } from './host-identity.ts';
import { knownMachines } from './known-machines.ts';
import { isActive, type ModuleEnvironment } from './modules.ts';
import { openPorts } from './ports.ts';
import { replayWindow } from './replay.ts';

const SCORES_MAX_AGE_MS = 1000;

/** Kept for incidents beside what the advisors ask for. */
export const INCIDENT_METRICS = [
  'node_load1',
  'node_memory_MemAvailable_bytes',
  'node_memory_MemTotal_bytes',
  'node_procs_running',
  'node_procs_blocked',
] as const;

export interface Foundation {
  readonly modules: readonly AnyModule[];
  readonly log: Log;
  readonly now: () => number;
  readonly environment: ModuleEnvironment;
  readonly host: HostIdentity;
  readonly store: Store;
  /** The store is none: there is nothing to tell of it, nor of what comes of events. */
  readonly keepsNothing: boolean;
  readonly engine: CorrelationEngine;
  readonly history: History;
  /** The highest scores, at most a second old: with many entities they are dear to compute. */
  readonly topScores: () => readonly ThreatScore[];
  readonly scoreSampler: ScoreSampler;
  close(): Promise<void>;
}

/** @throws UserError when another process uses the data folder. */
export async function openFoundation(
  config: FathomConfig,
  modules: readonly AnyModule[],
  log: Log,
): Promise<Foundation> {
  const now = Date.now;
  const { ports: opening, hosts, close: closePorts } = openPorts(config, now);
  const host = hostIdentity(config, opening.os);
  const opened = keepsNothing(config) ? noStore() : await openEmbeddedStore(config, log, now);
  const inventory = await keptInFiles(opened.inventory, config, log).catch(async (error: unknown) => {
    await opened.close();
    throw error;
  });
  const store = { ...opened, inventory };
  const ports = { ...opening, machines: knownMachines(inventory) };
  const engine = createEngine(config, modules, log, now);
  // A row stands for repeats up to a dedup window after its own time.
  await replayWindow(engine, store.events, now() - config.correlation.window - config.events.dedupWindow);
  const stopListening = store.events.onStored((events) => events.forEach((event) => engine.process(event)));
  const topScores = rememberedFor(SCORES_MAX_AGE_MS, now, () => engine.scores(now()));
  return {
    modules,
    log,
    now,
    environment: { ports, host, now, hosts },
    host,
    store,
    keepsNothing: keepsNothing(config),
    engine,
    history: new History([...INCIDENT_METRICS, ...advisorSeries(modules), ...CHART_RECORDINGS]),
    topScores,
    scoreSampler: new ScoreSampler({
      top: topScores,
      scoreOf: (entity, nowMs) => engine.score(entity, nowMs).score,
      history: store.scoreHistory,
      now,
    }),
    async close() {
      stopListening();
      await store.close();
      await closePorts();
    },
  };
}

function rememberedFor<T>(maxAgeMs: number, now: () => number, compute: () => T): () => T {
  let last: { readonly value: T; readonly timeMs: number } | null = null;
  return () => {
    if (last === null || Math.abs(now() - last.timeMs) > maxAgeMs) last = { value: compute(), timeMs: now() };
    return last.value;
  };
}

/** An exporter measures; what is found, told and concluded is kept by agents and hubs. */
export function keepsNothing({ roles }: Pick<FathomConfig, 'roles'>): boolean {
  return roles.every((role) => role === 'exporter');
}

/** Loaded when needed: the database is a native library. */
async function openEmbeddedStore(config: FathomConfig, log: Log, now: () => number): Promise<Store> {
  const { openStore } = await import('../store/open-store.ts');
  const { retention, maxSize, dedupWindow, queue } = config.events;
  return openStore({
    dataDir: config.data.dir,
    log,
    retention,
    maxSize,
    dedupWindow,
    maxQueued: queue,
    now,
  });
}

/** Where a folder of AAV files is configured, they are read back first and then kept up to date. */
async function keptInFiles(inventory: Inventory, config: FathomConfig, log: Log): Promise<Inventory> {
  const { assets } = config;
  if (assets.dir === null || keepsNothing(config)) return inventory;
  const files = await openAssetFiles({ folder: assets.dir, log });
  await inventory.restore(await files.read());
  return withAssetFiles(inventory, files);
}

/** The rules that the configuration turns on. */
export function rulesOf(config: FathomConfig, modules: readonly AnyModule[]): ConfiguredRule[] {
  return modules.flatMap((module) => {
    if (module.kind !== 'rule') return [];
    const { options } = settingsOf(config, module);
    return isActive(config, module) ? [{ rule: module, config: options as ConfiguredRule['config'] }] : [];
  });
}

function createEngine(
  config: FathomConfig,
  modules: readonly AnyModule[],
  log: Log,
  now: () => number,
): CorrelationEngine {
  const { window, lateness, maxEvents, maxEntities, halfLife, topEntities } = config.correlation;
  return new CorrelationEngine(rulesOf(config, modules), {
    windowMs: window,
    latenessMs: lateness,
    halfLifeMs: halfLife,
    maxEventsPerEntity: maxEvents,
    maxEntities,
    topEntities,
    now,
    onError: (rule, error) => log.error({ rule, error: messageOf(error) }, 'a rule failed'),
  });
}

function advisorSeries(modules: readonly AnyModule[]): string[] {
  return modules.flatMap((module) => (module.kind === 'advisor' ? module.series : []));
}
