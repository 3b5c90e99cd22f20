import { sql, type Selectable } from 'kysely';
import type { Asset, AssetChange, AssetKind, AssetStatus, Relation } from '../../model/asset.ts';
import type { JsonObject } from '../../model/json.ts';
import type { AssetChangesTable, AssetsTable } from '../schema.ts';
import type { SqliteDatabase } from './database.ts';

export type AssetRow = Selectable<AssetsTable>;
export type ChangeRow = Selectable<AssetChangesTable>;

export function readAssets(database: SqliteDatabase, ids: readonly string[]): Map<string, Asset> {
  const query = database.build
    .selectFrom('assets')
    .selectAll()
    .where('id', 'in', sql<string>`(SELECT value FROM json_each(${JSON.stringify(ids)}))`);
  return new Map(database.all(query).map((row) => [row.id, toAsset(row)]));
}

export function toAsset(row: AssetRow): Asset {
  return {
    id: row.id,
    kind: row.kind as AssetKind,
    name: row.name,
    tenant: row.tenant,
    labels: JSON.parse(row.labels) as Record<string, string>,
    attributes: JSON.parse(row.attributes) as JsonObject,
    relations: JSON.parse(row.relations) as Relation[],
    source: row.source,
    status: row.status as AssetStatus,
    firstSeen: new Date(Number(row.first_seen)).toISOString(),
    lastSeen: new Date(Number(row.last_seen)).toISOString(),
  };
}

export function toChange(row: ChangeRow): AssetChange {
  return {
    asset: row.asset,
    time: new Date(Number(row.time)).toISOString(),
    field: row.field,
    before: JSON.parse(row.before) as AssetChange['before'],
    after: JSON.parse(row.after) as AssetChange['after'],
    source: row.source,
  };
}
