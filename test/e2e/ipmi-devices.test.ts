/** A machine whose BMC is Debian's ipmi_sim: what it writes into its log becomes an event, once; what is wrong, advice. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ask, IpmiClient, NET_FN } from 'ipmi-js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventView } from '../../exporter/src/model/event.ts';
import { type FathomProcess, startFathom } from '../support/fathom.ts';
import { ADMIN, IPMI_SIM, type IpmiSim, READER, startIpmiSim } from '../support/ipmi-sim/ipmi-sim.ts';
import { hasTool } from '../support/tool.ts';

const ADD_SEL_ENTRY = 0x44;
const PATIENCE = { timeout: 20_000, interval: 100 };
/** "Chassis intrusion": the made-up machine has no other entry of that kind. */
const INTRUSION = [0x05, 35, 0x6f, 0, 0xff, 0xff];

describe.skipIf(!hasTool(IPMI_SIM))('a machine with a BMC that speaks IPMI', { timeout: 60_000 }, () => {
  let folder: string;
  let data: string;
  let sim: IpmiSim;
  let admin: IpmiClient;
  let fathom: FathomProcess;

  beforeAll(async () => {
    [folder, data] = [await temporary(), await temporary()];
    sim = await startIpmiSim();
    admin = new IpmiClient({ host: '127.0.0.1', port: sim.port, ...ADMIN, privilege: 'admin' });
    const config = {
      ipmi: {
        configFiles: ['ipmi.yml'],
        targets: [
          { name: 'db1', address: `127.0.0.1:${sim.port}`, asset: 'host-db1', rack: 'B07', interval: '10s' },
        ],
      },
      advisors: { 'psu-redundancy-lost': { interval: '1s' } },
    };
    const login = { user: READER.user, pass: READER.password };
    await writeFile(join(folder, 'ipmi.yml'), JSON.stringify({ modules: { default: login } }));
    await writeFile(join(folder, 'fathom.yml'), JSON.stringify(config));
    fathom = await start();
  });

  afterAll(async () => {
    await fathom.stop();
    await admin.close();
    await sim.stop();
    for (const each of [folder, data]) await rm(each, { recursive: true, force: true });
  });

  const temporary = () => mkdtemp(join(tmpdir(), 'fathom-ipmi-devices-'));
  const start = () => startFathom({ cwd: folder, dataDir: data });
  const json = async <T>(path: string) => (await (await fetch(`${fathom.url}${path}`)).json()) as T;
  const metric = async (name: string) => {
    const text = await (await fetch(`${fathom.url}/metrics`)).text();
    return new RegExp(`^${name}(?:\\{.*\\})? (.*)$`, 'm').exec(text)?.[1];
  };
  const intrusions = async () => {
    const { items } = await json<{ items: EventView[] }>('/api/v1/events?kind=hardware.intrusion');
    return items;
  };
  const write = async (seconds: number) => {
    const time = [0, 8, 16, 24].map((shift) => (seconds >>> shift) & 0xff);
    const entry = Uint8Array.of(0, 0, 2, ...time, 0x20, 0, 4, ...INTRUSION);
    await ask(admin, { netFn: NET_FN.storage, command: ADD_SEL_ENTRY, data: entry });
  };

  it('has an entry of its log told once, and what is wrong with it', async () => {
    await expect.poll(() => metric('fathom_ipmi_target_up'), PATIENCE).toBe('1');
    expect(await intrusions()).toEqual([]);
    await write(Math.floor(Date.now() / 1000));
    await expect.poll(intrusions, PATIENCE).toMatchObject([
      {
        asset: 'host-db1',
        source: 'ipmi-devices',
        severity: 'critical',
        message: 'db1: System Chassis Chassis Intru: General Chassis Intrusion',
        attributes: { origin: 'log', rack: 'B07' },
        count: 1,
      },
    ]);
    const recommendations = async () => {
      const { items } = await json<{ items: { asset: string; advisor: string; title: string }[] }>(
        '/api/v1/recommendations',
      );
      return items.filter(({ advisor }) => advisor === 'psu-redundancy-lost');
    };
    await expect
      .poll(recommendations, PATIENCE)
      .toMatchObject([{ asset: 'host-db1', title: 'db1 has lost the redundancy of its power supplies' }]);
  });

  it('has it told no more after a restart', async () => {
    const before = await intrusions();
    await fathom.stop();
    fathom = await start();
    await expect.poll(() => metric('fathom_events_duplicates_total'), PATIENCE).toBe('7');
    expect(await intrusions()).toEqual(before);
  });
});
