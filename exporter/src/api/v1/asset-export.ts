import { setImmediate as nextTurn } from 'node:timers/promises';
import { z } from 'zod';
import { Asset } from '../../model/asset.ts';
import type { Json } from '../../model/json.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../protocols/csv.ts';
import type { AssetQuery, Inventory } from '../../store/store.ts';
import { Download } from '../download.ts';
import { Columns, DEFAULT_COLUMNS, valueOf } from './asset-columns.ts';
import { AssetPageQuery } from './assets.ts';
import { defined } from './paging.ts';
import { defineRoute, ok } from './route.ts';

/** Assets read before others get their turn: some 3 ms. */
const SLICE = 100;

const ExportQuery = AssetPageQuery.omit({ limit: true, cursor: true }).extend({
  format: z.enum(['csv', 'json']).default('csv'),
  columns: Columns.optional(),
});

export const assetExportRoutes = [
  defineRoute({
    method: 'get',
    path: '/assets/export',
    operationId: 'exportAssets',
    tag: 'Assets',
    summary: 'The inventory as a file',
    description:
      'CSV is UTF-8 with a byte order mark, and a text that a spreadsheet would run as a formula has an apostrophe ' +
      'before it. JSON is a list of whole assets or, with `columns`, of objects with these keys. An asset that ' +
      'changes its place in the order while the file is made can be missing or there twice; by id it cannot.',
    query: ExportQuery,
    success: { 200: 'A file; a connection that ends early means that it is not whole.' },
    response: z.instanceof(Download),
    media: {
      'text/csv': z.string(),
      'application/json': z.array(z.union([Asset, z.record(z.string(), z.unknown())])),
    },
    async handle({ services: { store }, query: { format, columns, ...query } }) {
      const pages = pagesOf(store.inventory, defined(query));
      const fileName = `fathom-assets-${new Date().toISOString().slice(0, 10)}.${format}`;
      return ok(
        format === 'csv'
          ? new Download(fileName, 'text/csv; charset=utf-8', toCsv(pages, columns ?? DEFAULT_COLUMNS))
          : new Download(fileName, 'application/json; charset=utf-8', toJson(pages, columns)),
      );
    },
  }),
];

async function* pagesOf(
  inventory: Inventory,
  query: Omit<AssetQuery, 'limit' | 'cursor'>,
): AsyncGenerator<readonly Asset[]> {
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<Inventory['list']>> = await inventory.list({
      ...query,
      limit: SLICE,
      ...(cursor === null ? {} : { cursor }),
    });
    yield page.items;
    await nextTurn();
    cursor = page.nextCursor;
  } while (cursor !== null);
}

async function* toCsv(
  pages: AsyncIterable<readonly Asset[]>,
  columns: readonly string[],
): AsyncGenerator<string, void, undefined> {
  let start = BYTE_ORDER_MARK + csvLine(columns);
  for await (const assets of pages) {
    yield (
      start + assets.map((asset) => csvLine(columns.map((column) => cellOf(valueOf(asset, column))))).join('')
    );
    start = '';
  }
}

function cellOf(value: Json): string | number | boolean | null {
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : value;
}

async function* toJson(
  pages: AsyncIterable<readonly Asset[]>,
  columns: readonly string[] | undefined,
): AsyncGenerator<string, void, undefined> {
  const itemOf = (asset: Asset) =>
    columns === undefined
      ? asset
      : Object.fromEntries(columns.map((column) => [column, valueOf(asset, column)]));
  let separator = '[\n';
  for await (const assets of pages) {
    if (assets.length === 0) continue;
    yield separator + assets.map((asset) => JSON.stringify(itemOf(asset))).join(',\n');
    separator = ',\n';
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n';
}
