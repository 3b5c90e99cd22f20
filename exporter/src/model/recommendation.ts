import { z } from 'zod';
import { Actor, RecommendationAction } from './action.ts';
import { AssetId } from './asset.ts';
import { Chart } from './chart.ts';

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
  charts: z.array(Chart).max(4).optional().describe('The figures behind it over time.'),
});
export type RecommendationDraft = z.infer<typeof RecommendationDraft>;

/** What somebody did with a recommendation, oldest first. */
export const Feedback = z.object({
  time: z.string(),
  actor: Actor.describe('The user, `api` when nobody is named, `fathom` for what Fathom did by itself.'),
  action: RecommendationAction,
  reason: z.string().nullable(),
});
export type Feedback = z.infer<typeof Feedback>;

/**
 * `open`: found, and nobody has looked at it; `acknowledged`: somebody has; `done`: somebody says that it is mended, it
 * opens again when it is still found later; `dismissed`: nobody wants to hear of it; `resolved`: no longer found.
 */
export const RecommendationState = z.enum(['open', 'acknowledged', 'done', 'dismissed', 'resolved']);
export type RecommendationState = z.infer<typeof RecommendationState>;

export const Recommendation = RecommendationDraft.extend({
  id: z.string(),
  asset: AssetId,
  advisor: z.string(),
  state: RecommendationState,
  firstSeen: z.string(),
  lastSeen: z.string(),
  feedback: z.array(Feedback).describe('What was done with it, oldest first.'),
  charts: z.array(Chart),
});
export type Recommendation = z.infer<typeof Recommendation>;
