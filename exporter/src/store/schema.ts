/** Tables as Kysely sees them; what is JSON is text, and times of assets are milliseconds since the epoch. */
import type { ColumnType, Generated } from 'kysely';

/** 64-bit integer: bigint when read, either when written. */
type Integer = ColumnType<bigint, bigint | number, bigint | number>;

export interface AssetsTable {
  id: string;
  kind: string;
  name: string;
  tenant: string;
  source: string;
  status: string;
  first_seen: Integer;
  last_seen: Integer;
  labels: string;
  attributes: string;
  relations: string;
  /** Name and id in lower case. */
  search: string;
}

export interface AssetLabelsTable {
  asset: string;
  name: string;
  value: string;
}

export interface AssetRelationsTable {
  asset: string;
  type: string;
  /** Need not be known. */
  target: string;
}

export interface AssetChangesTable {
  id: Generated<bigint>;
  asset: string;
  time: Integer;
  field: string;
  before: string;
  after: string;
  source: string;
}

export interface EventsTable {
  /** Number of its record in the log. */
  id: Integer;
  /** Number of the record of its last repeat. */
  last_record: Integer;
  tenant: string;
  asset: string;
  /** Nanoseconds since the epoch, as is `last_time`. */
  time: Integer;
  last_time: Integer;
  source: string;
  kind: string;
  severity: string;
  message: string;
  attributes: string;
  fingerprint: string;
  /** 48 bits of a hash of tenant, asset and fingerprint. */
  collapse_hash: Integer;
  count: Integer;
}

export interface EventKeysTable {
  /** Number of the record that was delivered with the key. */
  record: Integer;
  /** 48 bits of a hash of the key. */
  key_hash: Integer;
  key: string;
  event: Integer;
}

export interface IncidentsTable {
  id: string;
  asset: string;
  status: string;
  severity: string;
  started_at: string;
  updated_at: string;
  /** Milliseconds since the epoch; null while it is open. */
  resolved_ms: ColumnType<bigint | null, number | null, number | null>;
  /** 1 when somebody looks after it. */
  acknowledged: Integer;
  /** Title and asset in lower case. */
  search: string;
  document: string;
}

export interface IncidentAlertsTable {
  incident: string;
  fingerprint: string;
  starts_at: string;
}

export interface RecommendationsTable {
  id: string;
  asset: string;
  advisor: string;
  state: string;
  severity: string;
  severity_rank: Integer;
  first_seen: string;
  last_seen: string;
  /** Title, asset and subject in lower case. */
  search: string;
  document: string;
}

export interface ScoreHistoryTable {
  id: Generated<bigint>;
  entity: string;
  time: Integer;
  score: number;
}

export interface StateTable {
  name: string;
  value: Integer;
}

export interface Schema {
  assets: AssetsTable;
  asset_labels: AssetLabelsTable;
  asset_relations: AssetRelationsTable;
  asset_changes: AssetChangesTable;
  events: EventsTable;
  event_keys: EventKeysTable;
  incidents: IncidentsTable;
  incident_alerts: IncidentAlertsTable;
  recommendations: RecommendationsTable;
  score_history: ScoreHistoryTable;
  store_state: StateTable;
}
