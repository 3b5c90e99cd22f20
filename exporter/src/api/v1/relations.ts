import { z } from 'zod';
import { Asset, AssetId, AssetKind, RelationType } from '../../model/asset.ts';
import { Attributes } from '../../model/json.ts';
import { MAX_PAGE, type RelatedAsset, RELATION_SORTS } from '../../store/store.ts';
import { AssetParams, requireAsset } from './known-asset.ts';
import { multi } from './multi.ts';
import { defined, pageOf, pageQuery } from './paging.ts';
import { defineRoute, ok } from './route.ts';

const RelationFilter = pageQuery(RELATION_SORTS, 'id', 'asc').extend({
  type: multi(RelationType).optional(),
  kind: multi(AssetKind, 'Of the related asset.').optional(),
  direction: z
    .enum(['in', 'out'])
    .optional()
    .describe('`out`: what this asset says of itself; `in`: what others say of it. Default: both.'),
  attributes: z.stringbool().default(false).describe('Also the attributes of the related assets.'),
});

export const AssetRelation = z.object({
  direction: z.enum(['in', 'out']),
  type: RelationType,
  id: AssetId.describe('Of the related asset.'),
  asset: Asset.pick({ id: true, name: true, kind: true, status: true })
    .nullable()
    .describe('Null when nothing has reported it.'),
  score: z.number().min(0).max(100).nullable().describe('Its threat score, where it is among the highest.'),
  attributes: Attributes.optional().describe('With `attributes=true`, of an asset that is known.'),
});
type AssetRelation = z.infer<typeof AssetRelation>;

export const relationRoutes = [
  defineRoute({
    method: 'get',
    path: '/assets/{id}/relations',
    operationId: 'listAssetRelations',
    tag: 'Assets',
    summary: 'What an asset is related to, and what to it',
    params: AssetParams,
    query: RelationFilter,
    success: { 200: 'A page of relations.' },
    response: pageOf(AssetRelation),
    async handle({ services: { store, scores }, params: { id }, query: { attributes, ...query } }) {
      await requireAsset(store, id);
      const { items, nextCursor } = await store.graph.relations(id, defined(query));
      const known = new Map(scores.list(MAX_PAGE).map(({ entity, score }) => [entity, score]));
      const view = (related: RelatedAsset) => toView(related, known.get(related.id) ?? null, attributes);
      return ok({ items: items.map(view), nextCursor });
    },
  }),
];

function toView(
  { direction, type, id, asset }: RelatedAsset,
  score: number | null,
  withAttributes: boolean,
): AssetRelation {
  if (asset === null) return { direction, type, id, asset, score };
  const { name, kind, status, attributes } = asset;
  const view = { direction, type, id, asset: { id: asset.id, name, kind, status }, score };
  return withAttributes ? { ...view, attributes } : view;
}
