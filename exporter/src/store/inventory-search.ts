import { sql, type Kysely } from 'kysely';

/** What a search looks through; SQL itself knows the two cases of ASCII only. */
export function searchTextOf(name: string, id: string): string {
  return `${name}\n${id}`.toLowerCase();
}

/** Searches and facets are answered from one index alone; every sort has an index. */
export async function createInventorySearch(db: Kysely<unknown>): Promise<void> {
  await sql`ALTER TABLE assets ADD COLUMN search text NOT NULL DEFAULT ''`.execute(db);
  const known = await sql<{ id: string; name: string }>`SELECT id, name FROM assets`.execute(db);
  for (const { id, name } of known.rows)
    await sql`UPDATE assets SET search = ${searchTextOf(name, id)} WHERE id = ${id}`.execute(db);
  const indexes: [name: string, table: string, columns: string[]][] = [
    ['assets_facets', 'assets', ['kind', 'status', 'tenant', 'source', 'search', 'id']],
    ['assets_tenant', 'assets', ['tenant', 'id']],
    ['assets_source', 'assets', ['source', 'id']],
    ['asset_changes_newest', 'asset_changes', ['time', 'id']],
  ];
  await db.schema.dropIndex('assets_source').execute();
  for (const [name, table, columns] of indexes)
    await db.schema.createIndex(name).on(table).columns(columns).execute();
}
