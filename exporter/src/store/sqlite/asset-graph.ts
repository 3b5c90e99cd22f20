import { sql, type RawBuilder } from 'kysely';
import type { AssetKind } from '../../model/asset.ts';
import { slicesOf } from '../slices.ts';
import type { AssetFilter, AssetGraph, GraphEdge, GraphNode, Kinship } from '../store.ts';
import { conditionsOf, searchConditions } from './asset-filter.ts';
import type { SqliteDatabase } from './database.ts';
import { listRelated } from './related-assets.ts';

/** Assets that one query is about: with some relations each, a few milliseconds. */
const SLICE = 100;

export function createAssetGraph(database: SqliteDatabase): AssetGraph {
  return {
    relations: (asset, query) => Promise.resolve().then(() => listRelated(database, asset, query)),
    count: (filter) => Promise.resolve().then(() => count(database, filter)),
    ofKind: (which, filter, limit) => Promise.resolve().then(() => ofKind(database, which, filter, limit)),
    among: (ids, filter) => among(database, ids, filter),
    neighbours: (ids, limit) => neighbours(database, ids, limit),
    edges: (ids, limit) => edges(database, ids, limit),
    degrees: (ids) => degrees(database, ids),
  };
}

function read<T>(database: SqliteDatabase, query: RawBuilder<T>): T[] {
  return database.allOf(query.compile(database.build));
}

const listOf = (ids: readonly string[]) => sql`(SELECT value FROM json_each(${JSON.stringify(ids)}))`;

const passing = (filter: AssetFilter): RawBuilder<unknown> =>
  sql.join([sql`TRUE`, ...conditionsOf(filter), ...searchConditions(filter)], sql` AND `);

const NODE = sql`SELECT id, kind, name, status, tenant FROM assets`;

function count(database: SqliteDatabase, filter: AssetFilter): ReadonlyMap<AssetKind, number> {
  const rows = read(
    database,
    sql<{ kind: AssetKind; count: bigint }>`SELECT kind, COUNT(*) AS count FROM assets
      INDEXED BY assets_facets WHERE ${passing(filter)} GROUP BY kind`,
  );
  return new Map(rows.map((row) => [row.kind, Number(row.count)]));
}

function ofKind(
  database: SqliteDatabase,
  { kind, status }: Kinship,
  filter: AssetFilter,
  limit: number,
): readonly GraphNode[] {
  return read(
    database,
    sql<GraphNode>`${NODE} INDEXED BY assets_topology WHERE kind = ${kind} AND status = ${status}
      AND ${passing(filter)} ORDER BY id LIMIT ${limit}`,
  );
}

async function among(
  database: SqliteDatabase,
  ids: readonly string[],
  filter: AssetFilter,
): Promise<ReadonlyMap<string, GraphNode>> {
  const found = new Map<string, GraphNode>();
  for await (const slice of slicesOf(ids, SLICE)) {
    const rows = read(database, sql<GraphNode>`${NODE} WHERE id IN ${listOf(slice)} AND ${passing(filter)}`);
    for (const node of rows) found.set(node.id, node);
  }
  return found;
}

async function neighbours(
  database: SqliteDatabase,
  ids: readonly string[],
  limit: number,
): Promise<readonly string[]> {
  const found = new Set<string>();
  for await (const slice of slicesOf(ids, SLICE)) {
    const list = listOf(slice);
    const rows = read(
      database,
      sql<{ id: string }>`SELECT target AS id FROM asset_relations WHERE asset IN ${list}
        UNION SELECT asset FROM asset_relations WHERE target IN ${list} LIMIT ${limit}`,
    );
    for (const { id } of rows) {
      if (found.size >= limit) return [...found];
      found.add(id);
    }
  }
  return [...found];
}

async function edges(
  database: SqliteDatabase,
  ids: readonly string[],
  limit: number,
): Promise<readonly GraphEdge[]> {
  const all = JSON.stringify(ids);
  const found: GraphEdge[] = [];
  for await (const slice of slicesOf(ids, SLICE)) {
    const rows = read(
      database,
      sql<GraphEdge>`SELECT asset AS source, target, type FROM asset_relations
        WHERE asset IN ${listOf(slice)} AND +target IN (SELECT value FROM json_each(${all}))
        LIMIT ${limit - found.length}`,
    );
    found.push(...rows);
    if (found.length >= limit) break;
  }
  return found;
}

async function degrees(
  database: SqliteDatabase,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>();
  for await (const slice of slicesOf(ids, SLICE)) {
    const list = listOf(slice);
    const rows = read(
      database,
      sql<{ id: string; count: bigint }>`SELECT asset AS id, COUNT(*) AS count FROM asset_relations
        WHERE asset IN ${list} GROUP BY asset
        UNION ALL SELECT target, COUNT(*) FROM asset_relations WHERE target IN ${list} GROUP BY target`,
    );
    for (const { id, count } of rows) found.set(id, (found.get(id) ?? 0) + Number(count));
  }
  return found;
}
