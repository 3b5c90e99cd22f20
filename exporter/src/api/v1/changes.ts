import { z } from 'zod';
import { AssetId } from '../../model/asset.ts';
import { InventoryChange } from '../../model/inventory-view.ts';
import { CHANGE_SORTS } from '../../store/store.ts';
import { defined, pageOf, pageQuery } from './paging.ts';
import { defineRoute, ok } from './route.ts';
import { Time } from './time.ts';

const NS_PER_MS = 1_000_000n;

const ChangeFilter = pageQuery(CHANGE_SORTS, 'time', 'desc').extend({
  asset: AssetId.optional(),
  source: z.string().min(1).max(128).optional().describe('Which scanner or client reported it.'),
  field: z
    .string()
    .min(1)
    .max(256)
    .optional()
    .describe('Such as `status` or `labels.env`; `labels` or `attributes` for any of them.'),
  from: Time.optional().describe('RFC 3339, inclusive.'),
  to: Time.optional().describe('RFC 3339, exclusive.'),
});

export const changeRoutes = [
  defineRoute({
    method: 'get',
    path: '/changes',
    operationId: 'listChanges',
    tag: 'Assets',
    summary: 'What changed in the inventory, newest first',
    description:
      'A page may be shorter than its limit, even empty, and still have a nextCursor: ' +
      'source and field look through a bounded number of changes for each page.',
    query: ChangeFilter,
    success: { 200: 'A page of changes.' },
    response: pageOf(InventoryChange),
    async handle({ services: { store }, query: { from, to, ...query } }) {
      const times = { fromMs: ceilToMs(from), toMs: ceilToMs(to) };
      const { items, nextCursor } = await store.inventory.changes(defined({ ...query, ...times }));
      return ok({ items: [...items], nextCursor });
    },
  }),
];

/** Changes are known to the millisecond: the first one that is not before the time. */
function ceilToMs(ns: bigint | undefined): number | undefined {
  return ns === undefined ? undefined : Number((ns + NS_PER_MS - 1n) / NS_PER_MS);
}
