import { join } from 'node:path';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import Libsql from 'libsql';
import { migrations } from '../../exporter/src/store/migrations.ts';

/** A database as the first version left it, in the data folder. */
export async function firstVersion(folder: string): Promise<InstanceType<typeof Libsql>> {
  const database = new Libsql(join(folder, 'fathom.db'));
  const db = new Kysely({ dialect: new SqliteDialect({ database }) });
  const { error } = await new Migrator({ db, provider: migrations }).migrateTo('001-initial');
  if (error !== undefined) throw new Error('the first version cannot be made', { cause: error });
  return database;
}
