import { sql } from 'kysely';
import { MAX_SCORE_POINTS, type ScoreHistory, type ScorePoint, type ScoreSample } from '../score-history.ts';
import { yieldToLoop } from '../slices.ts';
import type { SqliteDatabase } from './database.ts';

/** Some 150 MB with its index: 100 entities that change all the time fill it in three and a half days. */
const MAX_ROWS = 2_000_000;
/** Rows deleted in one go: some 6 ms. */
const SLICE = 400;
/** Entities looked up in one go: some 3 ms. */
const ENTITIES = 200;

/** Rows are added as time goes, so their ids are in the order of their times. */
export function createScoreHistory(database: SqliteDatabase, maxRows = MAX_ROWS): ScoreHistory {
  return {
    async record(samples) {
      if (samples.length === 0) return;
      await database.write(() => {
        for (const sample of samples) insert(database, sample);
      });
    },
    async read(entity, fromMs, toMs) {
      // A week of one entity takes up to 15 ms, and several are read one after the other.
      await yieldToLoop();
      return read(database, entity, fromMs, toMs);
    },
    latest: () => readLatest(database),
    async prune(beforeMs) {
      while (await database.write(() => deleteSlice(database, beforeMs, maxRows))) await yieldToLoop();
    },
  };
}

function insert(database: SqliteDatabase, { entity, timeMs, score }: ScoreSample): void {
  database.runText('INSERT INTO score_history (entity, time, score) VALUES (?, ?, ?)', [
    entity,
    BigInt(Math.trunc(timeMs)),
    score,
  ]);
}

/** Whether there may be more to delete. */
function deleteSlice(database: SqliteDatabase, beforeMs: number, maxRows: number): boolean {
  const first = end(database, 'asc');
  const last = end(database, 'desc');
  if (first === undefined || last === undefined) return false;
  const before = BigInt(Math.trunc(beforeMs));
  const surplus = last.id - BigInt(maxRows);
  const isOld = ({ id, time }: Row) => time < before || id <= surplus;
  if (!isOld(first)) return false;
  const old = database.build
    .deleteFrom('score_history')
    .where('id', '<', first.id + BigInt(SLICE))
    .where((where) => where.or([where('time', '<', before), where('id', '<=', surplus)]));
  database.run(old);
  return true;
}

interface Row {
  readonly id: bigint;
  readonly time: bigint;
}

/** The first or last row. */
function end(database: SqliteDatabase, order: 'asc' | 'desc'): Row | undefined {
  const rows = database.build.selectFrom('score_history').select(['id', 'time']);
  return database.first(rows.orderBy('id', order).limit(1));
}

function read(database: SqliteDatabase, entity: string, fromMs: number, toMs: number): ScorePoint[] {
  const { build } = database;
  const [from, to] = [BigInt(Math.trunc(fromMs)), BigInt(Math.trunc(toMs))];
  const ofEntity = build.selectFrom('score_history').where('entity', '=', entity);
  const within = ofEntity.where('time', '>=', from).where('time', '<=', to);
  const [counted] = database.all(within.select(({ fn }) => fn.countAll<bigint>().as('count')));
  const isMuch = Number(counted?.count ?? 0) >= MAX_SCORE_POINTS;
  // Room for the point at the beginning and the last one.
  const stretch = (to - from) / BigInt(MAX_SCORE_POINTS - 3) + 1n;
  const rows = isMuch
    ? // SQLite takes the time from the row that has the maximum (https://sqlite.org/lang_select.html#bareagg).
      database.all(
        within
          .select(['time', sql<number>`max(score)`.as('score')])
          .groupBy(sql`(time - ${from}) / ${stretch}`)
          .orderBy('time'),
      )
    : database.all(within.select(['time', 'score']).orderBy('time'));
  const before = database.first(
    ofEntity.select('score').where('time', '<', from).orderBy('time', 'desc').limit(1),
  );
  const last = database.first(within.select(['time', 'score']).orderBy('time', 'desc').limit(1));
  const points: ScorePoint[] = rows.map(({ time, score }) => [Number(time), score]);
  if (before !== undefined && points[0]?.[0] !== Number(from)) points.unshift([Number(from), before.score]);
  if (last !== undefined && points.at(-1)?.[0] !== Number(last.time))
    points.push([Number(last.time), last.score]);
  return points;
}

async function readLatest(database: SqliteDatabase): Promise<ReadonlyMap<string, number>> {
  const latest = new Map<string, number>();
  for (let after: string | undefined = ''; after !== undefined;) {
    const rows: Latest[] = latestAfter(database, after);
    for (const { entity, score } of rows) if (score !== 0) latest.set(entity, score);
    await yieldToLoop();
    after = rows.at(-1)?.entity;
  }
  return latest;
}

interface Latest {
  readonly entity: string;
  readonly score: number;
}

/** Goes from entity to entity in the index, past the rows of each. */
function latestAfter(database: SqliteDatabase, after: string): Latest[] {
  const query = sql<Latest>`WITH RECURSIVE each(entity) AS (
      SELECT min(entity) FROM score_history WHERE entity > ${after}
      UNION ALL SELECT (SELECT min(entity) FROM score_history WHERE entity > each.entity)
        FROM each WHERE entity IS NOT NULL LIMIT ${ENTITIES}
    ) SELECT entity, (SELECT score FROM score_history WHERE entity = each.entity ORDER BY time DESC LIMIT 1) AS score
    FROM each WHERE entity IS NOT NULL`;
  return database.allOf(query.compile(database.build));
}
