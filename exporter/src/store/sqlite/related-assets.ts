/** A page of what an asset is related to. */
import { sql } from 'kysely';
import type { AssetKind, AssetStatus, RelationType } from '../../model/asset.ts';
import type { JsonObject } from '../../model/json.ts';
import { clampLimit, decodeCursor, fingerprintOf, toPage } from '../paging.ts';
import type { Page, RelatedAsset, RelationDirection, RelationQuery } from '../store.ts';
import type { SqliteDatabase } from './database.ts';

interface Row {
  /** Sorts apart what has the same sort value, and is where a page ends. */
  readonly place: string;
  readonly value: string;
  readonly direction: RelationDirection;
  readonly type: RelationType;
  readonly id: string;
  readonly known: string | null;
  readonly kind: AssetKind;
  readonly name: string;
  readonly status: AssetStatus;
  readonly attributes: string;
}

/** The end that is asked about, and the other. */
const ENDS = { out: ['asset', 'target'], in: ['target', 'asset'] } as const;

export function listRelated(
  database: SqliteDatabase,
  asset: string,
  query: RelationQuery,
): Page<RelatedAsset> {
  const { direction, order } = query;
  const fingerprint = fingerprintOf('relations', { ...query, asset });
  const after = decodeCursor(query.cursor, fingerprint);
  const limit = clampLimit(query.limit);
  const directions: readonly RelationDirection[] = direction === undefined ? ['out', 'in'] : [direction];
  const ends = sql.join(
    directions.map((each) => relationsOf(asset, each, query)),
    sql` UNION ALL `,
  );
  const way = sql.raw(order);
  const than = sql.raw(order === 'asc' ? '>' : '<');
  // The attributes, which may be large, are read for the rows of the page only.
  const page = sql<Row>`SELECT found.*, assets.attributes FROM (
      SELECT * FROM (${ends}) ${after === null ? sql`` : sql`WHERE (value, place) ${than} (${after.value}, ${after.id})`}
      ORDER BY value ${way}, place ${way} LIMIT ${limit + 1}
    ) AS found LEFT JOIN assets ON assets.id = found.known
    ORDER BY found.value ${way}, found.place ${way}`;
  const rows = database.allOf(page.compile(database.build));
  return toPage(rows, limit, fingerprint, ({ value, place }) => ({ value, id: place }), toRelated);
}

function relationsOf(asset: string, direction: RelationDirection, query: RelationQuery) {
  const [own, other] = ENDS[direction].map((end) => sql.ref(`asset_relations.${end}`)) as [
    ReturnType<typeof sql.ref>,
    ReturnType<typeof sql.ref>,
  ];
  const value = query.sort === 'id' ? other : sql`coalesce(${sql.ref(`assets.${query.sort}`)}, '')`;
  const conditions = [
    sql`${own} = ${asset}`,
    ...(query.type ? [sql`asset_relations.type IN (${sql.join(query.type)})`] : []),
    ...(query.kind ? [sql`assets.kind IN (${sql.join(query.kind)})`] : []),
  ];
  return sql`SELECT ${other} || ' ' || ${sql.lit(direction)} || ' ' || asset_relations.type AS place,
      ${value} AS value, ${sql.lit(direction)} AS direction, asset_relations.type AS type, ${other} AS id,
      assets.id AS known, assets.kind AS kind, assets.name AS name, assets.status AS status
    FROM asset_relations LEFT JOIN assets ON assets.id = ${other}
    WHERE ${sql.join(conditions, sql` AND `)}`;
}

function toRelated({ direction, type, id, known, kind, name, status, attributes }: Row): RelatedAsset {
  if (known === null) return { direction, type, id, asset: null };
  return {
    direction,
    type,
    id,
    asset: { id: known, kind, name, status, attributes: JSON.parse(attributes) as JsonObject },
  };
}
