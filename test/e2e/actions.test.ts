/** What people did and was acknowledged is there after a crash, even where the database has lost it. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openSqlite } from '../../exporter/src/platform/sqlite.ts';
import { type FathomProcess, startFathom } from '../support/fathom.ts';

let dataDir: string;
let fathom: FathomProcess | undefined;

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'fathom-actions-'));
});
afterEach(async () => {
  await fathom?.kill();
  fathom = undefined;
  await rm(dataDir, { recursive: true, force: true });
});

const start = async () => (fathom = await startFathom({ dataDir }));

async function post(server: FathomProcess, path: string, body: object, login = 'alice') {
  const headers = { 'Content-Type': 'application/json', 'X-Grafana-Context': JSON.stringify({ login }) };
  const init = { method: 'POST', headers, body: JSON.stringify(body) };
  const answer = await fetch(`${server.url}/api/v1${path}`, init);
  expect(answer.status).toBe(200);
  return answer.json();
}
const get = async (server: FathomProcess, path: string) =>
  (await (await fetch(`${server.url}/api/v1${path}`)).json()) as object;

/** As if the machine had lost power before the database reached the disk: it is written without fsync. */
function loseActions(): void {
  const database = openSqlite(join(dataDir, 'fathom.db'));
  database.run(
    `UPDATE incidents SET acknowledged = 0,
       document = json_set(document, '$.activity', json('[]'), '$.acknowledged', NULL)`,
    [],
  );
  database.close();
}

it('an acknowledged action survives kill -9, and is done again where the database lacks it', async () => {
  const first = await start();
  const alert = {
    status: 'firing',
    fingerprint: 'f1',
    startsAt: new Date().toISOString(),
    labels: { alertname: 'Busy', severity: 'critical' },
  };
  const opened = (await post(first, '/alertmanager', { version: '4', alerts: [alert] })) as {
    incidents: { id: string }[];
  };
  const path = `/incidents/${opened.incidents[0]?.id}`;
  await post(first, `${path}/actions`, { action: 'acknowledge' });
  const done = await post(first, `${path}/actions`, { action: 'comment', note: 'the backup' }, 'bob');
  await first.kill();

  const { activity, acknowledged } = done as { activity: object[]; acknowledged: object };
  expect(activity).toMatchObject([
    { actor: 'alice', action: 'acknowledge' },
    { actor: 'bob', action: 'comment', note: 'the backup' },
  ]);
  const second = await start();
  expect(await get(second, path)).toMatchObject({ activity, acknowledged });
  expect(second.output()).not.toContain('applied again');
  await second.kill();

  loseActions();
  const third = await start();
  expect(await get(third, path)).toMatchObject({ activity, acknowledged });
  expect(third.output()).toContain('actions of people applied again after a crash');
});
