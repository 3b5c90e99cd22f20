import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openTestStore, temporaryFolder } from '../../../test/support/store.ts';
import { openSqlite } from '../platform/sqlite.ts';

/** Makes the database what it was before searches had a column of their own. */
function undo(path: string): void {
  const connection = openSqlite(path);
  for (const statement of [
    'DROP INDEX assets_facets',
    'DROP INDEX assets_tenant',
    'DROP INDEX assets_source',
    'DROP INDEX asset_changes_newest',
    'ALTER TABLE assets DROP COLUMN search',
    'CREATE INDEX assets_source ON assets (source, status, id)',
    "DELETE FROM kysely_migration WHERE name = '004-inventory-search'",
  ])
    connection.run(statement, []);
  connection.close();
}

it('assets that were there before are found by name and id, in any case of any script', async () => {
  const folder = await temporaryFolder();
  const before = await openTestStore(folder);
  const fields = { kind: 'host', labels: {}, attributes: {}, relations: [] } as const;
  const assets = [
    { ...fields, id: 'Web-1', name: 'Сервер' },
    { ...fields, id: 'db-1', name: 'ÜBER' },
  ];
  await before.inventory.report({
    source: 'api',
    tenant: 'default',
    timeMs: 1e12,
    assets: assets.map((asset) => ({ ...asset, relations: [] })),
  });
  await before.close();
  undo(join(folder, 'fathom.db'));
  const { inventory } = await openTestStore(folder);
  const found = async (search: string) =>
    (await inventory.list({ sort: 'id', order: 'asc', limit: 10, search })).items.map(({ id }) => id);
  expect(await found('СЕРВ')).toEqual(['Web-1']);
  expect(await found('wEB')).toEqual(['Web-1']);
  expect(await found('über')).toEqual(['db-1']);
  expect(await found('nothing')).toEqual([]);
  expect((await inventory.facets({ search: 'сервер' })).total).toBe(1);
});
