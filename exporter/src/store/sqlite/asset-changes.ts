import { sql } from 'kysely';
import type { AssetChange, AssetKind } from '../../model/asset.ts';
import type { InventoryChange } from '../../model/inventory-view.ts';
import { clampLimit, decodeCursor, encodeCursor, fingerprintOf, toPage, type Position } from '../paging.ts';
import { yieldToLoop } from '../slices.ts';
import type { ChangeQuery, Page } from '../store.ts';
import { toChange, type ChangeRow } from './asset-rows.ts';
import type { SqliteDatabase } from './database.ts';

/** Rows read before others get their turn: some 2 ms. */
const SLICE = 500;
/** Rows looked through for one page: source and field have no index. */
const MAX_LOOKED_AT = 10_000;

interface NamedRow extends ChangeRow {
  readonly asset_name: string | null;
  readonly asset_kind: string | null;
}

/** Of one asset, newest first. */
export function assetHistory(
  database: SqliteDatabase,
  asset: string,
  request: { readonly limit: number; readonly cursor?: string },
): Page<AssetChange> {
  const fingerprint = fingerprintOf('changes', { asset });
  const after = decodeCursor(request.cursor, fingerprint);
  const limit = clampLimit(request.limit);
  let rows = database.build
    .selectFrom('asset_changes')
    .selectAll()
    .where('asset', '=', asset)
    .orderBy('id', 'desc');
  if (after !== null) rows = rows.where('id', '<', BigInt(after.id));
  const found = database.all(rows.limit(limit + 1));
  return toPage(found, limit, fingerprint, (row) => ({ value: '', id: row.id }), toChange);
}

export function changesBetween(
  database: SqliteDatabase,
  asset: string,
  fromMs: number,
  toMs: number,
  limit: number,
): AssetChange[] {
  const rows = database.build
    .selectFrom('asset_changes')
    .selectAll()
    .where('asset', '=', asset)
    .where('time', '>=', BigInt(Math.trunc(fromMs)))
    .where('time', '<=', BigInt(Math.trunc(toMs)))
    .orderBy('time')
    .orderBy('id')
    .limit(clampLimit(limit));
  return database.all(rows).map(toChange);
}

/** Of all assets. */
export async function listChanges(
  database: SqliteDatabase,
  query: ChangeQuery,
): Promise<Page<InventoryChange>> {
  const fingerprint = fingerprintOf('all changes', query);
  const limit = clampLimit(query.limit);
  const isFiltered = query.source !== undefined || query.field !== undefined;
  const size = isFiltered ? SLICE : limit + 1;
  const found: NamedRow[] = [];
  let after = decodeCursor(query.cursor, fingerprint);
  for (let lookedAt = 0; lookedAt < MAX_LOOKED_AT; lookedAt += size) {
    const rows = readChanges(database, query, after, size);
    for (const row of rows) if (passes(row, query)) found.push(row);
    if (found.length > limit || rows.length < size)
      return toPage(found, limit, fingerprint, positionOf, toInventoryChange);
    after = positionOf(rows[rows.length - 1] as NamedRow);
    await yieldToLoop();
  }
  const nextCursor = after === null ? null : encodeCursor(fingerprint, after);
  return { items: found.map(toInventoryChange), nextCursor };
}

/** The next rows within the times, whatever their source and field. */
function readChanges(
  database: SqliteDatabase,
  { asset, fromMs, toMs, order }: ChangeQuery,
  after: Position | null,
  limit: number,
): NamedRow[] {
  let rows = database.build
    .selectFrom('asset_changes')
    .leftJoin('assets', 'assets.id', 'asset_changes.asset')
    .selectAll('asset_changes')
    .select(['assets.name as asset_name', 'assets.kind as asset_kind'])
    .orderBy('asset_changes.time', order)
    .orderBy('asset_changes.id', order);
  if (asset !== undefined) rows = rows.where('asset_changes.asset', '=', asset);
  if (fromMs !== undefined) rows = rows.where('asset_changes.time', '>=', BigInt(Math.trunc(fromMs)));
  if (toMs !== undefined) rows = rows.where('asset_changes.time', '<', BigInt(Math.trunc(toMs)));
  if (after !== null) {
    const than = sql.raw(order === 'asc' ? '>' : '<');
    rows = rows.where(
      sql<boolean>`(asset_changes.time, asset_changes.id) ${than} (${after.value}, ${after.id})`,
    );
  }
  return database.all(rows.limit(limit));
}

function passes(row: ChangeRow, { source, field }: ChangeQuery): boolean {
  if (source !== undefined && row.source !== source) return false;
  return field === undefined || row.field === field || row.field.startsWith(`${field}.`);
}

const positionOf = ({ time, id }: ChangeRow): Position => ({ value: time, id });

function toInventoryChange(row: NamedRow): InventoryChange {
  return {
    ...toChange(row),
    assetName: row.asset_name,
    assetKind: row.asset_kind as AssetKind | null,
  };
}
