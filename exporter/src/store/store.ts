/** What Fathom keeps, whatever keeps it. SQLite is the first to implement it, PostgreSQL the next. */
import type { Asset, AssetChange, AssetDraft, AssetKind, AssetStatus } from '../model/asset.ts';
import type { Event, EventDraft, Severity } from '../model/event.ts';
import type { Incident } from '../model/incident.ts';
import type { Recommendation } from '../model/recommendation.ts';

export const MAX_PAGE = 1000;

/** The part of a pino logger that the store uses. */
export interface StoreLog {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** `nextCursor` continues the same query; null on the last page. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextCursor: string | null;
}

export interface PageRequest<S extends string> {
  readonly sort: S;
  readonly order: 'asc' | 'desc';
  /** 1 to MAX_PAGE. */
  readonly limit: number;
  /** @throws ModuleError `malformed_reply` when it did not come from the same query. */
  readonly cursor?: string;
}

export const ASSET_SORTS = ['id', 'name', 'kind', 'status', 'firstSeen', 'lastSeen'] as const;
export interface AssetQuery extends PageRequest<(typeof ASSET_SORTS)[number]> {
  readonly kind?: AssetKind;
  readonly status?: AssetStatus;
  readonly tenant?: string;
  readonly source?: string;
  /** Part of the id or name, in any case. */
  readonly search?: string;
  /** All of them must be there. */
  readonly labels?: Readonly<Record<string, string>>;
}

export interface Report {
  readonly source: string;
  readonly tenant: string;
  readonly timeMs: number;
  readonly assets: readonly AssetDraft[];
  /**
   * When set, the report is all that this source knows within the scope:
   * its other active assets whose id starts with the scope's prefix become `gone`.
   */
  readonly completeWithin?: { readonly idPrefix?: string };
}

export interface Inventory {
  /** Adds or updates assets and writes down what changed. Returns the assets that are new or changed. */
  report(report: Report): Promise<Asset[]>;
  get(id: string): Promise<Asset | null>;
  list(query: AssetQuery): Promise<Page<Asset>>;
  /** Newest first. */
  history(
    asset: string,
    request: { readonly limit: number; readonly cursor?: string },
  ): Promise<Page<AssetChange>>;
  /** Changes of an asset between two times (ms since the epoch), oldest first, at most `limit`. */
  changesBetween(asset: string, fromMs: number, toMs: number, limit: number): Promise<AssetChange[]>;
  /** Number of assets by kind and status. */
  counts(): Promise<{ readonly kind: AssetKind; readonly status: AssetStatus; readonly count: number }[]>;
  /** Active assets not seen since then become stale; those gone or stale and not seen since `forgetMs` are deleted. */
  age(staleMs: number, forgetMs: number): Promise<Aged>;
  /** Adds assets from elsewhere (AAV files) as they are; one that is known already stays as it is known. */
  restore(assets: readonly Asset[]): Promise<number>;
}

export interface Aged {
  readonly stale: readonly Asset[];
  /** Ids of the deleted assets. */
  readonly forgotten: readonly string[];
}

export const EVENT_SORTS = ['time'] as const;
/**
 * A page may be shorter than its limit, even empty, and still have a `nextCursor`: filters without an index
 * look through a bounded number of events for each page.
 */
export interface EventQuery extends PageRequest<(typeof EVENT_SORTS)[number]> {
  readonly asset?: string;
  readonly tenant?: string;
  readonly kind?: string;
  readonly source?: string;
  readonly severity?: Severity;
  readonly search?: string;
  /** Nanoseconds since the epoch, inclusive. */
  readonly fromNs?: bigint;
  /** Nanoseconds since the epoch, exclusive. */
  readonly toNs?: bigint;
}

/** `duplicate`: the idempotency key is known; acknowledged, and not stored again. */
export interface Receipt {
  readonly id: string;
  readonly status: 'stored' | 'duplicate';
}

export interface EventStats {
  readonly stored: number;
  readonly duplicates: number;
  readonly collapsed: number;
  /** Records of the log that were torn or corrupt, hence lost, since the start. */
  readonly lost: number;
  readonly rejected: number;
  readonly logBytes: number;
  readonly queued: number;
}

export interface EventStore {
  /**
   * Appends events to the log; resolves when they are on disk (fsync), in the order of the drafts.
   * @throws ModuleError and nothing of this call is stored: `limit_exceeded` when the queue is full (try again later)
   * or an event is too large; `unreachable` when the disk is full or broken; `cancelled` when the store is closed.
   */
  append(drafts: readonly EventDraft[]): Promise<Receipt[]>;
  /**
   * Called with new events once they are durable, in the order of the log; never with duplicates. A repeat that was
   * collapsed comes with the id of its row, its own `timeNs` and the new `count`.
   */
  onStored(listener: (events: readonly Event[]) => void): () => void;
  get(id: string): Promise<Event | null>;
  list(query: EventQuery): Promise<Page<Event>>;
  stats(): EventStats;
  /** Deletes what is older than the retention or beyond its size. */
  prune(): Promise<void>;
}

export const INCIDENT_SORTS = ['startedAt', 'updatedAt'] as const;
export interface IncidentQuery extends PageRequest<(typeof INCIDENT_SORTS)[number]> {
  readonly status?: Incident['status'];
  readonly asset?: string;
  readonly severity?: Incident['severity'];
}

export interface IncidentStore {
  put(incident: Incident): Promise<void>;
  get(id: string): Promise<Incident | null>;
  list(query: IncidentQuery): Promise<Page<Incident>>;
  /** The incident of the asset that is open or was resolved after `sinceMs`, the latest first. */
  findRecent(asset: string, sinceMs: number): Promise<Incident | null>;
  /** The incident that holds an alert with this fingerprint and start. */
  findByAlert(fingerprint: string, startsAt: string): Promise<Incident | null>;
}

export const RECOMMENDATION_SORTS = ['severity', 'firstSeen', 'lastSeen'] as const;
export interface RecommendationQuery extends PageRequest<(typeof RECOMMENDATION_SORTS)[number]> {
  readonly asset?: string;
  readonly advisor?: string;
  readonly state?: Recommendation['state'];
  readonly severity?: Recommendation['severity'];
}

export interface RecommendationStore {
  put(recommendation: Recommendation): Promise<void>;
  list(query: RecommendationQuery): Promise<Page<Recommendation>>;
}

export interface Store {
  readonly inventory: Inventory;
  readonly events: EventStore;
  readonly incidents: IncidentStore;
  readonly recommendations: RecommendationStore;
  /** Finishes what is in flight. */
  close(): Promise<void>;
}
