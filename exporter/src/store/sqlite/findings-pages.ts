/** Pages of incidents and recommendations, whose documents are read once it is known which are on the page. */
import { sql, type SqlBool } from 'kysely';
import { slicesOf } from '../slices.ts';
import type { Page } from '../store.ts';
import type { SqliteDatabase } from './database.ts';

type Table = 'incidents' | 'recommendations';

/** Documents read before others get their turn: some 5 ms. */
const SLICE = 40;

/** That the searched text is part of what people search; answered from an index alone. */
export function isFound(table: Table, search: string) {
  const index = sql.ref(`${table}_search`);
  return sql<SqlBool>`+id IN (SELECT id FROM ${sql.table(table)} INDEXED BY ${index}
    WHERE instr(search, ${search.toLowerCase()}) > 0)`;
}

/** The page with the findings themselves, without those that were deleted meanwhile. */
export async function withDocuments<T>(
  database: SqliteDatabase,
  table: Table,
  { items, nextCursor }: Page<string>,
  parse: (row: { document: string }) => T,
): Promise<Page<T>> {
  const found: T[] = [];
  for await (const ids of slicesOf(items, SLICE)) {
    const rows = database.all(
      database.build.selectFrom(table).select(['id', 'document']).where('id', 'in', ids),
    );
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const id of ids) {
      const row = byId.get(id);
      if (row !== undefined) found.push(parse(row));
    }
  }
  return { items: found, nextCursor };
}
