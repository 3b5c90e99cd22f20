/** The composition root: starts Fathom from its configuration, reloads it, stops it. */
import { RecommendationDesk } from '../analysis/advice/recommendation-desk.ts';
import type { IncidentDesk } from '../analysis/incidents/desk.ts';
import { isLoopbackHost } from '../api/listen-address.ts';
import { type HttpHandle, startHttpServer } from '../api/server.ts';
import type { Services } from '../api/services.ts';
import type { AnyModule, HostIdentity } from '../contract/module.ts';
import { messageOf } from '../model/errors.ts';
import { createLog } from '../platform/log.ts';
import { collectGarbage, heapSize } from '../platform/small-heap.ts';
import { systemdSockets } from '../platform/systemd-sockets.ts';
import { Devices } from '../protocols/snmp/devices.ts';
import { ScrapeCounters } from '../runtime/scrape-counters.ts';
import { createQueue } from '../store/slices.ts';
import type { Store } from '../store/store.ts';
import type { LoadedConfig } from './config/load.ts';
import type { FathomConfig } from './config/schema.ts';
import { type Foundation, keepsNothing, openFoundation, rulesOf } from './foundation.ts';
import { Generation } from './generation.ts';
import { healthOf } from './health.ts';
import { HostMetrics } from './host-metrics.ts';
import { createIncidentDesk } from './incident-desk.ts';
import { refuseStrangeTrees } from './kernel-trees.ts';
import { ownFamilies } from './own-families.ts';
import { refuseFixedChanges } from './reload.ts';
import { replayActions } from './replay.ts';
import type { SnmpScrapes } from './snmp-targets.ts';
import { type ProbedTarget, Targets } from './targets.ts';
import { VERSION } from './version.ts';

/** The first readings are waited for this long before Fathom says that it is ready. */
const FIRST_READINGS_MS = 5000;

const SNMP_PROBE = 'snmp';

export interface ServerOptions {
  /** Reads the configuration, at the start and for each reload. @throws UserError when it is bad. */
  readonly load: () => LoadedConfig | Promise<LoadedConfig>;
  readonly modules: readonly AnyModule[];
  /** Told what is being done. */
  readonly progress?: (step: string) => void;
}

export interface RunningServer {
  readonly url: string;
  readonly config: FathomConfig;
  readonly host: HostIdentity;
  readonly store: Store;
  /** @throws UserError when the new configuration is refused; nothing has changed then. */
  reload(): Promise<void>;
  /** Finishes what is in flight. */
  close(): Promise<void>;
}

export async function startServer({
  load,
  modules,
  progress = () => undefined,
}: ServerOptions): Promise<RunningServer> {
  const { config, notices } = await load();
  notices.forEach(progress);
  if (keepsNothing(config)) heapSize.keepSmall();
  else progress(`opening the store in ${config.data.dir}`);
  const log = createLog(config.log.level, config.log.format);
  refuseStrangeTrees(config);
  const foundation = await openFoundation(config, modules, log);
  const server = new Server(foundation, config, load);
  try {
    await server.start(progress);
    return server;
  } catch (error) {
    await server.close();
    throw error;
  }
}

class Server implements RunningServer {
  readonly host: HostIdentity;
  readonly store: Store;
  readonly #foundation: Foundation;
  readonly #load: ServerOptions['load'];
  readonly #startedAt: number;
  readonly #scrapes = new ScrapeCounters();
  readonly #families: ReturnType<typeof ownFamilies>;
  /** One reload at a time. */
  readonly #inTurn = createQueue();
  readonly #incidents: IncidentDesk;
  readonly #recommendations: RecommendationDesk;
  #generation: Generation;
  #http: HttpHandle | null = null;
  #starting = true;
  #closed: Promise<void> | null = null;

  constructor(foundation: Foundation, config: FathomConfig, load: ServerOptions['load']) {
    this.#foundation = foundation;
    this.#load = load;
    this.#startedAt = foundation.now();
    this.host = foundation.host;
    this.store = foundation.store;
    const reports = () => this.#generation.modules.reports;
    this.#families = ownFamilies(foundation, {
      reports,
      told: () => this.#generation.modules.tell(),
      ofHost: (timeoutMs) => this.#generation.modules.ofHost(timeoutMs),
      scrapes: this.#scrapes,
      isSnmpUsed: () =>
        this.#generation.modules.probes.some(({ probe, isUsed }) => isUsed && probe.id === SNMP_PROBE),
      aboutProcess: !config.web.disableExporterMetrics,
    });
    this.#generation = this.#newGeneration(config);
    this.#incidents = createIncidentDesk(foundation, () => this.#generation);
    this.#recommendations = new RecommendationDesk({ ...foundation.store, now: foundation.now });
  }

  get url(): string {
    return this.#http?.url ?? '';
  }

  get config(): FathomConfig {
    return this.#generation.config;
  }

  async start(progress: (step: string) => void): Promise<void> {
    await replayActions(this.#foundation, [this.#incidents, this.#recommendations]);
    const { web } = this.config;
    this.#http = await startHttpServer({
      listenAddress: web.listenAddress,
      listenDescriptors: web.systemdSocket ? systemdSockets(process.env, process.pid) : undefined,
      services: this.#services(),
      log: this.#foundation.log,
      webConfigFile: web.configFile ?? undefined,
      telemetryPath: web.telemetryPath,
      apiToken: () => this.config.api.token,
      maxRequests: web.maxRequests,
    });
    progress('looking at this host for the first time');
    await this.#generation.start(FIRST_READINGS_MS);
    if (keepsNothing(this.config)) collectGarbage();
    this.#starting = false;
  }

  reload(): Promise<void> {
    return this.#inTurn(async () => {
      const { config } = await this.#load();
      refuseFixedChanges(this.config, config);
      this.#http?.reload();
      const previous = this.#generation;
      const next = this.#newGeneration(config, previous);
      await previous.retire(next);
      this.#generation = next;
      this.#foundation.engine.reload(rulesOf(config, this.#foundation.modules));
      await next.start(0);
      this.#foundation.log.info({}, 'configuration reloaded');
    });
  }

  close(): Promise<void> {
    return (this.#closed ??= this.#stop());
  }

  #newGeneration(config: FathomConfig, previous?: Generation): Generation {
    const own = { families: this.#families, scrapes: this.#scrapes };
    return new Generation(this.#foundation, config, own, previous);
  }

  async #stop(): Promise<void> {
    await this.#http?.close();
    await this.#generation.stop();
    await this.#foundation.close();
  }

  #services(): Services {
    const { store, engine, host, now, modules, topScores } = this.#foundation;
    const metrics = new HostMetrics({
      host,
      history: this.#foundation.history,
      measure: () => this.#generation.measure(),
      now,
    });
    const targets = new Targets(
      store.inventory,
      this.#targetHost(),
      () => this.#ownTarget(),
      () => this.#snmpScrapes(),
      () => this.#probedTargets(),
    );
    return {
      version: VERSION,
      startedAt: this.#startedAt,
      store,
      scores: {
        list: (limit) => topScores().slice(0, limit),
        get: (entity) => engine.score(entity, now()),
      },
      scrapes: this.#scrapes,
      scrape: (request) => this.#generation.scraper.scrape(request),
      probeAt: (path) => this.#generation.modules.probes.find(({ probe }) => probe.path === path) ?? null,
      pageAt: (path) => this.#pageAt(path),
      health: () =>
        healthOf({
          modules,
          config: this.config,
          host: host.name,
          reports: this.#generation.modules.reports,
          events: store.events.stats(),
          starting: this.#starting,
        }),
      metrics: (asset, range) => metrics.read(asset, range),
      targets: (request) => targets.list(request),
      handleAlertmanager: (payload) => this.#incidents.receive(payload),
      actOnIncident: (id, request, actor) => this.#incidents.act(id, request, actor),
      actOnRecommendation: (id, request, actor) => this.#recommendations.act(id, request, actor),
      reload: () => this.#reloadForRequest(),
    };
  }

  /** Whoever asked hears why it failed; so does the log. */
  async #reloadForRequest(): Promise<void> {
    try {
      await this.reload();
    } catch (error) {
      this.#foundation.log.error({ error: messageOf(error) }, 'configuration not reloaded');
      throw error;
    }
  }

  #pageAt(path: string): (() => Iterable<string>) | null {
    for (const probe of this.#generation.modules.probes) {
      const page = probe.page(path);
      if (page !== null) return page;
    }
    return null;
  }

  #probedTargets(): ProbedTarget[] {
    return this.#generation.modules.probes.flatMap((runner) => {
      const { id, path } = runner.probe;
      return runner.targets().map((target) => ({ ...target, probe: id, path }));
    });
  }

  #targetHost() {
    const { host, environment } = this.#foundation;
    return { ...host, address: () => environment.ports.os.fqdn() };
  }

  #snmpScrapes(): SnmpScrapes | null {
    const { ports } = this.#foundation.environment;
    const { targets } = this.config.snmp;
    const running = this.#generation.modules.probes.find(({ probe }) => probe.id === SNMP_PROBE);
    const devices = new Devices(this.host, () => ports.os.addresses(), targets);
    return running ? { path: running.probe.path, targets, devices } : null;
  }

  #ownTarget() {
    const endpoints = this.#http?.endpoints ?? [];
    const reachable = endpoints.find(({ host }) => !isLoopbackHost(host));
    return {
      port: (reachable ?? endpoints[0])?.port ?? 0,
      scheme: this.url.startsWith('https:') ? ('https' as const) : ('http' as const),
      path: this.config.web.telemetryPath,
      loopbackOnly: reachable === undefined,
    };
  }
}
