/** Short names of the API's shapes. */
import type { components } from './schema';

type Schemas = components['schemas'];

export type Incident = Schemas['Incident'];
export type IncidentAlert = Schemas['IncidentAlert'];
export type Cause = Schemas['Cause'];
export type ChainLink = Cause['chain'][number];
export type Activity = Incident['activity'][number];

export type Asset = Schemas['Asset'];
export type AssetFacets = Schemas['AssetFacets'];
export type FacetValue = Schemas['FacetValue'];
export type InventoryChange = Schemas['InventoryChange'];
export type Overview = Schemas['Overview'];
export type AssetChange = Schemas['AssetChange'];
export type AssetRelation = Schemas['AssetRelation'];
export type RelationType = AssetRelation['type'];
export type FathomEvent = Schemas['Event'];
export type EventSeverity = FathomEvent['severity'];
export type TimelineItem = Schemas['TimelineItem'];
export type Fact = Schemas['Fact'];
export type MetricSeries = Schemas['MetricSeries'];
export type ThreatScore = Schemas['ThreatScore'];
export type NamedScore = Schemas['NamedScore'];
export type Recommendation = Schemas['Recommendation'];
export type RecommendationState = Recommendation['state'];
export type Priority = Recommendation['severity'];
export type Feedback = Schemas['Feedback'];
