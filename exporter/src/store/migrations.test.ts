import { join } from 'node:path';
import { Kysely, Migrator, SqliteDialect } from 'kysely';
import Libsql from 'libsql';
import { expect, it } from 'vitest';
import { anIncident, aRecommendation } from '../../../test/support/findings.ts';
import { openTestStore, temporaryFolder } from '../../../test/support/store.ts';
import { migrations } from './migrations.ts';

/** A database as the first version left it. */
async function firstVersion(file: string): Promise<InstanceType<typeof Libsql>> {
  const database = new Libsql(file);
  const db = new Kysely({ dialect: new SqliteDialect({ database }) });
  const { error } = await new Migrator({ db, provider: migrations }).migrateTo('001-initial');
  expect(error).toBeUndefined();
  return database;
}

it('finds what an earlier version wrote, in any case of any alphabet', async () => {
  const folder = await temporaryFolder();
  const database = await firstVersion(join(folder, 'fathom.db'));
  const [incident, recommendation] = [
    anIncident('i', { title: 'Ärger' }),
    aRecommendation('r', { subject: '/ДАННЫЕ' }),
  ];
  database
    .prepare(
      `INSERT INTO incidents (id, asset, status, severity, started_at, updated_at, document)
      VALUES ('i', 'srv', 'open', 'high', '2026', '2026', ?)`,
    )
    .run([JSON.stringify(incident)]);
  database
    .prepare(
      `INSERT INTO recommendations (id, asset, advisor, state, severity, severity_rank, first_seen, last_seen, document)
      VALUES ('r', 'srv', 'disk', 'open', 'high', 2, '2026', '2026', ?)`,
    )
    .run([JSON.stringify(recommendation)]);
  database.close();
  const { incidents, recommendations } = await openTestStore(folder);
  const found = [
    (await incidents.list({ sort: 'startedAt', order: 'asc', limit: 1, search: 'äRGER' })).items,
    (await recommendations.list({ sort: 'firstSeen', order: 'asc', limit: 1, search: '/данные' })).items,
  ];
  expect(found).toMatchObject([[{ title: 'Ärger' }], [{ subject: '/ДАННЫЕ' }]]);
});

it('leaves the database as it was where a migration does not come to its end', async () => {
  const file = join(await temporaryFolder(), 'fathom.db');
  const first = await firstVersion(file);
  // In the way of the last step of 004, which has changed the table of assets by then.
  first.exec('CREATE INDEX asset_changes_newest ON assets (name)');
  const tables = first.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
  first.close();

  await expect(openTestStore(join(file, '..'))).rejects.toThrow(
    /migration of the database failed.*asset_changes_newest/,
  );
  const second = new Libsql(file);
  expect(second.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all()).toEqual(tables);
  second.exec('DROP INDEX asset_changes_newest');
  second.close();

  const store = await openTestStore(join(file, '..'));
  expect(await store.inventory.facets({})).toMatchObject({ total: 0 });
});
