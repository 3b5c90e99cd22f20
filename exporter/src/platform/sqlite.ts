import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import Libsql from 'libsql';

export type SqlValue = string | number | bigint | null;
export type SqlRow = Readonly<Record<string, unknown>>;

/** The few functions of an SQLite driver that Fathom needs. Integers come back as bigint. */
export interface SqliteConnection {
  /** All rows of a statement; prepared statements are kept by their text. */
  all(sql: string, parameters: readonly SqlValue[]): SqlRow[];
  run(sql: string, parameters: readonly SqlValue[]): void;
  close(): void;
  /** As `close`, for a database that is damaged. */
  abandon(): void;
}

/** More texts than the store has; a query with many filters in many combinations makes new ones. */
const MAX_STATEMENTS = 300;

/**
 * Write-ahead mode, where a commit costs no fsync; checkpoints are left to `checkpointSqlite`.
 * @throws whatever the driver throws; `isCorrupt` tells a broken file from other trouble.
 */
export function openSqlite(path: string): SqliteConnection {
  const database = new Libsql(path);
  try {
    // Indexes are written in random places. Ingest over HTTP ran at 18 to 21 thousand events/s with 8 MiB of cache,
    // 19 to 23 with 16 and 22 to 25 with 32, which is too much beside all else.
    for (const pragma of [
      'journal_mode = WAL',
      'synchronous = NORMAL',
      'wal_autocheckpoint = 0',
      'cache_size = -16384',
    ]) {
      database.prepare(`PRAGMA ${pragma}`).all();
    }
    database.defaultSafeIntegers(true);
  } catch (error) {
    database.close();
    throw error;
  }
  const statements = new Map<string, Libsql.Statement>();
  const prepare = (sql: string) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    if (statements.size >= MAX_STATEMENTS) statements.clear();
    const statement = database.prepare(sql);
    statements.set(sql, statement);
    return statement;
  };
  return {
    all: (sql, parameters) => prepare(sql).all(parameters) as SqlRow[],
    run: (sql, parameters) => void prepare(sql).run(parameters),
    close() {
      statements.clear();
      // The driver leaves the write-ahead file behind otherwise.
      database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
      database.close();
    },
    abandon: () => database.close(),
  };
}

const CHECKPOINT = `
  const { workerData } = require('node:worker_threads');
  const Libsql = require(workerData.library);
  const database = new Libsql(workerData.path);
  database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
  database.close();`;

/**
 * Moves the write-ahead file into the database, in a thread of its own because it waits for the disk (fsync).
 * Nobody may write meanwhile.
 */
export function checkpointSqlite(path: string): Promise<void> {
  const library = createRequire(import.meta.url).resolve('libsql');
  const worker = new Worker(CHECKPOINT, {
    eval: true,
    workerData: { library, path },
    resourceLimits: { maxYoungGenerationSizeMb: 1, maxOldGenerationSizeMb: 32 },
  });
  return new Promise((resolve, reject) => {
    worker.once('error', reject);
    worker.once('exit', () => resolve());
  });
}

/** True for an error that says that the file is no database or a damaged one. */
export function isCorrupt(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  return /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code));
}
