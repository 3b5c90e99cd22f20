/** What is told of the inventory beyond its assets one by one. */
import { z } from 'zod';
import { AssetChange, AssetKind } from './asset.ts';

export const FacetValue = z.object({ value: z.string(), count: z.number().int() });
export type FacetValue = z.infer<typeof FacetValue>;

export const LabelFacet = z.object({
  name: z.string(),
  distinct: z.number().int().describe('How many values there are.'),
  values: z.array(FacetValue).describe('The most frequent ones, at most 20 beside the selected one.'),
});
export type LabelFacet = z.infer<typeof LabelFacet>;

/** Values that are selected are there even when no asset has them. */
export const AssetFacets = z
  .object({
    total: z.number().int().describe('Assets that pass all filters.'),
    kinds: z.array(FacetValue),
    statuses: z.array(FacetValue),
    tenants: z.array(FacetValue).describe('At most 50 beside the selected ones.'),
    sources: z.array(FacetValue).describe('At most 50 beside the selected ones.'),
    labels: z.array(LabelFacet).describe('At most 30 beside the selected ones.'),
  })
  .describe('How many assets each further choice would leave; each facet ignores its own selection.');
export type AssetFacets = z.infer<typeof AssetFacets>;

export const InventoryChange = AssetChange.extend({
  assetName: z.string().nullable().describe('Null when the asset is forgotten, as is the kind.'),
  assetKind: AssetKind.nullable(),
});
export type InventoryChange = z.infer<typeof InventoryChange>;
