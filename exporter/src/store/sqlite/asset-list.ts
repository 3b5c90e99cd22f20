import { sql } from 'kysely';
import type { Asset } from '../../model/asset.ts';
import { clampLimit, decodeCursor, fingerprintOf, toPage } from '../paging.ts';
import type { AssetQuery, Page } from '../store.ts';
import { conditionsOf, searchConditions, whereAll } from './asset-filter.ts';
import { toAsset, type AssetRow } from './asset-rows.ts';
import type { SqliteDatabase } from './database.ts';

const SORT_COLUMNS = {
  id: 'id',
  name: 'name',
  kind: 'kind',
  status: 'status',
  tenant: 'tenant',
  source: 'source',
  firstSeen: 'first_seen',
  lastSeen: 'last_seen',
} as const;

export function listAssets(database: SqliteDatabase, query: AssetQuery): Page<Asset> {
  const { order } = query;
  const fingerprint = fingerprintOf('assets', query);
  const after = decodeCursor(query.cursor, fingerprint);
  const limit = clampLimit(query.limit);
  const column = SORT_COLUMNS[query.sort];
  let rows = database.build.selectFrom('assets').selectAll().orderBy(column, order);
  if (column !== 'id') rows = rows.orderBy('id', order);
  for (const condition of conditionsOf(query)) rows = rows.where(condition);
  if (query.search !== undefined) rows = rows.where('id', 'in', matching(query));
  if (after !== null) {
    const than = sql.raw(order === 'asc' ? '>' : '<');
    rows = rows.where(sql<boolean>`(${sql.ref(column)}, id) ${than} (${after.value}, ${after.id})`);
  }
  const position = (row: AssetRow) => ({ value: row[column], id: row.id });
  return toPage(database.all(rows.limit(limit + 1)), limit, fingerprint, position, toAsset);
}

/** Answered from the index alone, where a look at each asset would read all of it. */
function matching(query: AssetQuery) {
  const where = whereAll(searchConditions(query));
  return sql<string>`(SELECT id FROM assets INDEXED BY assets_facets${where})`;
}
