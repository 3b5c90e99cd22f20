import { z } from 'zod';
import { Asset, AssetChange, AssetDraft, AssetId, AssetKind, AssetStatus } from '../../model/asset.ts';
import { Recommendation } from '../../model/recommendation.ts';
import { ThreatScore } from '../../model/score.ts';
import { ASSET_SORTS } from '../../store/store.ts';
import { listEvents } from './event-list.ts';
import { EventFilter, EventPage } from './event-views.ts';
import { AssetParams, requireAsset } from './known-asset.ts';
import { multi, multiWord } from './multi.ts';
import { defined, pageOf, pageQuery } from './paging.ts';
import { defineRoute, ok } from './route.ts';

const tag = 'Assets';

export const AssetInput = AssetDraft.extend({
  tenant: z.string().min(1).max(128).default('default'),
}).strict();
export type AssetInput = z.output<typeof AssetInput>;

/** Each is another look into the table of labels. */
const MAX_SELECTED_LABELS = 20;

const LabelSelector = z
  .string()
  .max(4096)
  .regex(/^[^=,]{1,128}=[^,]*(?:,[^=,]{1,128}=[^,]*)*$/, 'not name=value[,name=value…]')
  .transform((text, context) => {
    const pairs = text.split(',').map((pair): [string, string] => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), pair.slice(at + 1)];
    });
    const names = pairs.map(([name]) => name);
    const twice = names.find((name, at) => names.indexOf(name) !== at);
    if (twice !== undefined)
      context.addIssue({ code: 'custom', message: `${JSON.stringify(twice)} is named twice`, input: text });
    if (pairs.length > MAX_SELECTED_LABELS)
      context.addIssue({ code: 'custom', message: `more than ${MAX_SELECTED_LABELS} labels`, input: text });
    return Object.fromEntries(pairs);
  });

const filters = {
  kind: multi(AssetKind).optional(),
  status: multi(AssetStatus).optional(),
  tenant: multiWord().optional(),
  source: multiWord('Which scanner or client reported it.').optional(),
  search: z.string().min(1).max(256).optional().describe('Part of the id or name, in any case.'),
  labels: LabelSelector.optional().describe(
    `\`env=prod,team=db\`, up to ${MAX_SELECTED_LABELS}: all of them must be there.`,
  ),
};
export const AssetFilter = z.strictObject(filters);
export const AssetPageQuery = pageQuery(ASSET_SORTS, 'id', 'asc').extend(filters);

const AssetRecommendation = z.object({
  asset: AssetId,
  score: ThreatScore.nullable().describe('Null when nothing is known against it.'),
  recommendation: Recommendation.nullable().describe('The most severe of the open ones.'),
  recommendations: z.array(Recommendation).describe('All open and acknowledged ones, the most severe first.'),
});

const MAX_ASSET_RECOMMENDATIONS = 100;

export const assetRoutes = [
  defineRoute({
    method: 'get',
    path: '/assets',
    operationId: 'listAssets',
    tag,
    summary: 'The inventory',
    query: AssetPageQuery,
    success: { 200: 'A page of assets.' },
    response: pageOf(Asset),
    handle: async ({ services, query }) => ok(toPage(await services.store.inventory.list(defined(query)))),
  }),
  defineRoute({
    method: 'post',
    path: '/assets',
    operationId: 'reportAsset',
    tag,
    summary: 'Add an asset, or say anew what is known of it',
    body: AssetInput,
    success: { 200: 'It was known.', 201: 'It is new.' },
    response: Asset,
    async handle({ services: { store }, body: { tenant, ...draft } }) {
      const known = await store.inventory.get(draft.id);
      await store.inventory.report({ source: 'api', tenant, timeMs: Date.now(), assets: [draft] });
      return { status: known ? 200 : 201, body: await requireAsset(store, draft.id) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/assets/{id}',
    operationId: 'getAsset',
    tag,
    summary: 'One asset',
    params: AssetParams,
    success: { 200: 'The asset.' },
    response: Asset,
    handle: async ({ services, params }) => ok(await requireAsset(services.store, params.id)),
  }),
  defineRoute({
    method: 'get',
    path: '/assets/{id}/events',
    operationId: 'listAssetEvents',
    tag,
    summary: 'What happened to an asset',
    params: AssetParams,
    query: EventFilter.omit({ asset: true }),
    success: { 200: 'A page of events.' },
    response: EventPage,
    async handle({ services: { store }, params: { id }, query }) {
      await requireAsset(store, id);
      return ok(await listEvents(store, { ...query, asset: id }));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/assets/{id}/recommendation',
    operationId: 'getAssetRecommendation',
    tag,
    summary: 'What to do about an asset, and its threat score',
    params: AssetParams,
    success: { 200: 'With nulls when there is nothing to say.' },
    response: AssetRecommendation,
    async handle({ services: { store, scores }, params: { id } }) {
      await requireAsset(store, id);
      const { items } = await store.recommendations.list({
        asset: id,
        state: ['open', 'acknowledged'],
        sort: 'severity',
        order: 'desc',
        limit: MAX_ASSET_RECOMMENDATIONS,
      });
      return ok({
        asset: id,
        score: scores.get(id),
        recommendation: items[0] ?? null,
        recommendations: [...items],
      });
    },
  }),
  defineRoute({
    method: 'get',
    path: '/assets/{id}/history',
    operationId: 'listAssetHistory',
    tag,
    summary: 'What changed of an asset, newest first',
    params: AssetParams,
    query: pageQuery(['time'], 'time', 'desc').pick({ limit: true, cursor: true }),
    success: { 200: 'A page of changes.' },
    response: pageOf(AssetChange),
    async handle({ services: { store }, params: { id }, query }) {
      await requireAsset(store, id);
      return ok(toPage(await store.inventory.history(id, defined(query))));
    },
  }),
];

function toPage<T>({ items, nextCursor }: { items: readonly T[]; nextCursor: string | null }) {
  return { items: [...items], nextCursor };
}
