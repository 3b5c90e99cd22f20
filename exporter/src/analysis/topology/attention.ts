/** The assets about which there is something to say, with what. */
import { Priority } from '../../model/recommendation.ts';
import type { ThreatScore } from '../../model/score.ts';
import type { Attention, OpenIncident } from '../../store/attention.ts';
import type { Findings } from './node-health.ts';

/** Health becomes a warning at these. */
const PRESSING: readonly Priority[] = ['critical', 'high'];

export interface Pressing {
  /** The gravest open incident of each asset. */
  readonly incidents: ReadonlyMap<string, OpenIncident>;
  readonly scores: ReadonlyMap<string, ThreatScore>;
  findingsOf(asset: string): Findings;
  /** Every asset with any finding. */
  readonly assets: readonly string[];
}

export async function readPressing(attention: Attention, threats: readonly ThreatScore[]): Promise<Pressing> {
  const incidents = new Map<string, OpenIncident>();
  for (const incident of await attention.openIncidents()) {
    const known = incidents.get(incident.asset);
    if (known === undefined || isGraver(incident, known)) incidents.set(incident.asset, incident);
  }
  const advised = await attention.advised(PRESSING);
  const scores = new Map(threats.map((score) => [score.entity, score]));
  return {
    incidents,
    scores,
    assets: [...new Set([...incidents.keys(), ...scores.keys(), ...advised])],
    findingsOf: (asset) => ({
      incident: incidents.get(asset)?.severity ?? null,
      score: scores.get(asset)?.score ?? null,
      advised: advised.has(asset),
    }),
  };
}

function isGraver(a: OpenIncident, b: OpenIncident): boolean {
  return Priority.options.indexOf(a.severity) > Priority.options.indexOf(b.severity);
}
