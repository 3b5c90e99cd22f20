import { z } from 'zod';
import { AssetId } from './asset.ts';

export const Priority = z.enum(['low', 'medium', 'high', 'critical']);
export type Priority = z.infer<typeof Priority>;

/** One observed number behind a statement, with where it came from. */
export const Fact = z.object({
  name: z.string(),
  value: z.union([z.number(), z.string()]),
  unit: z.string().optional(),
  time: z.string().optional(),
  source: z.string().describe('A metric name, an event id or a file.'),
});
export type Fact = z.infer<typeof Fact>;

/** What an advisor concludes; the engine adds identity, state and times. */
export const RecommendationDraft = z.object({
  /** Tells apart several conclusions about one asset: a mount point, a process. */
  subject: z.string(),
  severity: Priority,
  confidence: z.number().min(0).max(1),
  title: z.string(),
  explanation: z.string().describe('Why, with the figures of `evidence`.'),
  evidence: z.array(Fact).min(1),
  steps: z.array(z.string()).min(1).describe('What to do, in order.'),
  runbook: z.string().optional(),
});
export type RecommendationDraft = z.infer<typeof RecommendationDraft>;

export const Recommendation = RecommendationDraft.extend({
  id: z.string(),
  asset: AssetId,
  advisor: z.string(),
  state: z.enum(['open', 'resolved']),
  firstSeen: z.string(),
  lastSeen: z.string(),
});
export type Recommendation = z.infer<typeof Recommendation>;
