/** What Fathom keeps, whatever keeps it. SQLite is the first to implement it, PostgreSQL the next. */
import type { Asset, AssetChange, AssetDraft, AssetKind, AssetStatus, RelationType } from '../model/asset.ts';
import type { Event, EventDraft, Severity } from '../model/event.ts';
import type { AssetFacets, InventoryChange } from '../model/inventory-view.ts';
import type { Incident } from '../model/incident.ts';
import type { JsonObject } from '../model/json.ts';
import type { Attention } from './attention.ts';
import type { Priority, Recommendation, RecommendationState } from '../model/recommendation.ts';
import type { ScoreHistory } from './score-history.ts';

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

export const ASSET_SORTS = [
  'id',
  'name',
  'kind',
  'status',
  'tenant',
  'source',
  'firstSeen',
  'lastSeen',
] as const;
/** Each filter takes any of its values. */
export interface AssetFilter {
  readonly kind?: readonly AssetKind[];
  readonly status?: readonly AssetStatus[];
  readonly tenant?: readonly string[];
  readonly source?: readonly string[];
  /** Part of the id or name, in any case. */
  readonly search?: string;
  /** All of them must be there. */
  readonly labels?: Readonly<Record<string, string>>;
}
export interface AssetQuery extends AssetFilter, PageRequest<(typeof ASSET_SORTS)[number]> {}

export const CHANGE_SORTS = ['time'] as const;
/** A page may be shorter than its limit, even empty, and still have a `nextCursor`: see EventQuery. */
export interface ChangeQuery extends PageRequest<(typeof CHANGE_SORTS)[number]> {
  readonly asset?: string;
  readonly source?: string;
  /** A field, or the part before the dot of several: `labels`. */
  readonly field?: string;
  /** Milliseconds since the epoch, inclusive. */
  readonly fromMs?: number;
  /** Milliseconds since the epoch, exclusive. */
  readonly toMs?: number;
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
  facets(filter: AssetFilter): Promise<AssetFacets>;
  /** What changed of any asset. */
  changes(query: ChangeQuery): Promise<Page<InventoryChange>>;
  /** How often each field has changed, the most frequent first. Milliseconds since the epoch; `toMs` is exclusive. */
  changeCounts(fromMs: number, toMs: number): Promise<{ readonly field: string; readonly count: number }[]>;
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

export const RELATION_SORTS = ['id', 'name', 'kind', 'status'] as const;
export interface RelationQuery extends PageRequest<(typeof RELATION_SORTS)[number]> {
  readonly type?: readonly RelationType[];
  /** Of the asset at the other end; none of those that are not known. */
  readonly kind?: readonly AssetKind[];
  /** `out`: what the asset says of itself; `in`: what others say of it. Default: both. */
  readonly direction?: RelationDirection;
}
export type RelationDirection = 'in' | 'out';

export interface RelatedAsset {
  readonly direction: RelationDirection;
  readonly type: RelationType;
  /** Of the asset at the other end. */
  readonly id: string;
  /** Null when nothing has reported it. */
  readonly asset:
    (Pick<Asset, 'id' | 'kind' | 'name' | 'status'> & { readonly attributes: JsonObject }) | null;
}

export interface GraphNode {
  readonly id: string;
  readonly kind: AssetKind;
  readonly name: string;
  readonly status: AssetStatus;
  readonly tenant: string;
}

export type Kinship = Pick<GraphNode, 'kind' | 'status'>;

export interface GraphEdge {
  readonly source: string;
  readonly target: string;
  readonly type: RelationType;
}

/** Assets as a graph: who is related to whom, asked from either end. */
export interface AssetGraph {
  relations(asset: string, query: RelationQuery): Promise<Page<RelatedAsset>>;
  /** How many assets pass the filter, of each kind. */
  count(filter: AssetFilter): Promise<ReadonlyMap<AssetKind, number>>;
  /** Assets of one kind and status that pass, at most `limit`, by id. */
  ofKind(which: Kinship, filter: AssetFilter, limit: number): Promise<readonly GraphNode[]>;
  /** Those of the assets that pass, by id. */
  among(ids: readonly string[], filter: AssetFilter): Promise<ReadonlyMap<string, GraphNode>>;
  /** Ids of what is related to one of the assets, either way, known or not: at most `limit`. */
  neighbours(ids: readonly string[], limit: number): Promise<readonly string[]>;
  /** Relations between the assets, at most `limit`. */
  edges(ids: readonly string[], limit: number): Promise<readonly GraphEdge[]>;
  /** How many relations each of the assets has, either way, also to what is not known. */
  degrees(ids: readonly string[]): Promise<ReadonlyMap<string, number>>;
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
  /** The latest events of the source `user`, at most `limit`, oldest first: what people did. */
  actions(limit: number): Promise<Event[]>;
  stats(): EventStats;
  /** Why the last write to the log failed; null when it did not. */
  problem(): string | null;
  /** Deletes what is older than the retention or beyond its size. */
  prune(): Promise<void>;
}

export const INCIDENT_SORTS = ['startedAt', 'updatedAt'] as const;
export interface IncidentQuery extends PageRequest<(typeof INCIDENT_SORTS)[number]> {
  readonly status?: readonly Incident['status'][];
  readonly asset?: string;
  readonly severity?: readonly Priority[];
  /** Part of the title or asset, in any case. */
  readonly search?: string;
  /** Milliseconds since the epoch: those that were open at some time from `fromMs` until before `toMs`. */
  readonly fromMs?: number;
  readonly toMs?: number;
}

export interface IncidentCount {
  readonly status: Incident['status'];
  readonly acknowledged: boolean;
  readonly severity: Priority;
  readonly count: number;
}

export interface IncidentStore {
  put(incident: Incident): Promise<void>;
  get(id: string): Promise<Incident | null>;
  list(query: IncidentQuery): Promise<Page<Incident>>;
  counts(): Promise<IncidentCount[]>;
  /** The incident of the asset that is open or was resolved after `sinceMs`, the latest first. */
  findRecent(asset: string, sinceMs: number): Promise<Incident | null>;
  /** The incident that holds an alert with this fingerprint and start. */
  findByAlert(fingerprint: string, startsAt: string): Promise<Incident | null>;
}

export const RECOMMENDATION_SORTS = ['severity', 'firstSeen', 'lastSeen'] as const;
export interface RecommendationQuery extends PageRequest<(typeof RECOMMENDATION_SORTS)[number]> {
  readonly asset?: string;
  readonly advisor?: readonly string[];
  readonly state?: readonly RecommendationState[];
  readonly severity?: readonly Priority[];
  /** Part of the title, asset or subject, in any case. */
  readonly search?: string;
}

export interface RecommendationCount {
  readonly severity: Priority;
  readonly state: RecommendationState;
  readonly count: number;
}

export interface RecommendationStore {
  /**
   * Replaces a recommendation by what `change` makes of it, or adds it where there is none; null changes nothing.
   * Returns what is stored then. Nothing comes between reading and writing.
   */
  update(
    id: string,
    change: (known: Recommendation | null) => Recommendation | null,
  ): Promise<Recommendation | null>;
  get(id: string): Promise<Recommendation | null>;
  list(query: RecommendationQuery): Promise<Page<Recommendation>>;
  counts(): Promise<RecommendationCount[]>;
}

/** Whether what is kept can be read and added to. */
export interface StoreHealth {
  readonly status: 'ok' | 'failing';
  /** What is wrong and what to do about it; null when nothing is. */
  readonly problem: string | null;
}

export interface Store {
  readonly inventory: Inventory;
  readonly graph: AssetGraph;
  readonly attention: Attention;
  readonly events: EventStore;
  readonly incidents: IncidentStore;
  readonly recommendations: RecommendationStore;
  readonly scoreHistory: ScoreHistory;
  /** From a real read, and from how the last write to the log went. */
  health(): Promise<StoreHealth>;
  /** Finishes what is in flight. */
  close(): Promise<void>;
}
