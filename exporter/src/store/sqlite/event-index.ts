/** Events in SQLite: an index over the log, filled from it in slices and never ahead of it. */
import { sql, type SelectQueryBuilder } from 'kysely';
import { USER_SOURCE } from '../../model/action.ts';
import { messageOf } from '../../model/errors.ts';
import type { Event, Severity } from '../../model/event.ts';
import type { JsonObject } from '../../model/json.ts';
import { formatEventId, type Delivery, type EventRecord } from '../events/record.ts';
import type { Recent } from '../events/recent-events.ts';
import { clampLimit, decodeCursor, encodeCursor, fingerprintOf } from '../paging.ts';
import type { Schema } from '../schema.ts';
import { yieldToLoop } from '../slices.ts';
import type { EventQuery, Page, StoreLog } from '../store.ts';
import type { SqliteDatabase } from './database.ts';
import {
  insertEvents,
  insertKeys,
  prepareStatements,
  type EventRow,
  type Statements,
} from './event-statements.ts';

/** Records waiting to be indexed; beyond it the log accepts no more, so memory is bounded and reads stay fresh. */
export const MAX_BACKLOG = 16_384;
/** The size of a step adapts so that it takes about this long, a fraction of what the event loop may wait. */
const STEP_MS = 5;
const MIN_STEP = 50;
const MAX_STEP = 1000;
/** Larger transactions write fewer pages for each event, and keep other writers waiting longer. */
const MAX_TRANSACTION = 4096;
const RETRY_MS = 1000;
/** Rows looked through in one go, and for one page, by a filter without an index. */
const SCANNED_ROWS = 2000;
const MAX_SCANS = 100;

export class EventIndex {
  readonly #database: SqliteDatabase;
  readonly #log: StoreLog;
  readonly #statements: Statements;
  readonly #keys = new Map<string, number>();
  readonly #waiters: { readonly record: number; readonly wake: () => void }[] = [];
  #backlog: EventRecord[] = [];
  #applied: number;
  #added: number;
  #step = 200;
  #running = false;
  #closed = false;

  constructor(database: SqliteDatabase, log: StoreLog) {
    this.#database = database;
    this.#log = log;
    this.#statements = prepareStatements(database);
    const [row] = database.all(
      database.build.selectFrom('store_state').select('value').where('name', '=', 'applied_record'),
    );
    this.#applied = this.#added = Number(row?.value ?? 0);
  }

  /** Number of the last record that is in the index for good. */
  get applied(): number {
    return this.#applied;
  }

  get backlog(): number {
    return this.#backlog.length;
  }

  isEmpty(): boolean {
    return (
      this.#database.first(this.#database.build.selectFrom('events').select('id').limit(1)) === undefined
    );
  }

  /** Takes records in the order of the log; they are indexed soon after. */
  add(records: readonly EventRecord[]): void {
    const last = records.at(-1);
    if (last === undefined) return;
    for (const record of records) {
      if (record.key !== null && !this.#keys.has(record.key)) this.#keys.set(record.key, record.event);
      this.#backlog.push(record);
    }
    this.#added = last.number;
    void this.#run();
  }

  /** Resolves when all that was added so far is in the index. */
  caughtUp(): Promise<void> {
    return this.#until(this.#added);
  }

  /** Resolves when the backlog has room. */
  async room(): Promise<void> {
    while (this.#backlog.length > MAX_BACKLOG && !this.#closed) {
      await this.#until(this.#backlog[this.#backlog.length - MAX_BACKLOG]?.number ?? 0);
    }
  }

  /** Events by the idempotency keys of these deliveries, as far as the keys are known. */
  findKeys(deliveries: readonly Delivery[]): Map<string, number> {
    const found = new Map<string, number>();
    const hashes: number[] = [];
    for (const { key, keyHash } of deliveries) {
      if (key === null) continue;
      const waiting = this.#keys.get(key);
      if (waiting === undefined) hashes.push(keyHash);
      else found.set(key, waiting);
    }
    if (hashes.length === 0) return found;
    for (const row of this.#database.allOf(this.#statements.findKeys, [JSON.stringify(hashes)])) {
      found.set(row.key, Number(row.event));
    }
    return found;
  }

  /** The latest event of each tenant, asset and fingerprint among the deliveries, by `nameOf`. */
  findRecent(
    deliveries: readonly Delivery[],
    nameOf: (of: EventRow | Delivery) => string,
  ): Map<string, Recent> {
    const found = new Map<string, Recent>();
    if (deliveries.length === 0) return found;
    const hashes = JSON.stringify(deliveries.map((delivery) => delivery.collapseHash));
    for (const row of this.#database.allOf(this.#statements.findRecent, [hashes])) {
      found.set(nameOf(row), {
        event: Number(row.id),
        timeNs: row.time,
        lastTimeNs: row.last_time,
        count: Number(row.count),
      });
    }
    return found;
  }

  async get(event: number): Promise<Event | null> {
    await this.caughtUp();
    const row = this.#database.first(
      this.#database.build.selectFrom('events').selectAll().where('id', '=', BigInt(event)),
    );
    return row === undefined ? null : toEvent(row);
  }

  async list(query: EventQuery): Promise<Page<Event>> {
    const fingerprint = fingerprintOf('events', query);
    let position = decodeCursor(query.cursor, fingerprint);
    await this.caughtUp();
    const limit = clampLimit(query.limit);
    const items: Event[] = [];
    for (let scan = 0; scan < MAX_SCANS; scan += 1) {
      if (scan > 0) await yieldToLoop();
      const window = this.#window(query, position === null ? null : [position.value, position.id]);
      const bound = this.#database.first(
        this.#database.build
          .selectFrom(window.as('w'))
          .select(['w.id', 'w.time'])
          .offset(SCANNED_ROWS - 1)
          .limit(1),
      );
      const rows = this.#database.all(
        filtered(this.#database, window, query).limit(limit - items.length + 1),
      );
      for (const row of rows.slice(0, limit - items.length)) {
        items.push(toEvent(row));
        position = { value: row.time, id: row.id };
      }
      if (items.length === limit && rows.length > 0) {
        const more = bound !== undefined || this.#hasMore(query, position);
        return { items, nextCursor: more && position !== null ? encodeCursor(fingerprint, position) : null };
      }
      if (bound === undefined) return { items, nextCursor: null };
      position = { value: bound.time, id: bound.id };
    }
    return { items, nextCursor: position === null ? null : encodeCursor(fingerprint, position) };
  }

  /** The latest events of people's actions, oldest first. */
  async actions(limit: number): Promise<Event[]> {
    await this.caughtUp();
    const rows = this.#database.all(
      this.#database.build
        .selectFrom('events')
        .selectAll()
        // A literal: SQLite uses the index of these events only where it sees the condition.
        .where(sql<boolean>`source = ${sql.lit(USER_SOURCE)}`)
        .orderBy('id', 'desc')
        .limit(limit),
    );
    return rows.reverse().map(toEvent);
  }

  /** Deletes the events whose last record has at most this number, and forgets the keys of those records. */
  async deleteThrough(record: number): Promise<void> {
    const { build } = this.#database;
    const cutoff = BigInt(record);
    let after = -1n;
    for (;;) {
      const rows = this.#database.all(
        build
          .selectFrom('events')
          .select(['id', 'last_record'])
          .where('id', '>', after)
          .where('id', '<=', cutoff)
          .orderBy('id')
          .limit(500),
      );
      const last = rows.at(-1);
      if (last === undefined) break;
      const old = JSON.stringify(
        rows.filter((row) => row.last_record <= cutoff).map((row) => Number(row.id)),
      );
      await this.#database.write(() => this.#database.runText(this.#statements.deleteEvents, [old]));
      after = last.id;
      await yieldToLoop();
    }
    while (
      this.#database.first(
        build.selectFrom('event_keys').select('record').where('record', '<=', cutoff).limit(1),
      )
    ) {
      await this.#database.write(() => this.#database.runText(this.#statements.deleteKeys, [cutoff]));
      await yieldToLoop();
    }
  }

  /** Indexes what is waiting; what cannot be is replayed from the log at the next start. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.caughtUp();
  }

  #until(record: number): Promise<void> {
    if (record <= this.#applied) return Promise.resolve();
    return new Promise((wake) => this.#waiters.push({ record, wake }));
  }

  async #run(): Promise<void> {
    if (this.#running) return;
    this.#running = true;
    while (this.#backlog.length > 0) {
      try {
        await yieldToLoop();
        await this.#apply(this.#backlog.slice(0, MAX_TRANSACTION));
      } catch (error) {
        this.#log.error(
          { error: messageOf(error), waiting: this.#backlog.length },
          'events cannot be indexed',
        );
        if (this.#closed) break;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
    this.#running = false;
    this.#wake(this.#closed ? Infinity : this.#applied);
  }

  async #apply(records: readonly EventRecord[]): Promise<void> {
    let at = 0;
    await this.#database.writeInSteps(() => {
      const start = performance.now();
      const step = records.slice(at, at + this.#step);
      this.#insert(step);
      at += step.length;
      this.#adapt(step.length, performance.now() - start);
      return at < records.length;
    });
    this.#backlog = this.#backlog.slice(records.length);
    for (const { key } of records) if (key !== null) this.#keys.delete(key);
    this.#applied = records.at(-1)?.number ?? this.#applied;
    this.#wake(this.#applied);
  }

  #adapt(count: number, elapsedMs: number): void {
    if (elapsedMs > STEP_MS) this.#step = Math.max(MIN_STEP, Math.trunc(count * 0.7));
    else if (count === this.#step) this.#step = Math.min(MAX_STEP, Math.trunc(count * 1.2));
  }

  #wake(record: number): void {
    for (let at = this.#waiters.length - 1; at >= 0; at -= 1) {
      if ((this.#waiters[at]?.record ?? 0) <= record) this.#waiters.splice(at, 1)[0]?.wake();
    }
  }

  #insert(records: readonly EventRecord[]): void {
    insertEvents(this.#database, this.#statements, records);
    insertKeys(
      this.#database,
      this.#statements,
      records.filter((record) => record.key !== null),
    );
    this.#database.runText(this.#statements.setApplied, [records.at(-1)?.number ?? 0]);
  }

  /** The next rows to look through, by the index on time or on asset and time. */
  #window({ asset, fromNs, toNs, order }: EventQuery, after: readonly (string | bigint)[] | null) {
    let rows = this.#database.build
      .selectFrom('events')
      .selectAll()
      .orderBy('time', order)
      .orderBy('id', order);
    if (asset !== undefined) rows = rows.where('asset', '=', asset);
    if (fromNs !== undefined) rows = rows.where('time', '>=', fromNs);
    if (toNs !== undefined) rows = rows.where('time', '<', toNs);
    if (after !== null) {
      const [time, id] = after;
      rows = rows.where(
        order === 'asc'
          ? sql<boolean>`(time, id) > (${time}, ${id})`
          : sql<boolean>`(time, id) < (${time}, ${id})`,
      );
    }
    return rows.limit(SCANNED_ROWS);
  }

  #hasMore(query: EventQuery, position: { value: string | bigint; id: string | bigint } | null): boolean {
    if (position === null) return false;
    const window = this.#window(query, [position.value, position.id]);
    return this.#database.first(filtered(this.#database, window, query).limit(1)) !== undefined;
  }
}

function filtered(
  database: SqliteDatabase,
  window: SelectQueryBuilder<Schema, 'events', EventRow>,
  query: EventQuery,
) {
  const { tenant, kind, source, severity, search, order } = query;
  let rows = database.build
    .selectFrom(window.as('w'))
    .selectAll()
    .orderBy('w.time', order)
    .orderBy('w.id', order);
  if (tenant !== undefined) rows = rows.where('w.tenant', '=', tenant);
  if (kind !== undefined) rows = rows.where('w.kind', '=', kind);
  if (source !== undefined) rows = rows.where('w.source', '=', source);
  if (severity !== undefined) rows = rows.where('w.severity', '=', severity);
  if (search !== undefined) rows = rows.where(sql<boolean>`instr(lower(w.message), lower(${search})) > 0`);
  return rows;
}

function toEvent(row: EventRow): Event {
  return {
    id: formatEventId(Number(row.id)),
    tenant: row.tenant,
    asset: row.asset,
    timeNs: row.time,
    lastTimeNs: row.last_time,
    source: row.source,
    kind: row.kind,
    severity: row.severity as Severity,
    message: row.message,
    attributes: JSON.parse(row.attributes) as JsonObject,
    fingerprint: row.fingerprint,
    count: Number(row.count),
  };
}
