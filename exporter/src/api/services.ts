/** What the HTTP layer asks of the rest of Fathom; the composition root supplies it. */
import type { Reception } from '../analysis/incidents/desk.ts';
import type { ActionResult, IncidentRequest, RecommendationRequest } from '../model/action.ts';
import type { Asset } from '../model/asset.ts';
import type { Incident } from '../model/incident.ts';
import type { Recommendation } from '../model/recommendation.ts';
import type { ThreatScore } from '../model/score.ts';
import type { AssetMetrics, TimeRange } from '../runtime/host-charts.ts';
import type { Patience } from '../runtime/probe-runner.ts';
import type { FamilySamples } from '../runtime/samples.ts';
import type { ScrapeCounters } from '../runtime/scrape-counters.ts';
import type { ScrapeRequest } from '../runtime/scraper.ts';
import type { Store } from '../store/store.ts';
import type { AlertmanagerPayload } from './v1/alertmanager-payload.ts';
import type { ModuleHealth } from './v1/health-view.ts';

/** The part of pino that is used here. */
export interface Log {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

export interface Health {
  /** `starting` until the first readings are there; `degraded` when a module fails or events were lost. */
  readonly status: 'ok' | 'degraded' | 'starting';
  /** Name of this host. */
  readonly host: string;
  readonly dataDir: string;
  /** What makes it degraded, for people. */
  readonly problems: readonly string[];
  readonly modules: readonly ModuleHealth[];
}

/** One element of Prometheus' HTTP service discovery. */
export interface TargetGroup {
  readonly targets: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
}

export interface ProbeService {
  /** Begins the answer to a request that failed; client_golang's words unless given. */
  readonly failureHead?: string | undefined;
  /**
   * @throws UserError when the request is not possible, ProbeRefusal when it is not served, ModuleError when the
   * target could not be measured; of `bug` the message is not for the one who asked.
   */
  ask(query: URLSearchParams, patience: Patience): Promise<readonly FamilySamples[]>;
}

export interface Services {
  readonly version: string;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly store: Store;
  readonly scores: {
    /** The highest first. */
    list(limit: number): readonly ThreatScore[];
    get(entity: string): ThreatScore | null;
  };
  /** Kept by who answers scrapes. */
  readonly scrapes: ScrapeCounters;
  /** @throws UserError with node_exporter's words when the selection is not possible. */
  scrape(request: ScrapeRequest): Promise<readonly FamilySamples[]>;
  /** The probe that answers at a path. */
  probeAt(path: string): ProbeService | null;
  /** Writes a page of text that a probe serves beside, such as `/config`, piece by piece. */
  pageAt(path: string): (() => Iterable<string>) | null;
  /** Cheap: it is asked for at every liveness probe. */
  health(): Health;
  /** From the history of this host; with a note where there is none. */
  metrics(asset: Asset, range: TimeRange): Promise<AssetMetrics>;
  /** Targets on loopback addresses only when the one who asks is on this machine. */
  targets(request: { readonly loopback: boolean }): Promise<readonly TargetGroup[]>;
  /** The incidents that the alerts opened or updated, and the alerts that could not be understood. */
  handleAlertmanager(payload: AlertmanagerPayload): Promise<Reception>;
  /** Resolves once the action is on disk. */
  actOnIncident(id: string, request: IncidentRequest, actor: string): Promise<ActionResult<Incident>>;
  /** Resolves once the action is on disk. */
  actOnRecommendation(
    id: string,
    request: RecommendationRequest,
    actor: string,
  ): Promise<ActionResult<Recommendation>>;
  /** @throws UserError when the new configuration is refused; the old one then stays. */
  reload(): Promise<void>;
}
