import { sql } from 'kysely';
import { Priority, type Recommendation } from '../../model/recommendation.ts';
import { clampLimit, decodeCursor, fingerprintOf, toPage } from '../paging.ts';
import type { Page, RecommendationQuery, RecommendationStore } from '../store.ts';
import type { SqliteDatabase } from './database.ts';

/** Resolved recommendations that are kept; one is a few kilobytes. */
const MAX_RESOLVED = 10_000;
/** A look for recommendations beyond the bound follows each so many writes. */
const PUTS_PER_LOOK = 100;

const SORT_COLUMNS = { severity: 'severity_rank', firstSeen: 'first_seen', lastSeen: 'last_seen' } as const;

export function createRecommendationStore(database: SqliteDatabase): RecommendationStore {
  let puts = 0;
  return {
    async put(recommendation) {
      puts += 1;
      const look = puts % PUTS_PER_LOOK === 0;
      await database.write(() => {
        write(database, recommendation);
        if (look) dropOldest(database);
      });
    },
    list: (query) => Promise.resolve().then(() => list(database, query)),
  };
}

function write(database: SqliteDatabase, recommendation: Recommendation): void {
  const { id, asset, advisor, state, severity, firstSeen, lastSeen } = recommendation;
  const fields = {
    asset,
    advisor,
    state,
    severity,
    severity_rank: Priority.options.indexOf(severity),
    first_seen: firstSeen,
    last_seen: lastSeen,
    document: JSON.stringify(recommendation),
  };
  const insert = database.build.insertInto('recommendations').values({ id, ...fields });
  database.run(insert.onConflict((on) => on.column('id').doUpdateSet(fields)));
}

function dropOldest(database: SqliteDatabase): void {
  const { build } = database;
  const beyond = build
    .selectFrom('recommendations')
    .select('id')
    .where('state', '=', 'resolved')
    .orderBy('last_seen', 'desc')
    .limit(PUTS_PER_LOOK)
    .offset(MAX_RESOLVED);
  const ids = database.all(beyond).map((row) => row.id);
  if (ids.length > 0) database.run(build.deleteFrom('recommendations').where('id', 'in', ids));
}

function list(database: SqliteDatabase, query: RecommendationQuery): Page<Recommendation> {
  const { order, asset, advisor, state, severity } = query;
  const fingerprint = fingerprintOf('recommendations', query);
  const after = decodeCursor(query.cursor, fingerprint);
  const limit = clampLimit(query.limit);
  const column = SORT_COLUMNS[query.sort];
  let rows = database.build
    .selectFrom('recommendations')
    .select(['id', 'severity_rank', 'first_seen', 'last_seen', 'document'])
    .orderBy(column, order)
    .orderBy('id', order);
  if (asset !== undefined) rows = rows.where('asset', '=', asset);
  if (advisor !== undefined) rows = rows.where('advisor', '=', advisor);
  if (state !== undefined) rows = rows.where('state', '=', state);
  if (severity !== undefined) rows = rows.where('severity', '=', severity);
  if (after !== null) {
    const than = sql.raw(order === 'asc' ? '>' : '<');
    rows = rows.where(sql<boolean>`(${sql.ref(column)}, id) ${than} (${after.value}, ${after.id})`);
  }
  return toPage(
    database.all(rows.limit(limit + 1)),
    limit,
    fingerprint,
    (row) => ({ value: row[column], id: row.id }),
    ({ document }) => JSON.parse(document) as Recommendation,
  );
}
