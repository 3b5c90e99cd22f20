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
      .addColumn('entity', 'text', (column) => column.notNull())
      .addColumn('time', 'bigint', (column) => column.notNull())
      .addColumn('score', 'real', (column) => column.notNull())
      .addPrimaryKeyConstraint('score_history_key', ['entity', 'time'])
      .modifyEnd(sql`WITHOUT ROWID`)
      .execute();
    await db.schema.createIndex('score_history_time').on('score_history').column('time').execute();
    // What people did is rare among events, and looked for at each start.
    await sql`CREATE INDEX events_user ON events (id) WHERE source = 'user'`.execute(db);
  },
};
