import { z } from 'zod';
import { NodeHealth } from '../../analysis/topology/node-health.ts';
import { readTopology } from '../../analysis/topology/topology.ts';
import { Asset, AssetId, RelationType } from '../../model/asset.ts';
import { Incident } from '../../model/incident.ts';
import { ThreatLevel } from '../../model/score.ts';
import { MAX_PAGE } from '../../store/store.ts';
import { AssetFilter } from './assets.ts';
import { requireAsset } from './known-asset.ts';
import { defined } from './paging.ts';
import { defineRoute, ok } from './route.ts';

const MAX_NODES = 2000;
const MAX_DEPTH = 4;

const TopologyFilter = AssetFilter.extend({
  focus: AssetId.optional().describe('Only this asset and those around it.'),
  depth: z.coerce
    .number()
    .int()
    .min(1)
    .max(MAX_DEPTH)
    .default(1)
    .describe('How many relations away from the focus.'),
  limit: z.coerce.number().int().min(1).max(MAX_NODES).default(1000),
});

export const TopologyNode = Asset.pick({
  id: true,
  name: true,
  kind: true,
  status: true,
  tenant: true,
}).extend({
  health: NodeHealth.describe(
    '`critical`: an open incident of severity high or critical, or a score above 80. `warning`: an open incident, ' +
      'a score above 40 or an open recommendation of severity high or critical. Else the status.',
  ),
  score: z.number().min(0).max(100).nullable().describe('The threat score, where it is among the highest.'),
  level: ThreatLevel,
  incident: Incident.pick({ id: true, severity: true, title: true })
    .nullable()
    .describe('The gravest of the open ones.'),
  degree: z.number().int().describe('Relations either way, also to assets that are not shown.'),
  distance: z.number().int().nullable().describe('Relations away from the focus; null without one.'),
});

export const TopologyEdge = z.object({ source: AssetId, target: AssetId, type: RelationType });

const TopologyView = z.object({
  nodes: z
    .array(TopologyNode)
    .describe('What needs attention first, then what others stand on; around a focus, the nearest first.'),
  edges: z.array(TopologyEdge).describe('Between the nodes.'),
  total: z.number().int().describe('How many assets there are to show.'),
  truncated: z.boolean().describe('Whether some of them, or of the edges, are left out.'),
});

export const topologyRoutes = [
  defineRoute({
    method: 'get',
    path: '/topology',
    operationId: 'getTopology',
    tag: 'Assets',
    summary: 'The graph of assets and their relations, with their health',
    query: TopologyFilter,
    success: { 200: 'The graph, or the part of it that matters most.' },
    response: TopologyView,
    async handle({ services: { store, scores }, query }) {
      const { focus } = query;
      if (focus !== undefined) await requireAsset(store, focus);
      const sources = { graph: store.graph, attention: store.attention, scores: scores.list(MAX_PAGE) };
      const { nodes, edges, total, truncated } = await readTopology(sources, defined(query));
      return ok({ nodes: [...nodes], edges: [...edges], total, truncated });
    },
  }),
];
