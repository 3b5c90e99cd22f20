/** A range of addresses with four devices in it: found by `fathom scan snmp`, and in the inventory of a server. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import type { Asset, AssetDraft } from '../../exporter/src/model/asset.ts';
import { type FathomProcess, startFathom } from '../support/fathom.ts';
import { ask } from '../support/http.ts';
import { type SnmpAgent, startSnmpAgent } from '../support/snmp-agent/start.ts';
import { freeUdpPort } from '../support/snmp-daemons.ts';
import { runTool } from '../support/tool.ts';

const MAIN = new URL('../../exporter/src/main.ts', import.meta.url).pathname;
const RANGE = '127.0.0.0/28';
const LLDP = '1.0.8802.1.1.2.1';
/** The switch of the agents calls its first interface so, and gives it this address. */
const FIRST_PORT_MAC = '020000000001';

/** On its second port the edge switch sees the first port of the core. */
const SEES_CORE = [
  `${LLDP}.4.1.1.4.0.2.1|2|4`,
  `${LLDP}.4.1.1.5.0.2.1|4x|${FIRST_PORT_MAC}`,
  `${LLDP}.4.1.1.6.0.2.1|2|5`,
  `${LLDP}.4.1.1.7.0.2.1|4|Gi1/0/1`,
  `${LLDP}.4.1.1.9.0.2.1|4|core`,
];
const named = (name: string, objectId: string, ...more: readonly string[]) =>
  [
    `1.3.6.1.2.1.1.2.0|6|${objectId}`,
    '1.3.6.1.2.1.1.3.0|67|100',
    `1.3.6.1.2.1.1.5.0|4|${name}`,
    ...more,
  ].join('\n');

let folder: string;
let agents: SnmpAgent[];
let port: number;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fathom-snmp-scan-'));
  port = await freeUdpPort();
  const recording = (name: string, text: string) => {
    writeFileSync(join(folder, name), `${text}\n`);
    return join(folder, name);
  };
  const edge = named('edge', '1.3.6.1.4.1.14988.1', '1.3.6.1.2.1.17.1.2.0|2|8', ...SEES_CORE);
  const printer = named('printer', '1.3.6.1.4.1.2435.2.3', '1.3.6.1.2.1.43.5.1.1.17.1|4|SN-1');
  const server = named('server', '1.3.6.1.4.1.8072.3.2.10', '1.3.6.1.2.1.1.7.0|2|72');
  const started = [
    startSnmpAgent({ port, addresses: ['127.0.0.2'], interfaces: 3 }),
    startSnmpAgent({ port, addresses: ['127.0.0.5'], recording: recording('edge', edge) }),
    startSnmpAgent({ port, addresses: ['127.0.0.9'], recording: recording('printer', printer) }),
    startSnmpAgent({
      port,
      addresses: ['127.0.0.14'],
      recording: recording('server', server),
      community: 'lab',
    }),
  ];
  agents = await Promise.all(started);
  writeFileSync(join(folder, 'snmp.yml'), 'auths:\n  lab: { community: lab }\nmodules: {}\n');
  const scanner = {
    ranges: [RANGE],
    port,
    auths: ['public_v2', 'lab'],
    answerTimeout: '200ms',
    maxPerSecond: 1000,
  };
  const text = stringify({ snmp: { configFiles: [join(folder, 'snmp.yml')] }, scanners: { snmp: scanner } });
  writeFileSync(join(folder, 'fathom.yml'), text);
});
afterAll(async () => {
  await Promise.all(agents.map((agent) => agent.stop()));
  rmSync(folder, { recursive: true });
});

const IDS = ['device-127.0.0.14', 'device-127.0.0.2', 'device-127.0.0.5', 'device-127.0.0.9'];
const TYPES = ['server', 'server', 'switch', 'printer'];

describe('four devices in a range', () => {
  const scan = (...args: string[]) =>
    runTool(process.execPath, ['--import', import.meta.resolve('tsx'), MAIN, 'scan', 'snmp', ...args]);

  it('are found from the command line', async () => {
    const config = `--config.file=${join(folder, 'fathom.yml')}`;
    const { code, output } = await scan('--json', config);
    const { results } = JSON.parse(output) as { results: { assets: AssetDraft[] }[] };
    const assets = (results[0]?.assets ?? []).sort((a, b) => (a.id < b.id ? -1 : 1));
    expect(assets.map(({ id, labels }) => [id, labels['type']])).toEqual(IDS.map((id, i) => [id, TYPES[i]]));
    expect(assets[2]?.relations).toEqual([{ type: 'connects-to', target: 'device-127.0.0.2' }]);
    expect(code).toBe(0);
  });

  it('are shown as a table; without the auth, one of them is not found', async () => {
    const { code, output } = await scan(
      '--range',
      '127.0.0.2-127.0.0.14',
      '--port',
      String(port),
      '--rate',
      '1000',
    );
    expect(output).toMatch(/^snmp: 3 found/);
    expect(output).toMatch(/^ADDRESS +NAME +TYPE +VENDOR/m);
    expect(output).toMatch(/^127\.0\.0\.9 +printer +printer +Brother /m);
    expect(code).toBe(0);
  });

  describe('and a server', () => {
    let fathom: FathomProcess;
    beforeAll(async () => {
      fathom = await startFathom({ cwd: folder });
    });
    afterAll(() => fathom.stop());

    it('has them in its inventory, connected', async () => {
      const devices = async () => {
        const { text } = await ask(`${fathom.url}/api/v1/assets?source=snmp`);
        return (JSON.parse(text) as { items: Asset[] }).items;
      };
      await expect
        .poll(async () => (await devices()).map(({ id }) => id).sort(), { timeout: 30_000 })
        .toEqual(IDS);
      const edge = (await devices()).find(({ name }) => name === 'edge');
      expect(edge).toMatchObject({
        kind: 'network-device',
        attributes: { neighbours: [{ remotePort: 'Gi1/0/1' }] },
      });
      expect(edge?.relations).toEqual([{ type: 'connects-to', target: 'device-127.0.0.2' }]);
    });
  });
});
