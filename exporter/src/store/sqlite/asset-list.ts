import { sql, type SqlBool } from 'kysely';
import type { Asset } from '../../model/asset.ts';
import { clampLimit, decodeCursor, fingerprintOf, toPage } from '../paging.ts';
import type { AssetQuery, Page } from '../store.ts';
import { conditionsOf, searchConditions, whereAll, type Condition } from './asset-filter.ts';
import { toAsset, type AssetRow } from './asset-rows.ts';
import type { SqliteDatabase } from './database.ts';

/** Assets that are sorted faster than found in their order. */
const FEW = 500;

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
  for (const condition of narrowed(database, query)) rows = rows.where(condition);
  if (after !== null) {
    const than = sql.raw(order === 'asc' ? '>' : '<');
    rows = rows.where(sql<boolean>`(${sql.ref(column)}, id) ${than} (${after.value}, ${after.id})`);
  }
  const position = (row: AssetRow) => ({ value: row[column], id: row.id });
  return toPage(database.all(rows.limit(limit + 1)), limit, fingerprint, position, toAsset);
}

/**
 * A search that finds little is answered from an index alone, where a look at each asset would read all of it.
 * One that finds much soon fills a page in whatever order.
 */
function narrowed(database: SqliteDatabase, query: AssetQuery): Condition[] {
  const conditions = [...conditionsOf(query), ...searchConditions(query)];
  if (query.search === undefined) return conditions;
  const few = sql<{ id: string }>`SELECT id FROM assets INDEXED BY assets_facets${whereAll(conditions)}
    LIMIT ${FEW + 1}`;
  const ids = database.allOf(few.compile(database.build)).map(({ id }) => id);
  if (ids.length > FEW) return conditions;
  return [sql<SqlBool>`id IN (SELECT value FROM json_each(${JSON.stringify(ids)}))`];
}
