import type { Incident } from '../../exporter/src/model/incident.ts';
import type { Recommendation } from '../../exporter/src/model/recommendation.ts';

/** As many minutes after 2026-11-01T00:00:00Z. */
export const minute = (minutes: number) =>
  new Date(Date.parse('2026-11-01T00:00:00.000Z') + minutes * 60_000).toISOString();

export function anIncident(id: string, fields: Partial<Incident> = {}): Incident {
  return {
    id,
    tenant: 'default',
    title: `incident ${id}`,
    asset: 'host-a',
    severity: 'high',
    status: 'open',
    startedAt: minute(0),
    updatedAt: minute(0),
    resolvedAt: null,
    acknowledged: null,
    activity: [],
    alerts: [],
    causes: [],
    score: null,
    metrics: [],
    events: [],
    recommendations: [],
    ...fields,
  };
}

export function anAlert(fingerprint: string, startsAt: string): Incident['alerts'][number] {
  const texts = { name: 'HighCpu', labels: {}, annotations: {}, generatorUrl: '', alertmanagerUrl: null };
  return { fingerprint, status: 'firing', startsAt, endsAt: null, ...texts };
}

export function aCause(title: string, fields: Partial<Incident['causes'][number]> = {}) {
  return {
    rank: 1,
    title,
    asset: 'host-a',
    confidence: 0.5,
    explanation: 'because',
    evidence: [],
    chain: [],
    verdict: null,
    ...fields,
  };
}

export function aRecommendation(id: string, fields: Partial<Recommendation> = {}): Recommendation {
  return {
    id,
    asset: 'host-a',
    advisor: 'disk-fills-up',
    subject: '/',
    severity: 'low',
    confidence: 0.9,
    title: 'Disk fills up',
    explanation: '97 % used',
    evidence: [{ name: 'used', value: 97, unit: '%', source: 'node_filesystem_avail_bytes' }],
    steps: ['Free space.'],
    state: 'open',
    firstSeen: minute(0),
    lastSeen: minute(0),
    feedback: [],
    charts: [],
    ...fields,
  };
}
