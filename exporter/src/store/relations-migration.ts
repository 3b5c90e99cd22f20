import { sql, type Kysely, type Migration } from 'kysely';

/** Relations in a table of their own, so that they are found from either end; and indexes for what a graph shows. */
export const relationsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .createTable('asset_relations')
      .addColumn('asset', 'text', (column) => column.notNull())
      .addColumn('type', 'text', (column) => column.notNull())
      .addColumn('target', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('asset_relations_key', ['asset', 'target', 'type'])
      .execute();
    await sql`INSERT OR IGNORE INTO asset_relations (asset, type, target)
      SELECT assets.id, json_extract(value, '$.type'), json_extract(value, '$.target')
      FROM assets, json_each(assets.relations)`.execute(db);
    const indexes = [
      ['asset_relations', 'target', ['target', 'asset', 'type']],
      ['assets', 'topology', ['kind', 'status', 'id']],
      ['asset_changes', 'since', ['time', 'field']],
      ['incidents', 'attention', ['status', 'asset', 'severity', 'id']],
      ['recommendations', 'attention', ['state', 'severity', 'asset']],
    ] as const;
    for (const [table, name, columns] of indexes) {
      await db.schema
        .createIndex(`${table}_${name}`)
        .on(table)
        .columns([...columns])
        .execute();
    }
  },
};
