/** The values that the API has for what is chosen from a list, in the order in which they are offered. */
import type { Asset, EventSeverity, Incident, Priority, RecommendationState, RelationType, ThreatScore } from './types';

/** What others stand on first. */
export const ASSET_KINDS = [
  'host',
  'network-device',
  'vm',
  'cloud-instance',
  'bmc',
  'storage',
  'pod',
  'container',
  'service',
  'process',
  'other',
] as const satisfies ReadonlyArray<Asset['kind']>;

export const ASSET_STATUSES = ['active', 'stale', 'gone'] as const satisfies ReadonlyArray<Asset['status']>;

export const RELATION_TYPES = [
  'runs-on',
  'part-of',
  'managed-by',
  'connects-to',
  'depends-on',
] as const satisfies readonly RelationType[];

/** The worst first: of incidents and of recommendations. */
export const PRIORITIES = ['critical', 'high', 'medium', 'low'] as const satisfies readonly Priority[];

export const EVENT_SEVERITIES = [
  'critical',
  'error',
  'warning',
  'info',
  'debug',
] as const satisfies readonly EventSeverity[];

export const THREAT_LEVELS = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'BENIGN'] as const satisfies ReadonlyArray<
  ThreatScore['level']
>;

export const INCIDENT_STATUSES = ['open', 'resolved'] as const satisfies ReadonlyArray<Incident['status']>;

/** In the order in which people go through them. */
export const RECOMMENDATION_STATES = [
  'open',
  'acknowledged',
  'done',
  'dismissed',
  'resolved',
] as const satisfies readonly RecommendationState[];
