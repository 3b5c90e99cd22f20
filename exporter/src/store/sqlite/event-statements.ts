/** The statements of the event index that run for every event; made once, as text. */
import { sql, type CompiledQuery, type Selectable } from 'kysely';
import type { SqlValue } from '../../platform/sqlite.ts';
import type { EventRecord } from '../events/record.ts';
import type { EventsTable } from '../schema.ts';
import type { SqliteDatabase } from './database.ts';

const ROWS_PER_STATEMENT = 50;

export type EventRow = Selectable<EventsTable>;

const COLUMNS = [
  'id',
  'last_record',
  'tenant',
  'asset',
  'time',
  'last_time',
  'source',
  'kind',
  'severity',
  'message',
  'attributes',
  'fingerprint',
  'collapse_hash',
  'count',
] as const;

export interface Statements {
  /** SQL by number of rows. */
  readonly upsertEvents: ReadonlyMap<number, string>;
  readonly insertKeys: ReadonlyMap<number, string>;
  readonly setApplied: string;
  readonly deleteEvents: string;
  readonly deleteKeys: string;
  readonly findKeys: CompiledQuery<{ key: string; event: bigint }>;
  readonly findRecent: CompiledQuery<EventRow>;
}

/** One statement for many rows costs half of what one statement for each does. */
function runMany<T>(
  database: SqliteDatabase,
  statements: ReadonlyMap<number, string>,
  items: readonly T[],
  push: (item: T, values: SqlValue[]) => void,
): void {
  for (let at = 0; at < items.length;) {
    const count = items.length - at >= ROWS_PER_STATEMENT ? ROWS_PER_STATEMENT : 1;
    const values: SqlValue[] = [];
    for (const end = at + count; at < end; at += 1) push(items[at] as T, values);
    database.runText(statements.get(count) ?? '', values);
  }
}

export function prepareStatements(database: SqliteDatabase): Statements {
  const { build } = database;
  const rows = (columns: number, count: number) => {
    const row = `(${Array.from({ length: columns }, () => '?').join(', ')})`;
    return Array.from({ length: count }, () => row).join(', ');
  };
  // A record whose event is not there (its own record was damaged, or pruned) becomes the event.
  const upsert = (count: number) =>
    `INSERT INTO events (${COLUMNS.join(', ')}) VALUES ${rows(COLUMNS.length, count)} ON CONFLICT (id) DO UPDATE SET
       count = count + 1, last_record = excluded.last_record, last_time = max(last_time, excluded.last_time)`;
  const insertKeys = (count: number) =>
    `INSERT OR IGNORE INTO event_keys (record, key_hash, key, event) VALUES ${rows(4, count)}`;
  const bySize = (statement: (count: number) => string) =>
    new Map([1, ROWS_PER_STATEMENT].map((count) => [count, statement(count)]));
  return {
    upsertEvents: bySize(upsert),
    insertKeys: bySize(insertKeys),
    setApplied: `INSERT INTO store_state (name, value) VALUES ('applied_record', ?)
       ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
    deleteEvents: 'DELETE FROM events WHERE id IN (SELECT value FROM json_each(?))',
    deleteKeys: `DELETE FROM event_keys WHERE record IN
       (SELECT record FROM event_keys WHERE record <= ? ORDER BY record LIMIT 500)`,
    findKeys: build
      .selectFrom('event_keys')
      .select(['key', 'event'])
      .where('key_hash', 'in', sql<bigint>`(SELECT value FROM json_each(${''}))`)
      .compile(),
    findRecent: sql<EventRow>`SELECT events.* FROM json_each(${''}) AS wanted JOIN events
       ON events.id = (SELECT max(id) FROM events WHERE collapse_hash = wanted.value)`.compile(build),
  };
}

export function insertEvents(
  database: SqliteDatabase,
  { upsertEvents }: Statements,
  records: readonly EventRecord[],
): void {
  runMany(database, upsertEvents, records, pushEvent);
}

export function insertKeys(
  database: SqliteDatabase,
  { insertKeys: statements }: Statements,
  records: readonly EventRecord[],
): void {
  runMany(database, statements, records, pushKey);
}

function pushEvent(record: EventRecord, values: SqlValue[]): void {
  const { event, number, tenant, asset, timeNs, source, kind, severity, message } = record;
  values.push(event, number, tenant, asset, timeNs, timeNs, source, kind, severity, message);
  values.push(record.attributesText, record.fingerprint, record.collapseHash, 1);
}

function pushKey({ number, keyHash, key, event }: EventRecord, values: SqlValue[]): void {
  values.push(number, keyHash, key, event);
}
