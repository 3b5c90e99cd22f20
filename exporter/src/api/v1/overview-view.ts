import { z } from 'zod';
import { Asset, AssetKind } from '../../model/asset.ts';
import { Incident } from '../../model/incident.ts';
import { InventoryChange } from '../../model/inventory-view.ts';
import { Priority, Recommendation, RecommendationState } from '../../model/recommendation.ts';
import { ThreatScore } from '../../model/score.ts';
import { HealthView, ModuleHealth } from './health-view.ts';

const count = z.number().int().min(0);

export const OverviewView = z.object({
  status: HealthView.shape.status,
  problems: HealthView.shape.problems,
  incidents: z.object({
    open: count.describe('Those that somebody has acknowledged included.'),
    acknowledged: count.describe('Of the open ones.'),
    items: z
      .array(
        Incident.pick({ id: true, title: true, asset: true, severity: true, startedAt: true }).extend({
          acknowledged: z.boolean(),
          firstCause: z.string().nullable().describe('Title of the likeliest cause.'),
        }),
      )
      .describe('Open ones, the gravest first and the latest among them; at most 5.'),
  }),
  threats: z.object({
    total: count.describe('Scores above BENIGN.'),
    items: z
      .array(
        ThreatScore.pick({ entity: true, score: true, level: true }).extend({
          name: z.string().nullable().describe('Of the asset; null when nothing has reported it.'),
        }),
      )
      .describe('The highest, at most 5.'),
  }),
  recommendations: z.object({
    counts: z.array(z.object({ severity: Priority, state: RecommendationState, count })),
    items: z.array(Recommendation).describe('Open ones, the most severe first; at most 5.'),
  }),
  assets: z.object({
    counts: z.array(z.object({ kind: AssetKind, status: Asset.shape.status, count })),
  }),
  changes: z.object({
    since: z.iso.datetime().describe('A day ago.'),
    total: count,
    byField: z.array(z.object({ field: z.string(), count })).describe('The most frequent first, at most 20.'),
    items: z.array(InventoryChange).describe('The newest, at most 10.'),
  }),
  modules: z.object({
    failing: z.array(ModuleHealth),
    ok: count.describe('Those that run, in part at least, or are about to.'),
    unsupported: count.describe('Those that find nothing to measure on this machine.'),
    off: count.describe('Those that the configuration leaves out.'),
  }),
});
export type OverviewView = z.infer<typeof OverviewView>;
