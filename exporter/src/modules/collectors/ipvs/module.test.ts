import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { fuzzBytes, linesOf } from '../../../../../test/support/fuzz-bytes.ts';
import { parseBackends } from './backends.ts';
import { parseEndpoint } from './endpoint.ts';
import ipvs from './module.ts';
import { parseIpvsStats } from './stats.ts';

const STATS = `   Total Incoming Outgoing         Incoming         Outgoing
   Conns  Packets  Packets            Bytes            Bytes
 16AA370 E33656E5        7     51D8C8883AB3               AB

 Conns/s   Pkts/s   Pkts/s          Bytes/s          Bytes/s
       4    1FB3C        0          1282A8F                0
`;
const HEAD = `IP Virtual Server version 1.2.1 (size=4096)
Prot LocalAddress:Port Scheduler Flags
  -> RemoteAddress:Port Forward Weight ActiveConn InActConn
`;
const TABLE = `${HEAD}TCP  C0000201:0050 wlc persistent 600
  -> C0000216:1F90      Tunnel  100    248        2
  -> C0000217:1F90      Tunnel  0      1          0
SCTP C0000201:0035 rr
  -> C0000219:0035      Masq    5      6          7
FWM  10001000 wlc
  -> C0000218:0CEA      Route   20     64         1
`;
const run = (table: string, config: object = {}, stats = STATS) =>
  collect(ipvs, { procfs: fileTree({ 'net/ip_vs_stats': stats, 'net/ip_vs': table }) }, config);
const linesOfFamily = async (name: string, table: string, config: object = {}) =>
  (await run(table, config)).lines.filter((line) => line.startsWith(name));

describe('ipvs', () => {
  it('shows totals and backends', async () => {
    const { lines, families } = await run(
      HEAD + 'TCP C0000201:0050 wlc\n  -> C0000216:1F90 Tunnel 100 248 2\n',
    );
    const backend =
      'local_address="192.0.2.1",local_mark="",local_port="80",proto="TCP",remote_address="192.0.2.22",remote_port="8080"';
    expect(lines).toEqual([
      `node_ipvs_backend_connections_active{${backend}} 248`,
      `node_ipvs_backend_connections_inactive{${backend}} 2`,
      `node_ipvs_backend_weight{${backend}} 100`,
      'node_ipvs_connections_total 23765872',
      'node_ipvs_incoming_bytes_total 89991519156915',
      'node_ipvs_incoming_packets_total 3811989221',
      'node_ipvs_outgoing_bytes_total 171',
      'node_ipvs_outgoing_packets_total 7',
    ]);
    expect(families.map(({ type }) => type[0]).join('')).toBe('gggccccc');
  });

  it('knows services by protocol and by firewall mark', async () => {
    expect(
      await linesOfFamily('node_ipvs_backend_weight', TABLE, {
        backendLabels: 'proto,local_mark,local_port',
      }),
    ).toEqual([
      'node_ipvs_backend_weight{local_mark="",local_port="80",proto="TCP"} 100',
      'node_ipvs_backend_weight{local_mark="",local_port="53",proto="SCTP"} 5',
      'node_ipvs_backend_weight{local_mark="10001000",local_port="0",proto="FWM"} 20',
    ]);
  });

  it.each([
    ['', ['node_ipvs_backend_connections_active 319']],
    [',,', ['node_ipvs_backend_connections_active 319']],
    [
      'local_address',
      [
        'node_ipvs_backend_connections_active{local_address="192.0.2.1"} 255',
        'node_ipvs_backend_connections_active{local_address=""} 64',
      ],
    ],
  ])('sums backends that the labels %j do not tell apart', async (backendLabels, expected) => {
    expect(await linesOfFamily('node_ipvs_backend_connections_active', TABLE, { backendLabels })).toEqual(
      expected,
    );
  });

  it('refuses labels that there are not', () => {
    expect(() => ipvs.config.parse({ backendLabels: 'proto,zone,area' })).toThrow(
      'unknown IPVS backend labels: \\"area, zone\\"',
    );
  });

  it.each([
    ['C0000201:0CEA', { address: '192.0.2.1', port: 3306 }],
    ['[2001:0DB8:0000:0000:0001:0000:0000:0001]:0050', { address: '2001:db8::1:0:0:1', port: 80 }],
    ['[0000:0000:0000:0000:0000:FFFF:C000:0201]:0050', { address: '192.0.2.1', port: 80 }],
    ['', null],
    ['C0000201', null],
    ['C0000201:', null],
    ['C000020:0CEA', null],
    ['G0000201:0CEA', null],
    ['C0000201:0CEA0', null],
    ['2001:0DB8:0000:0000:0001:0000:0000:0001:0050', null],
    ['[2001:DB8::1]:0050', null],
  ])('takes %j for %j', (text, endpoint) => expect(parseEndpoint(text)).toEqual(endpoint));

  it('is not supported where IPVS is not loaded', () =>
    expect(collect(ipvs, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' }));

  it.each([
    '',
    STATS.split('\n').slice(0, 2).join('\n'),
    STATS.split('\n').slice(0, 3).join('\n'),
    STATS.replace('16AA370', ''),
    STATS.replace('AB\n', 'AB 1\n'),
    STATS.replace('16AA370', 'x'),
    STATS.replace('16AA370', '1'.repeat(20)),
    '\xff\n\xff\n\xff\n\xff',
  ])('refuses the totals %j', (text) =>
    expect(run(TABLE, {}, text)).rejects.toMatchObject({ code: 'malformed_reply' }),
  );

  it.each([
    '  -> C0000216:1F90 Tunnel 100 248 2\n',
    'TCP\n',
    'TCP C0000201 wlc\n',
    'ICMP C0000201:0050 wlc\n',
    'TCP C0000201:0050 wlc\n  -> C0000216:1F90 Tunnel 100 248\n',
    'TCP C0000201:0050 wlc\n  -> C0000216:1F90 Tunnel 100 248 x\n',
    'TCP C0000201:0050 wlc\n  -> C0000216 Tunnel 100 248 2\n',
    `TCP C0000201:0050 wlc\n  -> C0000216:1F90 Tunnel ${'9'.repeat(30)} 248 2\n`,
    TABLE.slice(0, -30),
    '\xff\xfe\0',
  ])('refuses the table %j', (text) =>
    expect(run(HEAD + text)).rejects.toMatchObject({ code: 'malformed_reply' }),
  );

  it.each(['', HEAD, `${HEAD}\n`, `${HEAD}UDP C0000201:0050 wlc\n`])(
    'shows no backends of %j',
    async (text) => expect((await run(text)).lines).toHaveLength(5),
  );

  it('fuzz', () => {
    fuzzBytes(parseIpvsStats, linesOf(['0', 'FFFF', 'E33656E5'], { maxWords: 6 }));
    fuzzBytes(
      parseBackends,
      linesOf(['TCP', 'FWM', '->', 'C0000201:0050', 'Route', '1'], { maxWords: 6 }),
      (backends) => expect(backends.every(({ weight, active }) => weight >= 0 && active >= 0)).toBe(true),
    );
  });
});
