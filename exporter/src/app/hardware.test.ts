/** A server that looks at a machine through its BMC: what comes of it in the inventory, the events and the advice. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { ask } from '../../../test/support/http.ts';
import { type MockService, PASSWORD, startMockService, USER } from '../../../test/support/redfish/service.ts';
import { dellTree } from '../../../test/support/redfish/trees/dell.ts';
import drivePredictsFailure from '../modules/advisors/drive-predicts-failure/module.ts';
import psuRedundancyLost from '../modules/advisors/psu-redundancy-lost/module.ts';
import redfishScanner from '../modules/scanners/redfish/module.ts';
import redfishDevices from '../modules/watchers/redfish-devices/module.ts';
import { loadConfig } from './config/load.ts';
import { SectionReader } from './config/section-reader.ts';
import { type RunningServer, startServer } from './server.ts';

const modules = [redfishScanner, redfishDevices, drivePredictsFailure, psuRedundancyLost];
const PATIENCE = { timeout: 20_000, interval: 100 };
const ASSET = 'host-db1';

let cwd: string;
let service: MockService;
let server: RunningServer;

const start = () => {
  const reader = new SectionReader();
  return startServer({ load: () => loadConfig({ modules, argv: [], env: {}, cwd, reader }), modules });
};
const get = async <T>(path: string) => JSON.parse((await ask(`${server.url}/api/v1/${path}`)).text) as T;
const events = async (query: string) =>
  (await get<{ items: { asset: string; attributes: Record<string, unknown> }[] }>(`events?${query}`)).items;

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'fathom-hardware-'));
  service = await startMockService({ tree: dellTree() });
  const login = { username: USER, password: PASSWORD, scheme: 'http' };
  writeFileSync(join(cwd, 'idrac.yml'), stringify({ hosts: { default: login } }));
  const targets = [{ name: 'db1', address: service.target, interval: '10s', asset: ASSET }];
  writeFileSync(
    join(cwd, 'fathom.yml'),
    stringify({
      log: { level: 'fatal' },
      data: { dir: join(cwd, 'data') },
      web: { listenAddress: '127.0.0.1:0' },
      redfish: { configFiles: ['idrac.yml'], targets },
    }),
  );
  server = await start();
});
afterAll(async () => {
  await server.close();
  await service.stop();
  rmSync(cwd, { recursive: true });
});

it('knows the machine, what is wrong with it, and what to do', { timeout: 60_000 }, async () => {
  const asset = await get<{ name: string; kind: string; attributes: { bmc: object } }>(`assets/${ASSET}`);
  expect(asset).toMatchObject({
    name: 'db1',
    kind: 'host',
    attributes: { bmc: { model: '14G Monolithic' } },
  });
  await vi.waitFor(async () => {
    const told = await events(`asset=${ASSET}&kind=hardware.drive_predicted`);
    expect(told.map(({ attributes }) => attributes['serial'])).toEqual(['S2']);
  }, PATIENCE);
  await vi.waitFor(async () => {
    const { items } = await get<{ items: { asset: string; advisor: string; title: string }[] }>(
      'recommendations',
    );
    expect(items.map((each) => [each.asset, each.advisor]).sort()).toEqual([
      [ASSET, 'drive-predicts-failure'],
      [ASSET, 'psu-redundancy-lost'],
    ]);
  }, PATIENCE);
});

it('tells an entry of the log once, also over a restart', { timeout: 60_000 }, async () => {
  const logged = async () =>
    (await events(`asset=${ASSET}&limit=100`)).filter(({ attributes }) => attributes['origin'] === 'log');
  const before = await logged();
  expect(before).toHaveLength(3);
  await server.close();
  server = await start();
  const polled = async () => (await ask(`${server.url}/metrics`)).text;
  await vi.waitFor(
    async () => expect(await polled()).toMatch(/^fathom_redfish_target_up\{target="db1"\} 1$/m),
    PATIENCE,
  );
  await vi.waitFor(
    async () => expect(await polled()).toMatch(/^fathom_events_duplicates_total 3$/m),
    PATIENCE,
  );
  expect(await logged()).toEqual(before);
});
