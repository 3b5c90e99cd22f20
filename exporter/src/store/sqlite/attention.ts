import { sql } from 'kysely';
import type { Attention, OpenIncident } from '../attention.ts';
import { slicesOf } from '../slices.ts';
import type { SqliteDatabase } from './database.ts';

const MAX_FOUND = 10_000;
/** Documents of incidents, of some tens of kilobytes, that one query looks into. */
const SLICE = 20;

export function createAttention(database: SqliteDatabase): Attention {
  return {
    openIncidents: () => Promise.resolve().then(() => openIncidents(database)),
    titles: (incidents) => titles(database, incidents),
    advised: (severities) =>
      Promise.resolve().then(() => {
        const rows = database.all(
          database.build
            .selectFrom('recommendations')
            .select('asset')
            .distinct()
            .where('state', '=', 'open')
            .where('severity', 'in', severities)
            .limit(MAX_FOUND),
        );
        return new Set(rows.map(({ asset }) => asset));
      }),
  };
}

function openIncidents(database: SqliteDatabase): OpenIncident[] {
  const query = database.build
    .selectFrom('incidents')
    .select(['id', 'asset', 'severity'])
    .where('status', '=', 'open')
    .limit(MAX_FOUND);
  return database.all(query) as OpenIncident[];
}

async function titles(
  database: SqliteDatabase,
  incidents: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for await (const slice of slicesOf(incidents, SLICE)) {
    const query = database.build
      .selectFrom('incidents')
      .select(['id', sql<string>`json_extract(document, '$.title')`.as('title')])
      .where('id', 'in', slice);
    for (const { id, title } of database.all(query)) found.set(id, title);
  }
  return found;
}
