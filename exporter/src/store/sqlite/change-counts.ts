import { sql } from 'kysely';
import { yieldToLoop } from '../slices.ts';
import type { SqliteDatabase } from './database.ts';

/** Changes are counted in spans of an hour, with turns for others in between. */
const SPAN_MS = 3_600_000;

/** How often each field has changed in a span of time, the most frequent first. */
export async function countChanges(
  database: SqliteDatabase,
  fromMs: number,
  toMs: number,
): Promise<{ readonly field: string; readonly count: number }[]> {
  const counts = new Map<string, number>();
  for (let at = fromMs; at < toMs; at += SPAN_MS) {
    if (at > fromMs) await yieldToLoop();
    const span = sql<{ field: string; count: bigint }>`SELECT field, COUNT(*) AS count
      FROM asset_changes INDEXED BY asset_changes_since
      WHERE time >= ${Math.trunc(at)} AND time < ${Math.trunc(Math.min(at + SPAN_MS, toMs))} GROUP BY field`;
    for (const { field, count } of database.allOf(span.compile(database.build)))
      counts.set(field, (counts.get(field) ?? 0) + Number(count));
  }
  const sorted = [...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1));
  return sorted.map(([field, count]) => ({ field, count }));
}
