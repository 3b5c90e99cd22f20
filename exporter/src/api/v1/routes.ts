import { assetExportRoutes } from './asset-export.ts';
import { assetFacetRoutes } from './asset-facets.ts';
import { assetMetricsRoutes } from './asset-metrics.ts';
import { assetRoutes } from './assets.ts';
import { changeRoutes } from './changes.ts';
import { eventRoutes } from './events.ts';
import { healthRoutes } from './health.ts';
import { incidentTimelineRoutes } from './incident-timeline.ts';
import { incidentRoutes } from './incidents.ts';
import { assetIngestRoutes } from './ingest-assets.ts';
import { overviewRoutes } from './overview.ts';
import { recommendationRoutes } from './recommendations.ts';
import { relationRoutes } from './relations.ts';
import type { AnyRoute } from './route.ts';
import { scoreHistoryRoutes } from './score-history.ts';
import { scoreRoutes } from './scores.ts';
import { topologyRoutes } from './topology.ts';

/** Every operation of /api/v1. */
export const routes: readonly AnyRoute[] = [
  ...healthRoutes,
  ...overviewRoutes,
  // Before those of one asset, whose id could be the same word.
  ...assetExportRoutes,
  ...assetFacetRoutes,
  ...assetRoutes,
  ...assetIngestRoutes,
  ...changeRoutes,
  ...relationRoutes,
  ...assetMetricsRoutes,
  ...topologyRoutes,
  ...eventRoutes,
  ...scoreHistoryRoutes,
  ...scoreRoutes,
  ...recommendationRoutes,
  ...incidentRoutes,
  ...incidentTimelineRoutes,
];
