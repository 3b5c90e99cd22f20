import { sql } from 'kysely';
import { Priority, type Recommendation, type RecommendationState } from '../../model/recommendation.ts';
import { clampLimit, decodeCursor, fingerprintOf, toPage } from '../paging.ts';
import type { Page, RecommendationCount, RecommendationQuery, RecommendationStore } from '../store.ts';
import type { SqliteDatabase } from './database.ts';
import { isFound, withDocuments } from './findings-pages.ts';

/** Resolved recommendations that are kept; one is a few kilobytes. */
const MAX_RESOLVED = 10_000;
/** A look for recommendations beyond the bound follows each so many writes. */
const WRITES_PER_LOOK = 100;

const SORT_COLUMNS = { severity: 'severity_rank', firstSeen: 'first_seen', lastSeen: 'last_seen' } as const;

export function createRecommendationStore(database: SqliteDatabase): RecommendationStore {
  let writes = 0;
  return {
    update: (id, change) =>
      database.write(() => {
        const known = read(database, id);
        const next = change(known);
        if (next === null) return known;
        write(database, next);
        writes += 1;
        if (writes % WRITES_PER_LOOK === 0) dropOldest(database);
        return next;
      }),
    get: (id) => attempt(() => read(database, id)),
    list: (query) => list(database, query),
    counts: () => attempt(() => counts(database)),
  };
}

const attempt = <T>(work: () => T): Promise<T> => Promise.resolve().then(work);

/** Rows of earlier versions have neither feedback nor charts. */
export function toRecommendation(
  document: Omit<Recommendation, 'feedback' | 'charts'> & Partial<Recommendation>,
): Recommendation {
  return { ...document, feedback: document.feedback ?? [], charts: document.charts ?? [] };
}

const parse = ({ document }: { document: string }) =>
  toRecommendation(JSON.parse(document) as Parameters<typeof toRecommendation>[0]);

function read(database: SqliteDatabase, id: string): Recommendation | null {
  const row = database.first(
    database.build.selectFrom('recommendations').select('document').where('id', '=', id),
  );
  return row === undefined ? null : parse(row);
}

function write(database: SqliteDatabase, recommendation: Recommendation): void {
  const { id, asset, advisor, state, severity, title, subject, firstSeen, lastSeen } = recommendation;
  const fields = {
    asset,
    advisor,
    state,
    severity,
    severity_rank: Priority.options.indexOf(severity),
    first_seen: firstSeen,
    last_seen: lastSeen,
    search: `${title}\n${asset}\n${subject}`.toLowerCase(),
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
    .limit(WRITES_PER_LOOK)
    .offset(MAX_RESOLVED);
  const ids = database.all(beyond).map((row) => row.id);
  if (ids.length > 0) database.run(build.deleteFrom('recommendations').where('id', 'in', ids));
}

function counts(database: SqliteDatabase): RecommendationCount[] {
  const rows = database.all(
    database.build
      .selectFrom('recommendations')
      .select(({ fn }) => ['severity', 'state', fn.countAll<bigint>().as('count')])
      .groupBy(['severity_rank', 'severity', 'state'])
      .orderBy('severity_rank', 'desc')
      .orderBy('state'),
  );
  return rows.map(({ severity, state, count }) => ({
    severity: severity as Priority,
    state: state as RecommendationState,
    count: Number(count),
  }));
}

async function list(database: SqliteDatabase, query: RecommendationQuery): Promise<Page<Recommendation>> {
  const { order, asset, advisor, state, severity, search } = query;
  const fingerprint = fingerprintOf('recommendations', query);
  const after = decodeCursor(query.cursor, fingerprint);
  const limit = clampLimit(query.limit);
  const column = SORT_COLUMNS[query.sort];
  let rows = database.build
    .selectFrom('recommendations')
    .select(['id', 'severity_rank', 'first_seen', 'last_seen'])
    .orderBy(column, order)
    .orderBy('id', order);
  if (asset !== undefined) rows = rows.where('asset', '=', asset);
  if (advisor !== undefined) rows = rows.where('advisor', 'in', advisor);
  if (state !== undefined) rows = rows.where('state', 'in', state);
  if (severity !== undefined) rows = rows.where('severity', 'in', severity);
  if (search !== undefined) rows = rows.where(isFound('recommendations', search));
  if (after !== null) {
    const than = sql.raw(order === 'asc' ? '>' : '<');
    rows = rows.where(sql<boolean>`(${sql.ref(column)}, id) ${than} (${after.value}, ${after.id})`);
  }
  const position = (row: { id: string; severity_rank: bigint; first_seen: string; last_seen: string }) => ({
    value: row[column],
    id: row.id,
  });
  const page = toPage(database.all(rows.limit(limit + 1)), limit, fingerprint, position, ({ id }) => id);
  return withDocuments(database, 'recommendations', page, parse);
}
