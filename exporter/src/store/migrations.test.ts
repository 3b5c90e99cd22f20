import { join } from 'node:path';
import Libsql from 'libsql';
import { expect, it } from 'vitest';
import { firstVersion } from '../../../test/support/first-version.ts';
import { anIncident, aRecommendation } from '../../../test/support/findings.ts';
import { openTestStore, temporaryFolder } from '../../../test/support/store.ts';

it('finds what an earlier version wrote, in any case of any alphabet', async () => {
  const folder = await temporaryFolder();
  const database = await firstVersion(folder);
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
  const folder = await temporaryFolder();
  const first = await firstVersion(folder);
  // In the way of the last step of 004, which has changed the table of assets by then.
  first.exec('CREATE INDEX asset_changes_newest ON assets (name)');
  const tables = first.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all();
  first.close();

  await expect(openTestStore(folder)).rejects.toThrow(
    /migration of the database failed.*asset_changes_newest/,
  );
  const second = new Libsql(join(folder, 'fathom.db'));
  expect(second.prepare('SELECT name, sql FROM sqlite_schema ORDER BY name').all()).toEqual(tables);
  second.exec('DROP INDEX asset_changes_newest');
  second.close();

  const store = await openTestStore(folder);
  expect(await store.inventory.facets({})).toMatchObject({ total: 0 });
});
