import { messageOf } from '../model/errors.ts';
import type { SqliteDatabase } from './sqlite/database.ts';
import type { EventStore, StoreHealth } from './store.ts';

export function storeHealth(database: SqliteDatabase, events: EventStore): Promise<StoreHealth> {
  const problem = problemOf(database) ?? problemOfLog(events);
  return Promise.resolve({ status: problem === null ? 'ok' : 'failing', problem });
}

function problemOf(database: SqliteDatabase): string | null {
  try {
    database.first(database.build.selectFrom('assets').selectAll().limit(1));
  } catch (error) {
    if (!database.isDamaged)
      return `the database cannot be read (${messageOf(error)}): look at the disk of the data folder, then restart Fathom`;
  }
  return database.isDamaged
    ? 'the database is damaged: restart Fathom, which makes it anew from the event log'
    : null;
}

function problemOfLog(events: EventStore): string | null {
  const problem = events.problem();
  if (problem === null) return null;
  return `events cannot be written (${problem}): look at the disk of the data folder; each new event is another try`;
}
