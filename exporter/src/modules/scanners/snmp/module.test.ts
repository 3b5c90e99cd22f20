import { describe, expect, it } from 'vitest';
import { OWN_ADDRESS, OWN_MAC, snmpNet } from '../../../../../test/support/snmp-scan.ts';

const hex = (mac: string) => mac.replaceAll(':', '');
const octets = (address: string) =>
  address
    .split('.')
    .map((each) => Number(each).toString(16).padStart(2, '0'))
    .join('');
const CORE_MAC = '02:00:00:00:01:01';
const EDGE_MAC = '02:00:00:00:02:01';
const LLDP = '1.0.8802.1.1.2.1';

const system = (name: string, objectId: string, services: number) =>
  [
    `1.3.6.1.2.1.1.1.0|4|${name}, a device of the tests`,
    `1.3.6.1.2.1.1.2.0|6|${objectId}`,
    '1.3.6.1.2.1.1.3.0|67|8640000',
    '1.3.6.1.2.1.1.4.0|4|ops@example.com',
    `1.3.6.1.2.1.1.5.0|4|${name}`,
    '1.3.6.1.2.1.1.6.0|4|rack 7',
    `1.3.6.1.2.1.1.7.0|2|${services}`,
  ].join('\n');
const port = (index: number, name: string, mac: string, up = true) =>
  [
    `1.3.6.1.2.1.2.2.1.2.${index}|4|GigabitEthernet${name}`,
    `1.3.6.1.2.1.2.2.1.3.${index}|2|6`,
    `1.3.6.1.2.1.2.2.1.5.${index}|66|4294967295`,
    `1.3.6.1.2.1.2.2.1.6.${index}|4x|${hex(mac)}`,
    `1.3.6.1.2.1.2.2.1.7.${index}|2|1`,
    `1.3.6.1.2.1.2.2.1.8.${index}|2|${up ? 1 : 2}`,
    `1.3.6.1.2.1.31.1.1.1.1.${index}|4|${name}`,
    `1.3.6.1.2.1.31.1.1.1.15.${index}|66|10000`,
    `1.3.6.1.2.1.31.1.1.1.18.${index}|4|to somewhere`,
  ].join('\n');
const seenByLldp = (port: number, mac: string, name: string, remotePort: string, address?: string) =>
  [
    `${LLDP}.3.7.1.2.${port}|2|5`,
    `${LLDP}.3.7.1.3.${port}|4|Gi0/${port}`,
    `${LLDP}.4.1.1.4.0.${port}.1|2|4`,
    `${LLDP}.4.1.1.5.0.${port}.1|4x|${hex(mac)}`,
    `${LLDP}.4.1.1.6.0.${port}.1|2|5`,
    `${LLDP}.4.1.1.7.0.${port}.1|4|${remotePort}`,
    `${LLDP}.4.1.1.9.0.${port}.1|4|${name}`,
    ...(address === undefined ? [] : [`${LLDP}.4.2.1.3.0.${port}.1.1.4.${address}|2|2`]),
  ].join('\n');
const seenByCdp = (port: number, name: string, remotePort: string, address: string) =>
  [
    `1.3.6.1.4.1.9.9.23.1.2.1.1.3.${port}.1|2|1`,
    `1.3.6.1.4.1.9.9.23.1.2.1.1.4.${port}.1|4x|${octets(address)}`,
    `1.3.6.1.4.1.9.9.23.1.2.1.1.6.${port}.1|4|${name}`,
    `1.3.6.1.4.1.9.9.23.1.2.1.1.7.${port}.1|4|${remotePort}`,
  ].join('\n');
const chassis = [
  '1.3.6.1.2.1.47.1.1.1.1.5.1|2|3',
  '1.3.6.1.2.1.47.1.1.1.1.5.2|2|9',
  '1.3.6.1.2.1.47.1.1.1.1.9.1|4|15.2(4)E',
  '1.3.6.1.2.1.47.1.1.1.1.11.1|4|FOC1234',
  '1.3.6.1.2.1.47.1.1.1.1.11.2|4|of a module',
  '1.3.6.1.2.1.47.1.1.1.1.13.1|4|WS-C2960',
].join('\n');

const core = [
  system('core.example.com', '1.3.6.1.4.1.9.1.1208', 6),
  port(1, 'Gi0/1', CORE_MAC),
  port(2, 'Gi0/2', '02:00:00:00:01:02', false),
  '1.3.6.1.2.1.17.1.2.0|2|24',
  '1.3.6.1.2.1.4.20.1.2.10.0.0.1|2|1',
  '1.3.6.1.2.1.4.20.1.2.127.0.0.1|2|1',
  seenByLldp(1, EDGE_MAC, 'edge', 'eth0'),
  seenByLldp(2, '02:ff:ff:ff:ff:ff', 'stranger', 'eth9', '192.0.2.7'),
  seenByLldp(3, OWN_MAC, 'whatever', 'eno1'),
  chassis,
].join('\n');
const edge = [
  system('edge', '1.3.6.1.4.1.14988.1', 78),
  port(1, 'ether1', EDGE_MAC),
  '1.3.6.1.2.1.4.1.0|2|1',
  seenByCdp(1, 'core.example.com(FOC1234)', 'GigabitEthernet0/1', '10.0.0.1'),
].join('\n');
const net = { '10.0.0.1': { recording: core }, '10.0.0.2': { recording: edge, community: 'secret' } };
const YML = 'auths:\n  other: { community: secret }\nmodules: {}\n';

describe('devices in a range', () => {
  const whole = () =>
    snmpNet(
      net,
      { ranges: ['10.0.0.0/29', OWN_ADDRESS], auths: ['public_v2', 'other'] },
      { configFiles: ['snmp.yml'] },
      YML,
    );

  it('are found with the auth that they answer to, each with what it tells', async () => {
    const { assets, partial } = await whole().scan();
    expect(partial).toEqual([]);
    const byId = new Map(assets.map((asset) => [asset.id, asset]));
    expect([...byId.keys()].sort()).toEqual(['device-10.0.0.1', 'device-10.0.0.2']);
    expect(byId.get('device-10.0.0.1')).toEqual({
      id: 'device-10.0.0.1',
      kind: 'network-device',
      name: 'core.example.com',
      labels: { type: 'switch', vendor: 'Cisco' },
      attributes: {
        type: 'switch',
        address: '10.0.0.1',
        addresses: ['10.0.0.1'],
        vendor: 'Cisco',
        model: 'WS-C2960',
        serial: 'FOC1234',
        firmware: '15.2(4)E',
        description: 'core.example.com, a device of the tests',
        location: 'rack 7',
        contact: 'ops@example.com',
        sysName: 'core.example.com',
        objectId: '1.3.6.1.4.1.9.1.1208',
        snmp: { auth: 'public_v2', port: 161 },
        interfaceCount: 2,
        interfaces: [
          {
            index: 1,
            name: 'Gi0/1',
            alias: 'to somewhere',
            mac: CORE_MAC,
            status: 'up',
            adminStatus: 'up',
            speedMbps: 10_000,
            type: 6,
            addresses: ['10.0.0.1', '127.0.0.1'],
          },
          expect.objectContaining({ name: 'Gi0/2', status: 'down' }),
        ],
        neighbours: [
          {
            protocol: 'lldp',
            localPort: 'Gi0/1',
            remotePort: 'eth0',
            name: 'edge',
            mac: EDGE_MAC,
            asset: 'device-10.0.0.2',
          },
          {
            protocol: 'lldp',
            localPort: 'Gi0/2',
            remotePort: 'eth9',
            name: 'stranger',
            mac: '02:ff:ff:ff:ff:ff',
            address: '192.0.2.7',
          },
          {
            protocol: 'lldp',
            localPort: 'Gi0/3',
            remotePort: 'eno1',
            name: 'whatever',
            mac: OWN_MAC,
            asset: 'host-test',
          },
        ],
        stats: { uptimeSeconds: 86_400 },
      },
      relations: [
        { type: 'connects-to', target: 'device-10.0.0.2' },
        { type: 'connects-to', target: 'host-test' },
      ],
    });
    expect(byId.get('device-10.0.0.2')).toMatchObject({
      labels: { type: 'router', vendor: 'MikroTik' },
      attributes: {
        snmp: { auth: 'other' },
        neighbours: [
          {
            protocol: 'cdp',
            localPort: 'ether1',
            remotePort: 'GigabitEthernet0/1',
            asset: 'device-10.0.0.1',
          },
        ],
      },
      relations: [{ type: 'connects-to', target: 'device-10.0.0.1' }],
    });
  });

  it('are asked politely: each silent address once with each auth, this host never', async () => {
    const { client, scan } = whole();
    const { notes } = await scan();
    expect(notes).toEqual([
      `${OWN_ADDRESS} is this host: it is left out, for others describe it from inside`,
    ]);
    const times = (address: string) => client.asked.filter((each) => each === address).length;
    expect(['10.0.0.3', '10.0.0.4', '10.0.0.5', '10.0.0.6'].map(times)).toEqual([2, 2, 2, 2]);
    expect([times(OWN_ADDRESS), times('10.0.0.0'), times('10.0.0.7')]).toEqual([0, 0, 0]);
  });

  it.each([
    [1, 1],
    [3, 2],
  ])('are asked %d at a time', async (maxConcurrent, least) => {
    const { client, scan } = snmpNet(net, { ranges: ['10.0.0.3-10.0.0.20'], maxConcurrent });
    await scan();
    // How many meet below the bound is a matter of time.
    expect(client.mostTogether).toBeLessThanOrEqual(maxConcurrent);
    expect(client.mostTogether).toBeGreaterThanOrEqual(least);
  });

  it('are left out where they may not be asked, and the key is named', async () => {
    const { client, scan } = snmpNet(
      net,
      { ranges: ['8.8.8.0/30', '10.0.0.0/30'] },
      { allow: ['10.0.0.0/8', '!10.0.0.1'] },
    );
    const { assets, partial } = await scan();
    expect(client.asked).toEqual(['10.0.0.2']);
    expect(assets).toEqual([]);
    expect(partial.map(({ code, message }) => `${code} ${message}`)).toEqual([
      expect.stringMatching(/^permission_denied the range 8\.8\.8\.0\/30: 2 of .* snmp\.allow/),
      expect.stringMatching(/^permission_denied the range 10\.0\.0\.0\/30: 1 of .* snmp\.allow/),
    ]);
  });

  it('are bounded, and it is said', async () => {
    const { client, scan } = snmpNet({}, { ranges: ['fd00::/16', '10.0.0.0/24'], maxAddresses: 5 });
    const { complete, partial } = await scan();
    expect([client.asked.length, complete]).toEqual([5, false]);
    expect(partial.map(({ message }) => message)).toEqual([
      expect.stringContaining('maxAddresses') as unknown,
      expect.stringContaining('10.0.0.0/24: 254 of its addresses are left out') as unknown,
    ]);
  });
});

describe('configured targets', () => {
  const target = (address: string, more: object = {}) => ({ name: `target ${address}`, address, ...more });
  const among = (...targets: object[]) => snmpNet(net, {}, { targets, allow: [] });

  it('are asked whatever is allowed, and have the name and labels that they are given', async () => {
    const { assets } = await among(target('10.0.0.1:1161', { labels: { rack: '7', type: 'spine' } })).scan();
    expect(assets).toMatchObject([
      {
        id: 'device-10.0.0.1',
        name: 'target 10.0.0.1:1161',
        labels: { rack: '7', type: 'spine', vendor: 'Cisco' },
      },
    ]);
  });

  it.each<[string, object[], string[], RegExp | null]>([
    [
      'this host',
      [target(OWN_ADDRESS), target('localhost'), target('10.0.0.1', { asset: 'host-test' })],
      [],
      null,
    ],
    ['an asset of its own', [target('10.0.0.1', { asset: 'host-db' })], ['host-db'], null],
    [
      'two at one address',
      [target('10.0.0.1'), target('10.0.0.1:162')],
      ['device-10.0.0.1'],
      /both the asset device-10\.0\.0\.1/,
    ],
    ['a silent one', [target('10.0.0.9')], [], /10\.0\.0\.9: no answer/],
    ['one with another password', [target('10.0.0.2')], [], /10\.0\.0\.2: no answer/],
  ])('%s', async (name, targets, ids, fault) => {
    const { assets, partial, notes = [] } = await among(...targets).scan();
    expect(assets.map(({ id }) => id)).toEqual(ids);
    expect(notes).toHaveLength(name === 'this host' ? 3 : 0);
    expect(partial.map(({ message }) => message)).toEqual(fault ? [expect.stringMatching(fault)] : []);
  });
});

describe('what is no longer there', () => {
  it('is gone after three silent runs, and never just after the start', async () => {
    const devices: Record<string, { recording: string }> = { ...net, '10.0.0.3': { recording: edge } };
    const { scan } = snmpNet(devices, { ranges: ['10.0.0.0/29'] });
    const completes = async (runs: number) => {
      const all = [];
      for (let i = 0; i < runs; i += 1) all.push((await scan()).complete);
      return all;
    };
    expect(await completes(3)).toEqual([false, false, true]);
    delete devices['10.0.0.3'];
    expect(await completes(4)).toEqual([false, false, true, true]);
  });
});
