/** The relations of an asset, also kept in a table that is indexed from both ends. */
import { sql } from 'kysely';
import type { Relation } from '../../model/asset.ts';
import type { SqliteDatabase } from './database.ts';

const DROP = 'DELETE FROM asset_relations WHERE asset = ?';
const ADD = `INSERT OR IGNORE INTO asset_relations (asset, type, target)
  SELECT ?, json_extract(value, '$.type'), json_extract(value, '$.target') FROM json_each(?)`;

/** Within the transaction that writes the asset. */
export function writeRelations(
  database: SqliteDatabase,
  asset: string,
  relations: readonly Relation[],
): void {
  database.runText(DROP, [asset]);
  if (relations.length > 0) database.runText(ADD, [asset, JSON.stringify(relations)]);
}

/** Those of forgotten assets; what others say of their relation to them stays. */
export function dropRelations(database: SqliteDatabase, assets: readonly string[]): void {
  const among = sql<string>`(SELECT value FROM json_each(${JSON.stringify(assets)}))`;
  database.run(database.build.deleteFrom('asset_relations').where('asset', 'in', among));
}
