import { expect, it } from 'vitest';
import { firstVersion } from '../../../test/support/first-version.ts';
import { openTestStore, temporaryFolder } from '../../../test/support/store.ts';

it('assets that were there before are found by name and id, in any case of any script', async () => {
  const folder = await temporaryFolder();
  const database = await firstVersion(folder);
  const add = database.prepare(`INSERT INTO assets
    (id, kind, name, tenant, source, status, first_seen, last_seen, labels, attributes, relations)
    VALUES (?, 'host', ?, 'default', 'api', 'active', 0, 0, '{}', '{}', '[]')`);
  add.run(['Web-1', 'Сервер']);
  add.run(['db-1', 'ÜBER']);
  database.close();
  const { inventory } = await openTestStore(folder);
  const found = async (search: string) =>
    (await inventory.list({ sort: 'id', order: 'asc', limit: 10, search })).items.map(({ id }) => id);
  expect(await found('СЕРВ')).toEqual(['Web-1']);
  expect(await found('wEB')).toEqual(['Web-1']);
  expect(await found('über')).toEqual(['db-1']);
  expect(await found('nothing')).toEqual([]);
  expect((await inventory.facets({ search: 'сервер' })).total).toBe(1);
});
