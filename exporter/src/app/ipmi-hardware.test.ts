/** A server that looks at machines through their BMCs by IPMI alone: what comes of it in the events and the advice. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { stringify } from 'yaml';
import { ask } from '../../../test/support/http.ts';
import { type ChangingBmc, startChangingBmc } from '../../../test/support/ipmi/changing-bmc.ts';
import { PASSWORD, USER } from '../../../test/support/ipmi/made-up-bmc.ts';
import drivePredictsFailure from '../modules/advisors/drive-predicts-failure/module.ts';
import fanDegrading from '../modules/advisors/fan-degrading/module.ts';
import psuRedundancyLost from '../modules/advisors/psu-redundancy-lost/module.ts';
import rackThermalWarnings from '../modules/advisors/rack-thermal-warnings/module.ts';
import ipmi from '../modules/probes/ipmi/module.ts';
import ipmiScanner from '../modules/scanners/ipmi/module.ts';
import ipmiDevices from '../modules/watchers/ipmi-devices/module.ts';
import { loadConfig } from './config/load.ts';
import { SectionReader } from './config/section-reader.ts';
import { type RunningServer, startServer } from './server.ts';

const ADVISORS = [drivePredictsFailure, psuRedundancyLost, fanDegrading, rackThermalWarnings];
const modules = [ipmi, ipmiScanner, ipmiDevices, ...ADVISORS];
const PATIENCE = { timeout: 20_000, interval: 100 };
const [CPU0_TEMP, FAN_2, PSU2, REDUNDANCY, DISK] = [2, 5, 33, 34, 36];

let cwd: string;
let first: ChangingBmc;
/** Nothing is wrong with it. It is looked at last: the first looks are spread over the interval. */
let good: ChangingBmc;
let second: ChangingBmc;
let server: RunningServer;

const start = () => {
  const reader = new SectionReader();
  return startServer({ load: () => loadConfig({ modules, argv: [], env: {}, cwd, reader }), modules });
};
const get = async <T>(path: string) => JSON.parse((await ask(`${server.url}/api/v1/${path}`)).text) as T;
const metrics = async () => (await ask(`${server.url}/metrics`)).text;
const logged = async () => {
  const { items } = await get<{ items: { kind: string; message: string; attributes: object }[] }>(
    'events?limit=100&source=ipmi-devices',
  );
  return items.filter(({ attributes }) => 'origin' in attributes && attributes.origin === 'log');
};

beforeAll(async () => {
  cwd = mkdtempSync(join(tmpdir(), 'fathom-ipmi-hardware-'));
  [first, good, second] = [await startChangingBmc(), await startChangingBmc(), await startChangingBmc()];
  const login = { user: USER, pass: PASSWORD };
  writeFileSync(join(cwd, 'ipmi.yml'), stringify({ modules: { default: login } }));
  const targets = [first, good, second].map(({ target }, at) => ({
    ...{ name: `db${at + 1}`, address: target, interval: '10s', asset: `host-db${at + 1}`, rack: 'B07' },
  }));
  for (const bmc of [first, second]) bmc.setRaw(CPU0_TEMP, 86);
  first.setRaw(FAN_2, 14, 0b1);
  first.setStates(PSU2, 0, 3);
  first.setStates(REDUNDANCY, 1);
  first.setStates(DISK, 0, 2);
  const time = Math.floor(Date.now() / 1000) - 60;
  first.write(
    { id: 1, time, sensorType: 8, sensor: PSU2, data: [3, 0xff, 0xff] },
    { id: 2, time, sensorType: 8, sensor: PSU2, data: [3, 0xff, 0xff] },
  );
  writeFileSync(
    join(cwd, 'fathom.yml'),
    stringify({
      log: { level: 'fatal' },
      data: { dir: join(cwd, 'data') },
      web: { listenAddress: '127.0.0.1:0' },
      ipmi: { configFiles: ['ipmi.yml'], targets },
      advisors: Object.fromEntries(ADVISORS.map(({ id }) => [id, { interval: '1s' }])),
    }),
  );
  server = await start();
});
afterAll(async () => {
  await server.close();
  await Promise.all([first, good, second].map(({ made }) => made.stop()));
  rmSync(cwd, { recursive: true });
});

it('knows what is wrong with the machines, and what to do', { timeout: 60_000 }, async () => {
  await vi.waitFor(async () => {
    const { items } = await get<{ items: { asset: string; advisor: string; title: string }[] }>(
      'recommendations',
    );
    expect(items.map(({ asset, advisor, title }) => [asset, advisor, title]).sort()).toEqual([
      ['host-db1', 'drive-predicts-failure', 'db1: drive Disk 3 predicts its failure'],
      ['host-db1', 'fan-degrading', 'db1: FAN 2 is degrading'],
      ['host-db1', 'psu-redundancy-lost', 'db1 has lost the redundancy of its power supplies'],
      ['rack-b07', 'rack-thermal-warnings', 'Rack B07: 2 machines are warm'],
    ]);
  }, PATIENCE);
  expect(await metrics()).toMatch(
    /^fathom_hardware_problems\{kind="hardware\.psu",severity="critical",target="db1"\} 1$/m,
  );
});

it('asks the BMC through one session, whoever asks', async () => {
  await ask(`${server.url}/ipmi?target=${first.target}`);
  expect(first.made.bmc.sessions).toBe(1);
});

it('tells an entry of the log once, also over a restart', { timeout: 60_000 }, async () => {
  const before = await logged();
  expect(before.map(({ kind, message }) => [kind, message])).toEqual(
    [1, 2].map(() => ['hardware.psu', 'db1: Power Supply 2 PSU2 Status: Power Supply input lost (AC/DC)']),
  );
  await server.close();
  server = await start();
  await vi.waitFor(
    async () => expect(await metrics()).toMatch(/^fathom_events_duplicates_total 2$/m),
    PATIENCE,
  );
  expect(await logged()).toEqual(before);
});
