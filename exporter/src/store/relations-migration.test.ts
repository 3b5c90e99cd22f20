import { expect, it } from 'vitest';
import { firstVersion } from '../../../test/support/first-version.ts';
import { openTestStore, temporaryFolder } from '../../../test/support/store.ts';

it('finds the relations of assets that an earlier version wrote', async () => {
  const folder = await temporaryFolder();
  const database = await firstVersion(folder);
  const add = database.prepare(`INSERT INTO assets
    (id, kind, name, tenant, source, status, first_seen, last_seen, labels, attributes, relations)
    VALUES (?, 'service', ?, 'default', 'ports', 'active', 0, 0, '{}', '{}', ?)`);
  const onHost = { type: 'runs-on', target: 'host' };
  add.run(['a', 'a', JSON.stringify([onHost, onHost, { type: 'depends-on', target: 'b' }])]);
  add.run(['b', 'b', '[]']);
  database.close();
  const { graph } = await openTestStore(folder);
  const edges = await graph.edges(['a', 'b', 'host'], 10);
  expect(edges.map(({ source, type, target }) => `${source} ${type} ${target}`).sort()).toEqual([
    'a depends-on b',
    'a runs-on host',
  ]);
  expect((await graph.relations('host', { sort: 'id', order: 'asc', limit: 10 })).items).toMatchObject([
    { direction: 'in', id: 'a' },
  ]);
});
