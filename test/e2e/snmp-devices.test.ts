/**
 * A configured device is looked at: traffic that a real agent counts on a real interface and a real process with many
 * connections make one finding. The device is this host, so that both are of one asset.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EventView } from '../../exporter/src/model/event.ts';
import { type FathomProcess, startFathom } from '../support/fathom.ts';
import { COMMUNITY, type SnmpDaemon, SNMPD, startSnmpd } from '../support/snmp-daemons.ts';
import { hasTool } from '../support/tool.ts';

const RULE = 'network-spike-and-many-connections';
/** More than anything else on this machine has; each has both its ends in one process. */
const CONNECTIONS = 200;

/** Connected with itself many times, it sends as fast as it can over one of the connections. */
const CHATTY = `
const net = require('node:net');
const chunk = Buffer.alloc(1 << 20);
const send = (socket) => { while (socket.write(chunk)); socket.once('drain', () => send(socket)); };
const server = net.createServer((socket) => socket.resume());
server.listen(0, '127.0.0.1', () => {
  for (let i = 0; i < ${CONNECTIONS}; i += 1) {
    const socket = net.connect(server.address().port, '127.0.0.1');
    if (i === 0) socket.once('connect', () => send(socket));
  }
});
process.once('disconnect', () => process.exit());
`;

describe.skipIf(!hasTool(SNMPD))('a device that is looked at', () => {
  let folder: string;
  let agent: SnmpDaemon;
  let fathom: FathomProcess;
  let chatty: ChildProcess | undefined;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'fathom-devices-'));
    agent = await startSnmpd();
    const target = (name: string, more: object) => ({ name, interval: '1s', auth: 'lab', ...more });
    const config = {
      snmp: {
        configFiles: ['snmp.yml'],
        targets: [
          target('me', { address: agent.target, labels: { site: 'lab' } }),
          target('nobody', { address: '127.0.0.1:9', asset: 'device-nobody' }),
        ],
      },
      watchers: {
        'host-pressure': { enabled: false },
        'process-behaviour': { connections: 2 * CONNECTIONS - 100 },
        'snmp-devices': {
          ignoreInterfaces: '',
          networkFloor: '50MB',
          networkAverage: '30s',
          requestTimeout: '500ms',
          retries: 0,
        },
      },
    };
    await writeFile(join(folder, 'snmp.yml'), `auths: { lab: { community: ${COMMUNITY} } }\n`);
    await writeFile(join(folder, 'fathom.yml'), JSON.stringify(config));
    fathom = await startFathom({ cwd: folder });
  });

  afterAll(async () => {
    chatty?.kill('SIGKILL');
    await fathom.stop();
    await agent.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it('tells whether it answers', { timeout: 30_000 }, async () => {
    await expect.poll(() => up('me'), { timeout: 10_000 }).toBe('1');
    await expect.poll(() => up('nobody'), { timeout: 10_000 }).toBe('0');
    await expect.poll(() => eventsOf('snmp.device_unreachable'), { timeout: 15_000 }).toHaveLength(1);
    const [event] = await eventsOf('snmp.device_unreachable');
    expect(event).toMatchObject({ asset: 'device-nobody', source: 'snmp-devices', severity: 'error' });
    const modules = await json<{ modules: { id: string; status: string }[] }>('/api/v1/health');
    expect(modules.modules.find(({ id }) => id === 'snmp-devices')?.status).toBe('ok');
  });

  it('makes one finding with a process of the same host', { timeout: 120_000 }, async () => {
    // As long as it takes until there is an average to compare with.
    await expect.poll(() => polls(), { timeout: 60_000, interval: 500 }).toBeGreaterThan(50);
    expect(await eventsOf('host.network_spike')).toEqual([]);
    chatty = spawn(process.execPath, ['-e', CHATTY], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    await once(chatty, 'spawn');
    await expect.poll(() => evidence(), { timeout: 60_000, interval: 500 }).toContain(RULE);
    const [spike] = await eventsOf('host.network_spike');
    expect(spike).toMatchObject({
      source: 'snmp-devices',
      attributes: { target: 'me', busiest_interface: 'lo' },
    });
    const [many] = await eventsOf('process.many_connections');
    expect([many?.asset, many?.attributes['pid']]).toEqual([spike?.asset, chatty.pid]);
  });

  const text = async (path: string) => (await fetch(fathom.url + path)).text();
  const json = async <T>(path: string) => JSON.parse(await text(path)) as T;
  const up = async (name: string) =>
    new RegExp(`^fathom_snmp_target_up\\{target="${name}"\\} (\\d)$`, 'm').exec(await text('/metrics'))?.[1];
  const polls = async () => Number(/^fathom_snmp_polls_total (\d+)$/m.exec(await text('/metrics'))?.[1] ?? 0);
  const eventsOf = async (kind: string) =>
    (await json<{ items: EventView[] }>(`/api/v1/events?kind=${kind}&limit=500`)).items;

  /** Rules that have found something. */
  async function evidence(): Promise<string> {
    return JSON.stringify(await json('/api/v1/scores'));
  }
});
