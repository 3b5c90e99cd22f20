/**
 * Kysely builds the queries; they run at once, on one connection. A transaction is one function without `await`, which
 * must be short because the event loop waits for it, or several such steps.
 */
import { Kysely, Migrator, SqliteDialect, type Compilable, type CompiledQuery } from 'kysely';
import { ModuleError, messageOf } from '../../model/errors.ts';
import { writeAtomically } from '../../platform/atomic-file.ts';
import { renameFile, statFile } from '../../platform/folder.ts';
import {
  checkpointSqlite,
  isCorrupt,
  openSqlite,
  type SqliteConnection,
  type SqlValue,
} from '../../platform/sqlite.ts';
import { migrations } from '../migrations.ts';
import type { Schema } from '../schema.ts';
import { yieldToLoop } from '../slices.ts';
import type { StoreLog } from '../store.ts';

/** A write-ahead file beyond this is moved into the database: reading slows with its length. */
const CHECKPOINT_BYTES = 32 * 1024 * 1024;
/** How many commits may pass before the size of the write-ahead file is looked at. */
const COMMITS_PER_LOOK = 8;
/** Checking a database takes about a second for each 500 MB: only small ones are checked at every start. */
const CHECKED_BYTES = 32 * 1024 * 1024;

/** Ending of the file whose presence says that the database is damaged. */
const DAMAGED = '.damaged';

export class SqliteDatabase {
  /** Builds queries; only migrations are executed by it. */
  readonly build: Kysely<Schema>;
  readonly #path: string;
  readonly #log: StoreLog;
  readonly #connection: SqliteConnection;
  /** Settled when the writer or checkpoint that has the database now is done. */
  #busy: Promise<void> | null = null;
  #commits = 0;
  /** Set when the file was found damaged; settled when that is marked. */
  #damaged: Promise<void> | null = null;

  private constructor(path: string, connection: SqliteConnection, log: StoreLog) {
    this.#path = path;
    this.#connection = connection;
    this.#log = log;
    this.build = new Kysely<Schema>({ dialect: new SqliteDialect({ database: driverOf(connection) }) });
  }

  /** Opens the database, or makes it; one that is damaged is put aside and made anew. */
  static async open(path: string, log: StoreLog, nowMs: number): Promise<SqliteDatabase> {
    try {
      return await SqliteDatabase.#attempt(path, log);
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      const aside = `${path}.corrupt-${new Date(nowMs).toISOString().replace(/[:.]/g, '-')}`;
      log.warn(
        { file: path, aside, error: messageOf(error) },
        'the database is damaged and made anew from the log',
      );
      for (const suffix of ['-wal', '-shm', '', DAMAGED]) {
        if ((await statFile(path + suffix)) !== null) await renameFile(path + suffix, aside + suffix);
      }
      return SqliteDatabase.#attempt(path, log);
    }
  }

  static async #attempt(path: string, log: StoreLog): Promise<SqliteDatabase> {
    const size = (await statFile(path))?.size ?? 0;
    if ((await statFile(path + DAMAGED)) !== null) throw corruption('found damaged before');
    const connection = openSqlite(path);
    try {
      if (size <= CHECKED_BYTES) quickCheck(connection);
      const database = new SqliteDatabase(path, connection, log);
      await database.#migrate();
      return database;
    } catch (error) {
      connection.abandon();
      throw error;
    }
  }

  /** Whether the file was found damaged while in use: it is made anew at the next start. */
  get isDamaged(): boolean {
    return this.#damaged !== null;
  }

  all<T>(query: Compilable<T>): T[] {
    return this.allOf(query.compile());
  }

  first<T>(query: Compilable<T>): T | undefined {
    return this.all(query)[0];
  }

  allOf<T>(query: CompiledQuery<T>, parameters = query.parameters as readonly SqlValue[]): T[] {
    return this.#watch(() => this.#connection.all(query.sql, parameters) as T[]);
  }

  run(query: Compilable): void {
    const { sql, parameters } = query.compile();
    this.runText(sql, parameters as readonly SqlValue[]);
  }

  runText(sql: string, parameters: readonly SqlValue[]): void {
    this.#watch(() => this.#connection.run(sql, parameters));
  }

  /** Runs `work` in one transaction, once no other writer is at it. */
  async write<T>(work: () => T): Promise<T> {
    while (this.#busy !== null) await this.#busy;
    this.#connection.run('BEGIN IMMEDIATE', []);
    try {
      const result = work();
      this.#connection.run('COMMIT', []);
      this.#committed();
      return result;
    } catch (error) {
      this.#rollBack();
      throw error;
    }
  }

  /**
   * Calls `step` until it returns false, in one transaction that gives way to the event loop between the steps:
   * the larger a transaction, the fewer pages are written for each row. Others read what is not yet committed.
   */
  async writeInSteps(step: () => boolean): Promise<void> {
    while (this.#busy !== null) await this.#busy;
    await this.#hold(async () => {
      this.#connection.run('BEGIN IMMEDIATE', []);
      try {
        while (step()) await yieldToLoop();
        await yieldToLoop();
        this.#connection.run('COMMIT', []);
      } catch (error) {
        this.#rollBack();
        throw error;
      }
    });
    this.#committed();
  }

  async close(): Promise<void> {
    while (this.#busy !== null) await this.#busy;
    if (this.#damaged === null) return this.#connection.close();
    await this.#damaged;
    this.#connection.abandon();
  }

  /** A file found damaged while it is in use is marked, so that the next start makes it anew. */
  #watch<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      if (isCorrupt(error)) this.#damaged ??= this.#mark(messageOf(error));
      throw error;
    }
  }

  async #mark(reason: string): Promise<void> {
    this.#log.error({ file: this.#path, error: reason }, 'the database is damaged: restart to make it anew');
    try {
      await writeAtomically(this.#path + DAMAGED, `${reason}\n`);
    } catch (error) {
      this.#log.error({ error: messageOf(error) }, 'the damaged database cannot be marked');
    }
  }

  /** Keeps other writers waiting while `work` runs. */
  async #hold(work: () => Promise<void>): Promise<void> {
    let free: () => void = () => undefined;
    this.#busy = new Promise((resolve) => {
      free = resolve;
    });
    try {
      await work();
    } finally {
      this.#busy = null;
      free();
    }
  }

  /** After some errors SQLite has rolled back by itself, and says so with another error. */
  #rollBack(): void {
    try {
      this.#connection.run('ROLLBACK', []);
    } catch {
      return;
    }
  }

  #committed(): void {
    this.#commits += 1;
    if (this.#commits % COMMITS_PER_LOOK !== 0 || this.#busy !== null) return;
    void this.#hold(() => this.#checkpointIfLarge()).catch((error: unknown) => {
      this.#log.warn({ error: messageOf(error) }, 'checkpoint of the database failed');
    });
  }

  async #checkpointIfLarge(): Promise<void> {
    const wal = await statFile(`${this.#path}-wal`);
    if (wal !== null && wal.size >= CHECKPOINT_BYTES) await checkpointSqlite(this.#path);
  }

  /** All in one transaction, which Kysely leaves out for SQLite: one that a crash cut short could not be tried again. */
  async #migrate(): Promise<void> {
    this.#connection.run('BEGIN IMMEDIATE', []);
    const { error } = await new Migrator({ db: this.build, provider: migrations }).migrateToLatest();
    if (error === undefined) return this.#connection.run('COMMIT', []);
    this.#rollBack();
    if (error instanceof Error && isCorrupt(error)) throw error;
    throw new ModuleError('bug', `migration of the database failed: ${messageOf(error)}`, { cause: error });
  }
}

function quickCheck(connection: SqliteConnection): void {
  const [row] = connection.all('PRAGMA quick_check(1)', []);
  const verdict = Object.values(row ?? {})[0];
  // It has filled the page cache with the whole database.
  connection.all('PRAGMA shrink_memory', []);
  if (verdict === 'ok') return;
  throw corruption(`quick_check: ${String(verdict)}`);
}

function corruption(message: string): Error {
  return Object.assign(new Error(message), { code: 'SQLITE_CORRUPT' });
}

/** What Kysely wants of a driver. */
function driverOf(connection: SqliteConnection) {
  return {
    close: () => undefined,
    prepare: (sql: string) => {
      const reader = /^\s*(select|pragma|with)\b|\breturning\b/i.test(sql);
      return {
        reader,
        all: (parameters: readonly unknown[]) => connection.all(sql, parameters as readonly SqlValue[]),
        run: (parameters: readonly unknown[]) => {
          connection.run(sql, parameters as readonly SqlValue[]);
          return { changes: 0, lastInsertRowid: 0 };
        },
        iterate: () => {
          throw new ModuleError('unsupported', 'streaming');
        },
      };
    },
  };
}
