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
    const field = (name: string) => sql`coalesce(json_extract(document, ${sql.lit(`$.${name}`)}), '')`;
    await sql`UPDATE incidents SET search = lower(${field('title')} || char(10) || asset)`.execute(db);
    await sql`UPDATE recommendations
      SET search = lower(${field('title')} || char(10) || asset || char(10) || ${field('subject')})`.execute(
      db,
    );
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
