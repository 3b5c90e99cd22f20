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
import { type Peer, startPeer } from '../support/peer.ts';
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
  let prometheus: Peer;
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
    prometheus = await startPrometheus(folder, fathom.url);
  });

  afterAll(async () => {
    chatty?.kill('SIGKILL');
    await prometheus.stop();
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

  it('is found by Prometheus and scraped through Fathom', { timeout: 60_000 }, async () => {
    const query = `ifOperStatus{ifDescr="lo",instance="${agent.target}",site="lab"}`;
    await expect.poll(() => values(query), { timeout: 40_000, interval: 500 }).toEqual(['1']);
    expect(await values(`up{instance="${agent.target}"}`)).toEqual(['1']);
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

  /** Of Prometheus. */
  async function values(query: string): Promise<string[]> {
    const url = `${prometheus.url}/api/v1/query?query=${encodeURIComponent(query)}`;
    const { data } = (await (await fetch(url)).json()) as { data: { result: { value: [number, string] }[] } };
    return data.result.map(({ value }) => value[1]);
  }

  /** Rules that have found something. */
  async function evidence(): Promise<string> {
    return JSON.stringify(await json('/api/v1/scores'));
  }
});

async function startPrometheus(folder: string, fathom: string): Promise<Peer> {
  const file = join(folder, 'prometheus.yml');
  const scrape = { job_name: 'fathom', http_sd_configs: [{ url: `${fathom}/sd`, refresh_interval: '1s' }] };
  await writeFile(file, JSON.stringify({ global: { scrape_interval: '2s' }, scrape_configs: [scrape] }));
  const storage = `--storage.tsdb.path=${join(folder, 'tsdb')}`;
  const listen = '--web.listen-address={address}';
  return startPeer('prometheus', [`--config.file=${file}`, storage, listen], '/-/ready');
}
