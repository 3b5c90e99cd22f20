import { assetRoutes } from './assets.ts';
import { eventRoutes } from './events.ts';
import { healthRoutes } from './health.ts';
import { incidentRoutes } from './incidents.ts';
import { recommendationRoutes } from './recommendations.ts';
import type { AnyRoute } from './route.ts';
import { scoreRoutes } from './scores.ts';

/** Every operation of /api/v1. */
export const routes: readonly AnyRoute[] = [
  ...healthRoutes,
  ...assetRoutes,
  ...eventRoutes,
  ...scoreRoutes,
  ...recommendationRoutes,
  ...incidentRoutes,
];
