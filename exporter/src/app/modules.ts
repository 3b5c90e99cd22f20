/** The modules that the configuration turns on, ready to run. */
import type { AnyModule, AnyScanner, AnyWatcher, Kind, Discovery, Observation } from '../contract/module.ts';
import { ModuleError } from '../model/errors.ts';
import type { TextFamily } from '../model/text-family.ts';
import type { ConfiguredAdvisor } from '../analysis/advice/advise.ts';
import type { HostLookup } from '../platform/host-lookup.ts';
import { CollectorRunner } from '../runtime/collector-runner.ts';
import { ModuleRunner, type RunnerEnvironment } from '../runtime/module-runner.ts';
import { ProbeRunner } from '../runtime/probe-runner.ts';
import { ReceiverRunner } from '../runtime/receiver-runner.ts';
import type { FamilySamples } from '../runtime/samples.ts';
import type { ModuleReport } from '../runtime/self-metrics.ts';
import { fingerprintOf } from './config/fingerprint.ts';
import { type FathomConfig, type ModuleSettings, settingsOf } from './config/schema.ts';

export interface ScannerRunner {
  readonly scanner: AnyScanner;
  readonly settings: Required<ModuleSettings>;
  readonly runner: ModuleRunner<Discovery>;
}

export interface WatcherRunner {
  readonly watcher: AnyWatcher;
  readonly settings: Required<ModuleSettings>;
  readonly runner: ModuleRunner<readonly Observation[]>;
}

export interface AdvisorSettings extends ConfiguredAdvisor {
  readonly intervalMs: number;
}

/** Events one look of a watcher may tell; beyond it the watcher is at fault. */
const MAX_OBSERVATIONS = 10_000;

/** The role that runs the modules of a kind. */
const ROLE_OF = {
  collector: 'exporter',
  probe: 'exporter',
  scanner: 'agent',
  watcher: 'agent',
  receiver: 'agent',
  rule: 'hub',
  advisor: 'hub',
} as const satisfies Record<Kind, FathomConfig['roles'][number]>;

/** Whether the configuration turns a module on and gives this process the role that runs it. */
export function isActive(config: FathomConfig, module: AnyModule): boolean {
  return settingsOf(config, module).enabled && config.roles.includes(ROLE_OF[module.kind]);
}

type Of<K extends AnyModule['kind']> = Extract<AnyModule, { kind: K }>;

export interface ModuleEnvironment extends RunnerEnvironment {
  readonly hosts: HostLookup;
}

/**
 * Keeps the runners of modules whose settings are the same as in `previous`, with all their state,
 * and starts the others afresh. Probes are kept, with new settings: what they have learnt of targets stays true.
 */
export class ModuleSet {
  readonly collectors: readonly CollectorRunner[];
  readonly scanners: readonly ScannerRunner[];
  readonly watchers: readonly WatcherRunner[];
  readonly probes: readonly ProbeRunner[];
  readonly receivers: readonly ReceiverRunner[];
  readonly advisors: readonly AdvisorSettings[];
  readonly reports: readonly ModuleReport[];
  readonly #runners = new Map<
    string,
    { readonly settings: string; readonly runner: unknown; stop(): Promise<void> }
  >();

  constructor(
    registry: readonly AnyModule[],
    config: FathomConfig,
    environment: ModuleEnvironment,
    previous?: ModuleSet,
  ) {
    const enabled = <K extends AnyModule['kind']>(kind: K) =>
      registry
        .filter((module): module is Of<K> => module.kind === kind)
        .map((module) => ({ module, settings: settingsOf(config, module) as Required<ModuleSettings> }))
        .filter(({ module }) => isActive(config, module));

    this.collectors = enabled('collector').map(({ module, settings }) =>
      this.#keep(
        module,
        settings,
        previous,
        () => new CollectorRunner(module, settings.options, settings.timeout, environment),
      ),
    );
    this.scanners = enabled('scanner').map(({ module, settings }) => ({
      scanner: module,
      settings,
      runner: this.#keep(module, settings, previous, () => scannerRunner(module, settings, environment)),
    }));
    this.watchers = enabled('watcher').map(({ module, settings }) => ({
      watcher: module,
      settings,
      runner: this.#keep(module, settings, previous, () => watcherRunner(module, settings, environment)),
    }));
    this.probes = enabled('probe').map(({ module, settings }) => {
      const known = previous?.probes.find(({ probe }) => probe === module);
      known?.use(settings);
      const runner = known ?? new ProbeRunner(module, settings, environment, environment.hosts);
      return this.#add(module, '', runner);
    });
    this.receivers = enabled('receiver').map(({ module, settings }) =>
      this.#keep(module, settings, previous, () => new ReceiverRunner(module, settings.options, environment)),
    );
    this.advisors = enabled('advisor').map(({ module, settings: { interval, options } }) => ({
      advisor: module,
      config: options as object,
      intervalMs: interval,
    }));
    this.reports = [
      ...this.collectors,
      ...this.scanners.map(runnerOf),
      ...this.watchers.map(runnerOf),
      ...this.probes,
      ...this.receivers,
    ];
  }

  /** What modules tell of themselves. */
  tell(): TextFamily[] {
    const ofWatchers = this.watchers.flatMap(({ watcher, runner }) => {
      const { tell } = watcher;
      return (tell && runner.fromState((state) => tell(state))) ?? [];
    });
    return [...this.probes.flatMap((probe) => probe.tell()), ...ofWatchers];
  }

  /** What probes know of this host. */
  async ofHost(timeoutMs: number): Promise<FamilySamples[]> {
    const known = await Promise.all(this.probes.map((probe) => probe.ofHost(timeoutMs)));
    return known.flat();
  }

  /** Stops the runners that `successor` does not use. */
  async retire(successor: ModuleSet): Promise<void> {
    const kept = new Set([...successor.#runners.values()].map(({ runner }) => runner));
    const retired = [...this.#runners.values()].filter(({ runner }) => !kept.has(runner));
    await Promise.all(retired.map((runner) => runner.stop()));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#runners.values()].map((runner) => runner.stop()));
  }

  #keep<R extends { stop(): Promise<void> }>(
    module: AnyModule,
    settings: ModuleSettings,
    previous: ModuleSet | undefined,
    make: () => R,
  ): R {
    const text = fingerprintOf(settings);
    const known = previous ? previous.#runners.get(keyOf(module)) : undefined;
    return this.#add(module, text, known?.settings === text ? (known.runner as R) : make());
  }

  #add<R extends { stop(): Promise<void> }>(module: AnyModule, settings: string, runner: R): R {
    this.#runners.set(keyOf(module), { settings, runner, stop: () => runner.stop() });
    return runner;
  }
}

const keyOf = ({ kind, id }: AnyModule) => `${kind}/${id}`;

const runnerOf = ({ runner }: { readonly runner: ModuleRunner<unknown> }): ModuleReport => runner;

export function scannerRunner(
  scanner: AnyScanner,
  { options }: ModuleSettings,
  environment: RunnerEnvironment,
) {
  return new ModuleRunner<Discovery>(scanner, options, environment, (context) =>
    scanner.scan(context, options),
  );
}

function watcherRunner(watcher: AnyWatcher, { options }: ModuleSettings, environment: RunnerEnvironment) {
  return new ModuleRunner<readonly Observation[]>(watcher, options, environment, async (context) => {
    const seen: Observation[] = [];
    let overflow = 0;
    await watcher.watch(context, options, (observation) => {
      if (seen.length < MAX_OBSERVATIONS) seen.push(observation);
      else overflow += 1;
    });
    if (overflow > 0)
      context.partial(
        new ModuleError('limit_exceeded', `${overflow} events beyond ${MAX_OBSERVATIONS} dropped`),
      );
    return seen;
  });
}
