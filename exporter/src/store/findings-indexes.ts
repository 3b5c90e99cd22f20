import { sql, type Kysely, type Migration } from 'kysely';

/** A document may be megabytes, and what stands after it in the row is read through it: hence from an index alone. */
export const findingsIndexes: Migration = {
  async up(db: Kysely<unknown>) {
    for (const index of [
      'incidents_counts ON incidents (status, acknowledged, severity)',
      'incidents_search ON incidents (search, id)',
      'recommendations_counts ON recommendations (severity_rank, severity, state)',
      'recommendations_search ON recommendations (search, id)',
    ])
      await sql.raw(`CREATE INDEX ${index}`).execute(db);
  },
};
