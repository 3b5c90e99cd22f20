import { z } from 'zod';
import { Reason, RecommendationAction } from '../../model/action.ts';
import { AssetId } from '../../model/asset.ts';
import { Priority, Recommendation, RecommendationState } from '../../model/recommendation.ts';
import { RECOMMENDATION_SORTS } from '../../store/store.ts';
import { notFound } from '../problem.ts';
import { FindingParams, replyTo } from './action-reply.ts';
import { multi, multiWord } from './multi.ts';
import { defined, pageOf, pageQuery } from './paging.ts';
import { defineRoute, ok } from './route.ts';

const tag = 'Recommendations';

const Filter = pageQuery(RECOMMENDATION_SORTS, 'severity', 'desc').extend({
  asset: AssetId.optional(),
  advisor: multiWord().optional(),
  state: multi(RecommendationState).optional(),
  severity: multi(Priority).optional(),
  search: z.string().min(1).max(256).optional().describe('Part of the title, asset or subject, in any case.'),
});

const Counts = z.object({
  counts: z.array(
    z.object({ severity: Priority, state: RecommendationState, count: z.number().int().positive() }),
  ),
});

const Action = z
  .strictObject({
    action: RecommendationAction,
    reason: Reason.optional().describe('Why; required to dismiss.'),
  })
  .superRefine(({ action, reason = '' }, context) => {
    if (action !== 'dismiss' || reason !== '') return;
    context.addIssue({ code: 'custom', path: ['reason'], message: 'is required to dismiss' });
  })
  .meta({ example: { action: 'dismiss', reason: 'This disk is meant to be full.' } });

export const recommendationRoutes = [
  defineRoute({
    method: 'get',
    path: '/recommendations',
    operationId: 'listRecommendations',
    tag,
    summary: 'What to do, with the reasons',
    query: Filter,
    success: { 200: 'A page of recommendations.' },
    response: pageOf(Recommendation),
    async handle({ services, query }) {
      const { items, nextCursor } = await services.store.recommendations.list(defined(query));
      return ok({ items: [...items], nextCursor });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/recommendations/counts',
    operationId: 'countRecommendations',
    tag,
    summary: 'How many there are, by severity and state',
    success: { 200: 'Those that are zero are left out.' },
    response: Counts,
    handle: async ({ services }) => ok({ counts: await services.store.recommendations.counts() }),
  }),
  defineRoute({
    method: 'get',
    path: '/recommendations/{id}',
    operationId: 'getRecommendation',
    tag,
    summary: 'One recommendation: why, with figures and charts, what to do, and what was done',
    params: FindingParams,
    success: { 200: 'The recommendation.' },
    response: Recommendation,
    async handle({ services, params }) {
      const recommendation = await services.store.recommendations.get(params.id);
      if (!recommendation) throw notFound(`no recommendation ${params.id}`);
      return ok(recommendation);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/recommendations/{id}/actions',
    operationId: 'actOnRecommendation',
    tag,
    summary: 'Acknowledge, mark as done, dismiss or reopen a recommendation',
    description:
      'Answered once the action is on disk. Done: it opens again when it is still found 15 minutes later. ' +
      'Dismissed: it stays so, also when it comes back, until it is reopened.',
    params: FindingParams,
    body: Action,
    acts: true,
    success: { 200: 'The recommendation as it is then.' },
    response: Recommendation,
    async handle({ services, params, body: { action, reason = '' }, actor }) {
      const request = { action, reason: reason === '' ? null : reason };
      return replyTo(await services.actOnRecommendation(params.id, request, actor));
    },
  }),
];
