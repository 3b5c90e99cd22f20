import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { ModuleError } from '../../../contract/module.ts';
import type { NetworkAddress, OperatingSystem } from '../../../contract/ports.ts';
import { LINK_STATISTICS } from '../../../protocols/sysfs/link-statistics.ts';
import { scopeOf } from './addresses.ts';
import netdev from './module.ts';
import { readNetDev } from './parse.ts';

const HEAD = `Inter-|   Receive                                                |  Transmit
 face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
`;
const LINES = `    lo:    3193      29    0    0    0     0          0         0     3193      29    0    0    0     0       0          0
  eth0:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16
`;
const address = (name: string, ip: string, prefix: number, family: 4 | 6): NetworkAddress => ({
  interface: name,
  address: ip,
  family,
  mac: '00:00:00:00:00:00',
  cidr: `${ip}/${prefix}`,
  internal: false,
});
const os = {
  addresses: () => [
    address('eth0', '192.0.2.2', 24, 4),
    address('eth0', '192.0.2.2', 24, 4),
    address('eth0', 'fe80::1', 64, 6),
  ],
} as unknown as OperatingSystem;
const run = (text: string, config: object = {}, sysfs: Record<string, string> = {}) =>
  collect(netdev, { procfs: fileTree({ 'net/dev': text }), sysfs: fileTree(sysfs), os }, config);

describe('netdev', () => {
  it('shows all counters', async () => {
    const { lines, families } = await run(
      HEAD + LINES,
      { deviceExclude: '^lo$' },
      { 'class/net/eth0/statistics/rx_nohandler': '17\n' },
    );
    expect(lines).toEqual([
      'node_network_receive_bytes_total{device="eth0"} 1',
      'node_network_receive_compressed_total{device="eth0"} 7',
      'node_network_receive_drop_total{device="eth0"} 4',
      'node_network_receive_errs_total{device="eth0"} 3',
      'node_network_receive_fifo_total{device="eth0"} 5',
      'node_network_receive_frame_total{device="eth0"} 6',
      'node_network_receive_multicast_total{device="eth0"} 8',
      'node_network_receive_nohandler_total{device="eth0"} 17',
      'node_network_receive_packets_total{device="eth0"} 2',
      'node_network_transmit_bytes_total{device="eth0"} 9',
      'node_network_transmit_carrier_total{device="eth0"} 15',
      'node_network_transmit_colls_total{device="eth0"} 14',
      'node_network_transmit_compressed_total{device="eth0"} 16',
      'node_network_transmit_drop_total{device="eth0"} 12',
      'node_network_transmit_errs_total{device="eth0"} 11',
      'node_network_transmit_fifo_total{device="eth0"} 13',
      'node_network_transmit_packets_total{device="eth0"} 10',
    ]);
    expect(families[0]).toMatchObject({ type: 'counter', help: 'Network device statistic receive_bytes.' });
  });

  it.each([
    [{}, ['lo', 'eth0']],
    [{ deviceExclude: '^lo$' }, ['eth0']],
    [{ deviceInclude: '^lo$' }, ['lo']],
    [{ deviceInclude: '^wlan' }, []],
  ])('with %j it looks at %j', async (config, expected) => {
    const { lines } = await run(HEAD + LINES, config);
    const shown = lines.filter((line) => line.startsWith('node_network_receive_bytes_total'));
    expect(shown.map((line) => /"(.*)"/.exec(line)?.[1])).toEqual(expected);
  });

  it('refuses both filters', () => {
    expect(() => netdev.config.parse({ deviceInclude: 'a', deviceExclude: 'b' })).toThrow(
      'mutually exclusive',
    );
  });

  it('asks again for a device that sysfs did not know when it is a new one', async () => {
    let text = HEAD + LINES;
    const files: Record<string, string> = {};
    const procfs = { ...fileTree({}), read: () => Buffer.from(text) };
    const next = collectorOf(netdev, { procfs, sysfs: fileTree(files), os }, { deviceExclude: '^lo$' });
    const shown = async () => (await next()).lines.filter((line) => line.includes('nohandler')).length;
    expect(await shown()).toBe(0);
    files['class/net/eth0/statistics/rx_nohandler'] = '1\n';
    expect(await shown()).toBe(0);
    text = HEAD;
    expect(await shown()).toBe(0);
    text = HEAD + LINES;
    expect(await shown()).toBe(1);
  });

  it.each([
    [{ netlink: false }, []],
    [{}, ['node_network_receive_nohandler_total{device="eth0"} 17']],
  ])('with %j it shows %j of what netlink alone tells', async (config, expected) => {
    const { lines } = await run(HEAD + LINES, config, { 'class/net/eth0/statistics/rx_nohandler': '17\n' });
    expect(lines.filter((line) => line.includes('nohandler'))).toEqual(expected);
  });

  it('does without a counter that it may not read', async () => {
    const denied = () => {
      throw new ModuleError('permission_denied', 'EACCES');
    };
    const sysfs = { ...fileTree({}), read: denied, readIfPresent: denied };
    const { lines } = await collect(netdev, { procfs: fileTree({ 'net/dev': HEAD + LINES }), sysfs, os });
    expect(lines).toHaveLength(32);
  });

  it('shows details under the names of /proc/net/dev without netlink', async () => {
    const config = { enableDetailedMetrics: true, netlink: false, deviceExclude: '^lo$' };
    const { lines, families } = await run(HEAD + LINES, config);
    expect(lines).toEqual([
      'node_network_receive_bytes_total{device="eth0"} 1',
      'node_network_receive_compressed_total{device="eth0"} 7',
      'node_network_receive_dropped_total{device="eth0"} 4',
      'node_network_receive_errors_total{device="eth0"} 3',
      'node_network_receive_fifo_total{device="eth0"} 5',
      'node_network_receive_frame_total{device="eth0"} 6',
      'node_network_receive_multicast_total{device="eth0"} 8',
      'node_network_receive_packets_total{device="eth0"} 2',
      'node_network_transmit_bytes_total{device="eth0"} 9',
      'node_network_transmit_carrier_total{device="eth0"} 15',
      'node_network_transmit_colls_total{device="eth0"} 14',
      'node_network_transmit_compressed_total{device="eth0"} 16',
      'node_network_transmit_dropped_total{device="eth0"} 12',
      'node_network_transmit_errors_total{device="eth0"} 11',
      'node_network_transmit_fifo_total{device="eth0"} 13',
      'node_network_transmit_packets_total{device="eth0"} 10',
    ]);
    expect(families[3]).toMatchObject({ type: 'counter', help: 'Network device statistic receive_errors.' });
  });

  it('shows each counter of the kernel with details', async () => {
    const statistics = Object.fromEntries(
      LINK_STATISTICS.map(([file], i) => [`class/net/eth0/statistics/${file}`, `${i}\n`]),
    );
    const config = { enableDetailedMetrics: true, deviceExclude: '^lo$', labelIfalias: true };
    const { lines, partial } = await run(HEAD + LINES, config, {
      ...statistics,
      'class/net/eth0/ifalias': 'core "A"\n',
    });
    expect(lines).toEqual(
      LINK_STATISTICS.map(
        ([, name], i) => `node_network_${name}_total{device="eth0",ifalias="core \\"A\\""} ${i}`,
      ).sort(),
    );
    expect(lines).toHaveLength(24);
    expect(partial).toEqual([]);
  });

  it('says which device sysfs does not know, with details', async () => {
    const files = {
      'class/net/eth0/statistics/rx_bytes': '5\n',
      'class/net/eth0/statistics/tx_bytes': 'x\n',
    };
    const { lines, partial } = await run(HEAD + LINES, { enableDetailedMetrics: true }, files);
    expect(lines).toEqual(['node_network_receive_bytes_total{device="eth0"} 5']);
    expect(partial).toMatchObject([{ code: 'unsupported', message: 'no statistics of lo in class/net' }]);
  });

  it.each([
    ['', 'device="eth0",ifalias=""'],
    ['uplink\n', 'device="eth0",ifalias="uplink"'],
    [undefined, 'device="eth0"'],
  ])('labels a device with its alias %j', async (alias, expected) => {
    const files: Record<string, string> = alias === undefined ? {} : { 'class/net/eth0/ifalias': alias };
    const { lines } = await run(HEAD + LINES, { labelIfalias: true, deviceInclude: 'eth' }, files);
    expect(new Set(lines.map((line) => /{(.*)}/.exec(line)?.[1]))).toEqual(new Set([expected]));
  });

  it('shows addresses on request, each once', async () => {
    const { lines } = await run(HEAD, { addressInfo: true });
    expect(lines).toEqual([
      'node_network_address_info{address="192.0.2.2",device="eth0",netmask="24",scope="global"} 1',
      'node_network_address_info{address="fe80::1",device="eth0",netmask="64",scope="link-local"} 1',
    ]);
  });

  it('knows devices with a colon in their name, and each once', async () => {
    const line = 'eth0:1:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n';
    const { lines } = await run(HEAD + line + line);
    expect(lines).toHaveLength(16);
    expect(lines[0]).toBe('node_network_receive_bytes_total{device="eth0:1"} 1');
  });

  it.each([
    '',
    'one line',
    `${HEAD}eth0 1 2 3\n`,
    `${HEAD}: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n`,
    `${HEAD}../x: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n`,
    `${HEAD}eth0: 1 2 3\n`,
    `${HEAD}eth0: 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 -1\n`,
    `${HEAD}eth0: ${'9'.repeat(500)} 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n`,
    HEAD + LINES.slice(0, -10),
  ])('refuses %j', async (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it.each([
    ['127.0.0.1', 4, 'link-local'],
    ['169.254.7.7', 4, 'link-local'],
    ['224.0.0.5', 4, 'link-local'],
    ['239.1.1.1', 4, ''],
    ['0.0.0.0', 4, ''],
    ['255.255.255.255', 4, ''],
    ['10.0.0.1', 4, 'global'],
    ['::1', 6, 'link-local'],
    ['FE80::1', 6, 'link-local'],
    ['ff02::1', 6, 'link-local'],
    ['ff01::1', 6, 'interface-local'],
    ['ff0e::1', 6, ''],
    ['::', 6, ''],
    ['2001:db8::1', 6, 'global'],
    ['fd00::2', 6, 'global'],
    ['::ffff:10.0.0.1', 6, 'global'],
  ] as const)('%s (IPv%d) has the scope %j', (ip, family, scope) => expect(scopeOf(ip, family)).toBe(scope));

  it('fuzz: any bytes give counters or malformed_reply', () => {
    const line = fc
      .tuple(fc.string({ maxLength: 6 }), fc.array(fc.nat(), { minLength: 14, maxLength: 17 }))
      .map(([n, v]) => `${n}: ${v.join(' ')}`);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(line).map((lines) => Buffer.from(HEAD + lines.join('\n'))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        try {
          readNetDev(
            each,
            () => true,
            (device, values) => {
              expect(device).toMatch(/^[^/]+$/s);
              expect(values.every((value) => value >= 0)).toBe(true);
            },
          );
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
