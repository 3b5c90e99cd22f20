import { z } from 'zod';
import { Actor, IncidentAction } from './action.ts';
import { AssetId } from './asset.ts';
import { EventView } from './event.ts';
import { Fact, Priority, Recommendation } from './recommendation.ts';
import { ThreatScore } from './score.ts';

/** An alert as Alertmanager delivered it. */
export const IncidentAlert = z.object({
  fingerprint: z.string(),
  name: z.string(),
  status: z.enum(['firing', 'resolved']),
  labels: z.record(z.string(), z.string()),
  annotations: z.record(z.string(), z.string()),
  startsAt: z.string(),
  endsAt: z.string().nullable(),
  generatorUrl: z.string(),
  alertmanagerUrl: z.string().nullable().describe('Address of the Alertmanager that sent it, http or https.'),
});
export type IncidentAlert = z.infer<typeof IncidentAlert>;

/** One link of a causal chain, cause first. */
export const ChainLink = z.object({
  what: z.string(),
  asset: z.string(),
  time: z.string(),
  kind: z.enum(['change', 'event', 'score', 'alert', 'state']),
  event: z.string().optional().describe('Id of the event, when the link is one.'),
});
export type ChainLink = z.infer<typeof ChainLink>;

export const Cause = z.object({
  rank: z.number().int().positive(),
  title: z.string(),
  asset: z.string(),
  confidence: z.number().min(0).max(1),
  explanation: z.string(),
  evidence: z.array(Fact),
  chain: z.array(ChainLink),
  verdict: z
    .enum(['confirmed', 'rejected'])
    .nullable()
    .describe('What people say of it: a confirmed cause is ranked first, a rejected one last.'),
});
export type Cause = z.infer<typeof Cause>;

/** What somebody did with an incident. */
export const Activity = z.object({
  time: z.string(),
  actor: Actor,
  action: IncidentAction,
  note: z.string().nullable(),
  cause: z.string().nullable().describe('Title of the cause that was confirmed or rejected.'),
});
export type Activity = z.infer<typeof Activity>;

export const Incident = z.object({
  id: z.string(),
  tenant: z.string(),
  title: z.string(),
  asset: AssetId,
  severity: Priority,
  status: z.enum(['open', 'resolved']),
  startedAt: z.string(),
  updatedAt: z.string(),
  resolvedAt: z.string().nullable(),
  acknowledged: z
    .object({ actor: Actor, time: z.string() })
    .nullable()
    .describe('Who looks after it, since when.'),
  activity: z.array(Activity).describe('What people did, oldest first.'),
  alerts: z.array(IncidentAlert),
  causes: z.array(Cause),
  score: ThreatScore.nullable().describe(
    'The threat score of the asset when the incident was last analysed.',
  ),
  metrics: z.array(Fact).describe('Measurements of the asset around the incident.'),
  events: z.array(EventView).describe('Events of the asset around the incident, newest last.'),
  recommendations: z.array(Recommendation),
});
export type Incident = z.infer<typeof Incident>;
