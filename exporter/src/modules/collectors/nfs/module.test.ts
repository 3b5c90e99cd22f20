import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import nfs from './module.ts';

const counts = (from: number, length: number) => Array.from({ length }, (_, i) => from + i).join(' ');
const LINES = [
  'net 18 5 13 2',
  'rpc 100 3 101',
  `proc2 18 ${counts(1, 18)}`,
  `proc3 22 ${counts(100, 22)}`,
  `proc4 59 ${counts(200, 59)}`,
];
const run = (text: string) => collect(nfs, { procfs: fileTree({ 'net/rpc/nfs': text }) });
const page = (...lines: string[]) => `${lines.join('\n')}\n`;

describe('nfs', () => {
  it('shows the transport and all procedures', async () => {
    const { lines } = await run(page(...LINES));
    expect(lines.slice(0, 3)).toEqual([
      'node_nfs_connections_total 2',
      'node_nfs_packets_total{protocol="udp"} 5',
      'node_nfs_packets_total{protocol="tcp"} 13',
    ]);
    expect(lines.slice(-3)).toEqual([
      'node_nfs_rpc_authentication_refreshes_total 101',
      'node_nfs_rpc_retransmissions_total 3',
      'node_nfs_rpcs_total 100',
    ]);
    expect(lines).toHaveLength(3 + 3 + 18 + 22 + 59);
  });

  it.each([
    ['Null', '2', 1],
    ['FsStat', '2', 18],
    ['ReadDirPlus', '3', 117],
    ['Commit', '3', 121],
    ['Null', '4', 200],
    ['OpenNoattr', '4', 206],
    ['LayoutGet', '4', 244],
    ['GetDeviceInfo', '4', 245],
    ['Clone', '4', 258],
  ])('counts %s of version %s', async (method, proto, value) => {
    const { lines } = await run(page(...LINES));
    expect(lines).toContain(`node_nfs_requests_total{method="${method}",proto="${proto}"} ${value}`);
  });

  it.each([
    ['an older kernel', 'proc4 3 7 8 9', 'Write', 9],
    ['what an older kernel lacks', 'proc4 3 7 8 9', 'Clone', 0],
    ['a kernel to come', `proc4 76 ${counts(1, 76)}`, 'Clone', 59],
    ['no line', '', 'Read', 0],
  ])('shows of %s what there is', async (_, proc4, method, value) => {
    const { lines } = await run(page(...LINES.slice(0, 4), proc4));
    expect(lines).toContain(`node_nfs_requests_total{method="${method}",proto="4"} ${value}`);
    expect(lines.filter((line) => line.includes('proto="4"'))).toHaveLength(59);
  });

  it.each([
    '',
    'invalid',
    'net 1 2 3\n',
    'rpc 1\n',
    'proc2 18 1 2 3\n',
    'proc2 3 1 2 3\n',
    'proc3 21 1\n',
    'proc4 4 1 2 3\n',
    page(...LINES).slice(0, 60),
    `proc4 ${'9'.repeat(400)}\n`,
    '\xff\xfe 1 2\n',
  ])('refuses %j', async (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('is unsupported where no NFS client runs', async () => {
    await expect(collect(nfs, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' });
  });
});
