import type { Incident } from '../../model/incident.ts';
import type { Recommendation } from '../../model/recommendation.ts';
import type { ThreatScore } from '../../model/score.ts';
import type { Services } from '../services.ts';
import { readHealth } from '../v1/health.ts';
import type { HealthView } from '../v1/health-view.ts';

const TOP = 5;

/** What the page shows to those who may see the inventory. */
export interface Overview {
  readonly health: HealthView;
  readonly scores: readonly ThreatScore[];
  readonly incidents: readonly Incident[];
  readonly recommendations: readonly Recommendation[];
}

export async function readOverview(services: Services): Promise<Overview> {
  const { store, scores } = services;
  const [health, incidents, recommendations] = await Promise.all([
    readHealth(services),
    store.incidents.list({ status: ['open'], sort: 'startedAt', order: 'desc', limit: TOP }),
    store.recommendations.list({ state: ['open'], sort: 'severity', order: 'desc', limit: TOP }),
  ]);
  return {
    health,
    scores: scores.list(TOP).filter(({ score }) => score > 0),
    incidents: incidents.items,
    recommendations: recommendations.items,
  };
}
