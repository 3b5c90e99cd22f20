import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import { fuzzBytes, linesOf } from '../../../../../test/support/fuzz-bytes.ts';
import netstat from './module.ts';
import { readPairs } from './pairs.ts';
import { readSnmp6 } from './snmp6.ts';
import { Statistics } from './statistics.ts';

const NETSTAT = `TcpExt: SyncookiesSent EmbryonicRsts ListenDrops
TcpExt: 1 2 18446744073709551615
IpExt: InNoRoutes InOctets
IpExt: 3 6286396970
`;
const SNMP = `Ip: Forwarding DefaultTTL
Ip: 2 64
Tcp: MaxConn CurrEstab
Tcp: -1 7
`;
const SNMP6 = `Ip6InOctets                     \t460
Icmp6OutType133                 \t3
Udp6InErrors                    \t0
`;
const FILES = { 'net/netstat': NETSTAT, 'net/snmp': SNMP, 'net/snmp6': SNMP6 };
const run = (files: Record<string, string>, config: object = {}) =>
  collect(netstat, { procfs: fileTree(files) }, config);
const all = () => {
  const values: Record<string, number> = {};
  return { values, statistics: new Statistics(/./, (variable, value) => (values[variable] = value)) };
};

describe('netstat', () => {
  it('shows what node_exporter shows by default', async () => {
    const { lines, families } = await run(FILES);
    expect(lines).toEqual([
      'node_netstat_Ip6_InOctets 460',
      'node_netstat_IpExt_InOctets 6286396970',
      'node_netstat_Ip_Forwarding 2',
      'node_netstat_TcpExt_ListenDrops 18446744073709552000',
      'node_netstat_TcpExt_SyncookiesSent 1',
      'node_netstat_Tcp_CurrEstab 7',
      'node_netstat_Udp6_InErrors 0',
    ]);
    expect(families[0]).toMatchObject({ type: 'untyped', help: 'Statistic Ip6InOctets.' });
  });

  it.each([
    ['^Tcp_', ['Tcp_CurrEstab', 'Tcp_MaxConn']],
    ['6_Out', ['Icmp6_OutType133']],
    ['^EmbryonicRsts', []],
    ['', []],
  ])('with the fields %j it shows %j', async (fields, expected) => {
    const { lines } = await run(FILES, { fields });
    expect(lines.map((line) => line.replace(/^node_netstat_(\w+) .*/, '$1'))).toEqual(expected);
  });

  it('does without IPv6', async () => {
    const { lines } = await run({ 'net/netstat': NETSTAT, 'net/snmp': SNMP });
    expect(lines).toHaveLength(5);
  });

  it('follows when the kernel writes other names than before', async () => {
    const files: Record<string, string> = { ...FILES };
    const next = collectorOf(netstat, { procfs: fileTree(files) }, { fields: '.' });
    await next();
    files['net/netstat'] = 'TcpExt: SyncookiesSent EmbryonicRsts ListenDropsMore\nTcpExt: 4 5 6\n';
    files['net/snmp'] = 'Ip: Forwarding DefaultTTL More\nIp: 1 2 3\nUdp: MaxConn\nUdp: 8\n';
    files['net/snmp6'] = 'Icmp6OutType133\t9\nIp6InOctetsMore\t7\nIp6InOctets\t6\n';
    const expected = [
      'node_netstat_Icmp6_OutType133 9',
      'node_netstat_Ip6_InOctets 6',
      'node_netstat_Ip6_InOctetsMore 7',
      'node_netstat_Ip_DefaultTTL 2',
      'node_netstat_Ip_Forwarding 1',
      'node_netstat_Ip_More 3',
      'node_netstat_TcpExt_EmbryonicRsts 5',
      'node_netstat_TcpExt_ListenDropsMore 6',
      'node_netstat_TcpExt_SyncookiesSent 4',
      'node_netstat_Udp_MaxConn 8',
    ];
    expect((await next()).lines).toEqual(expected);
    expect((await next()).lines).toEqual(expected);
  });

  it.each([
    ['a line without a 6', 'Ip4InOctets\t1\n', {}],
    ['a line without a value', 'Ip6InOctets\t\nIp6Lonely\n', {}],
    ['a line with more than a value', 'Ip6InOctets 1 2\n', { Ip6_InOctets: 1 }],
    ['an empty file', '', {}],
  ])('of snmp6 it understands %s', (_name, text, expected) => {
    const { values, statistics } = all();
    readSnmp6(Buffer.from(text), [], statistics);
    expect(values).toEqual(expected);
  });

  it.each([
    'TcpExt',
    'TcpExt:\n',
    'TcpExt: A\n',
    'TcpExt: A\nTcpExt: x\n',
    'TcpExt: A B\nTcpExt: 1\n',
    'TcpExt: A B\nTcpExt: 1 2 3\n',
    'TcpExt: A\nIpExt: 1\n',
    'TcpExt: A\nTcpExt: 1\nTcpExt: A\nTcpExt: 2\n',
    'TcpExt: A A\nTcpExt: 1 2\n',
    `TcpExt: A\nTcpExt: ${'9'.repeat(30)}\n`,
    '\n\n',
    '\xff\xfe: A\n\xff\xfe: 1\n',
    'T: A\nT: 1\n'.repeat(200),
    `T:${' A'.repeat(3000)}\n`,
    NETSTAT.slice(0, -20),
  ])('refuses %j', (text) => {
    const { statistics } = all();
    expect(() => readPairs(Buffer.from(text, 'latin1'), [], statistics, 'net/netstat')).toThrow(
      expect.objectContaining({ code: 'malformed_reply' }),
    );
  });

  it.each([
    'Ip6InOctets x\n',
    'Ip6InOctets -\n',
    'Ip6InOctets 1\nIp6InOctets 2\n',
    `Ip6InOctets ${'9'.repeat(30)}\n`,
    'a 1\n'.repeat(3000),
  ])('refuses %j of snmp6', (text) => {
    const { statistics } = all();
    expect(() => readSnmp6(Buffer.from(text), [], statistics)).toThrow(
      expect.objectContaining({ code: 'malformed_reply' }),
    );
  });

  it.each([{}, { 'net/netstat': NETSTAT }])('is not supported with %j alone', (files) =>
    expect(run(files as Record<string, string>)).rejects.toMatchObject({ code: 'unsupported' }),
  );

  it('fuzz', () => {
    const check = ({ values }: { values: Record<string, number> }) =>
      expect(Object.values(values).every(Number.isFinite)).toBe(true);
    const pairs = linesOf(['Tcp:', 'Ip:', 'InErrs', '5'], { maxWords: 4 });
    const layouts: Parameters<typeof readPairs>[1] = [];
    fuzzBytes((bytes) => readInto(all(), (to) => readPairs(bytes, layouts, to, 'net/snmp')), pairs, check);
    const keys: Parameters<typeof readSnmp6>[1] = [];
    const lines = linesOf(['Ip6InOctets', 'Udp6InErrors', '5'], { maxWords: 3 });
    fuzzBytes((bytes) => readInto(all(), (to) => readSnmp6(bytes, keys, to)), lines, check);
  });
});

function readInto(target: ReturnType<typeof all>, read: (statistics: Statistics) => void) {
  read(target.statistics);
  return target;
}
