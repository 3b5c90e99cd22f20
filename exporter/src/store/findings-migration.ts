import { sql, type Kysely, type Migration } from 'kysely';

/** Findings that people search and act on, and the history of scores. */
export const findingsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    await db.schema
      .alterTable('incidents')
      .addColumn('acknowledged', 'bigint', (column) => column.notNull().defaultTo(0))
      .execute();
    for (const table of ['incidents', 'recommendations']) {
      await db.schema
        .alterTable(table)
        .addColumn('search', 'text', (column) => column.notNull().defaultTo(''))
        .execute();
    }
    await fillSearch(db, 'incidents', ['title']);
    await fillSearch(db, 'recommendations', ['title', 'subject']);
    await db.schema
      .createTable('score_history')
      .addColumn('id', 'integer', (column) => column.primaryKey())
      .addColumn('entity', 'text', (column) => column.notNull())
      .addColumn('time', 'bigint', (column) => column.notNull())
      .addColumn('score', 'real', (column) => column.notNull())
      .execute();
    await db.schema
      .createIndex('score_history_entity')
      .on('score_history')
      .columns(['entity', 'time', 'score'])
      .execute();
    // What people did is rare among events, and looked for at each start.
    await sql`CREATE INDEX events_user ON events (id) WHERE source = 'user'`.execute(db);
  },
};

/** SQL itself knows the two cases of ASCII only. */
async function fillSearch(db: Kysely<unknown>, table: string, fields: readonly string[]): Promise<void> {
  const paths = sql.join(fields.map((field) => sql`coalesce(json_extract(document, ${`$.${field}`}), '')`));
  const known = await sql<{ id: string; asset: string; texts: string }>`
    SELECT id, asset, json_array(${paths}) AS texts FROM ${sql.table(table)}`.execute(db);
  for (const { id, asset, texts } of known.rows) {
    const [title = '', ...others] = JSON.parse(texts) as string[];
    const search = [title, asset, ...others].join('\n').toLowerCase();
    await sql`UPDATE ${sql.table(table)} SET search = ${search} WHERE id = ${id}`.execute(db);
  }
}
