import { AssetFacets } from '../../model/inventory-view.ts';
import { AssetFilter } from './assets.ts';
import { defined } from './paging.ts';
import { defineRoute, ok } from './route.ts';

export const assetFacetRoutes = [
  defineRoute({
    method: 'get',
    path: '/assets/facets',
    operationId: 'getAssetFacets',
    tag: 'Assets',
    summary: 'By what the inventory can be narrowed, with counts',
    query: AssetFilter,
    success: { 200: 'Counts by kind, status, tenant, source and label.' },
    response: AssetFacets,
    handle: async ({ services, query }) => ok(await services.store.inventory.facets(defined(query))),
  }),
];
