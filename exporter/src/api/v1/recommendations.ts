import { z } from 'zod';
import { AssetId } from '../../model/asset.ts';
import { Priority, Recommendation } from '../../model/recommendation.ts';
import { RECOMMENDATION_SORTS } from '../../store/store.ts';
import { defined, pageOf, pageQuery } from './paging.ts';
import { defineRoute, ok } from './route.ts';

const Filter = pageQuery(RECOMMENDATION_SORTS, 'severity', 'desc').extend({
  asset: AssetId.optional(),
  advisor: z.string().max(128).optional(),
  state: Recommendation.shape.state.optional(),
  severity: Priority.optional(),
});

export const recommendationRoutes = [
  defineRoute({
    method: 'get',
    path: '/recommendations',
    operationId: 'listRecommendations',
    tag: 'Recommendations',
    summary: 'What to do, with the reasons',
    query: Filter,
    success: { 200: 'A page of recommendations.' },
    response: pageOf(Recommendation),
    async handle({ services, query }) {
      const { items, nextCursor } = await services.store.recommendations.list(defined(query));
      return ok({ items: [...items], nextCursor });
    },
  }),
];
