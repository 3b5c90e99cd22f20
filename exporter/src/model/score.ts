import { z } from 'zod';

export const THREAT_LEVELS = ['BENIGN', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'] as const;
export const ThreatLevel = z.enum(THREAT_LEVELS);
export type ThreatLevel = z.infer<typeof ThreatLevel>;

/** BENIGN 0–20, LOW –40, MEDIUM –60, HIGH –80, CRITICAL –100; a bound belongs to the lower level. */
export function levelOf(score: number): ThreatLevel {
  if (score <= 20) return 'BENIGN';
  if (score <= 40) return 'LOW';
  if (score <= 60) return 'MEDIUM';
  if (score <= 80) return 'HIGH';
  return 'CRITICAL';
}

/** One rule's match, with all that is needed to compute its share of the score again. */
export const Evidence = z.object({
  rule: z.string(),
  severity: z.enum(['low', 'medium', 'high', 'critical']),
  weight: z.number().min(0).max(1),
  strength: z.number().min(0).max(1).describe('How well the rule matched, before decay.'),
  decay: z.number().min(0).max(1).describe('0.5^(age/half-life) when the score was taken.'),
  time: z.string().describe('When the last of its events happened.'),
  key: z.string().describe('Matches with one key are one piece of evidence.'),
  events: z.array(z.string()).describe('Ids of the events that matched.'),
  explanation: z.string(),
});
export type Evidence = z.infer<typeof Evidence>;

/** score = 100·(1 − ∏(1 − weight·strength·decay)) over `evidence`. */
export const ThreatScore = z.object({
  entity: z.string().describe('The asset the score is about.'),
  score: z.number().min(0).max(100),
  confidence: z.number().min(0).max(1),
  level: ThreatLevel,
  contributors: z.array(z.string()).describe('Sources whose events contributed.'),
  evidence: z.array(Evidence),
  correlatedEvents: z.array(z.string()).describe('Ids of all events in the evidence.'),
  primaryEvent: z.string().nullable().describe('Id of the event that weighs most.'),
  time: z.string(),
});
export type ThreatScore = z.infer<typeof ThreatScore>;
