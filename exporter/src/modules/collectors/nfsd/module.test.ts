import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import nfsd from './module.ts';

const counts = (from: number, length: number) => Array.from({ length }, (_, i) => from + i).join(' ');
const LINES: Readonly<Record<string, string>> = {
  rc: '1 2 3',
  fh: '4 0 0 0 0',
  io: '5 6',
  th: '8 0 0.000 0.125 0.000 0.000 0.000 0.000 0.000 0.000 0.000 0.000',
  ra: '32 1 0 0 0 0 0 0 0 0 0 9',
  net: '18 5 13 2',
  rpc: '100 6 1 2 3',
  proc2: `18 ${counts(1, 18)}`,
  proc3: `22 ${counts(100, 22)}`,
  proc4: '2 2 10853',
  proc4ops: `72 ${counts(200, 72)}`,
  wdeleg_getattr: '15',
};
const page = (changes: Readonly<Record<string, string | undefined>> = {}) =>
  Object.entries({ ...LINES, ...changes })
    .map(([name, values]) => (values === undefined ? '' : `${name} ${values}\n`))
    .join('');
const run = (text: string) => collect(nfsd, { procfs: fileTree({ 'net/rpc/nfsd': text }) });

describe('nfsd', () => {
  it('shows all that the server counts', async () => {
    const { lines } = await run(page());
    expect(lines.filter((line) => !line.startsWith('node_nfsd_requests_total'))).toEqual([
      'node_nfsd_connections_total 2',
      'node_nfsd_disk_bytes_read_total 5',
      'node_nfsd_disk_bytes_written_total 6',
      'node_nfsd_file_handles_stale_total 4',
      'node_nfsd_packets_total{proto="udp"} 5',
      'node_nfsd_packets_total{proto="tcp"} 13',
      'node_nfsd_read_ahead_cache_not_found_total 9',
      'node_nfsd_read_ahead_cache_size_blocks 32',
      'node_nfsd_reply_cache_hits_total 1',
      'node_nfsd_reply_cache_misses_total 2',
      'node_nfsd_reply_cache_nocache_total 3',
      'node_nfsd_rpc_errors_total{error="fmt"} 1',
      'node_nfsd_rpc_errors_total{error="auth"} 2',
      'node_nfsd_rpc_errors_total{error="cInt"} 3',
      'node_nfsd_server_rpcs_total 100',
      'node_nfsd_server_threads 8',
    ]);
    expect(lines.filter((line) => line.startsWith('node_nfsd_requests_total'))).toHaveLength(17 + 21 + 36);
  });

  it.each([
    ['GetAttr', '2', 2],
    ['FsStat', '2', 18],
    ['GetAttr', '3', 101],
    ['Commit', '3', 121],
    ['Access', '4', 203],
    ['PutFH', '4', 222],
    ['Read', '4', 225],
    ['SetClientID', '4', 235],
    ['RelLockOwner', '4', 239],
    ['WdelegGetattr', '4', 15],
  ])('counts %s of version %s', async (method, proto, value) => {
    const { lines } = await run(page());
    expect(lines).toContain(`node_nfsd_requests_total{method="${method}",proto="${proto}"} ${value}`);
  });

  it.each([
    ['Linux before 2.6', { proc4ops: `39 ${counts(1, 39)}` }, 'RelLockOwner', '4', 0],
    ['a kernel without NFSv2', { proc2: undefined }, 'Read', '2', 0],
    ['Linux before 6.6', { wdeleg_getattr: undefined }, 'WdelegGetattr', '4', 0],
    ['a kernel to come', { proc5: '1 2' }, 'Access', '4', 203],
  ])('shows of %s what there is', async (_, changes, method, proto, value) => {
    const { lines } = await run(page(changes));
    expect(lines).toContain(`node_nfsd_requests_total{method="${method}",proto="${proto}"} ${value}`);
  });

  it.each([
    '',
    'invalid',
    page().slice(0, 6),
    page({ rc: '1 2' }),
    page({ fh: '' }),
    page({ io: '-1 2' }),
    page({ th: '8.5 0' }),
    page({ ra: '32' }),
    page({ net: '1 2 3' }),
    page({ rpc: '1 2 3 4' }),
    page({ proc2: '18 1 2' }),
    page({ proc3: `21 ${counts(1, 21)}` }),
    page({ proc4ops: `38 ${counts(1, 38)}` }),
    page({ wdeleg_getattr: 'x' }),
    page({ io: `${'9'.repeat(300)} 1` }),
    '\xff\xfe 1\n',
  ])('refuses %j', async (text) => expect(run(text)).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('is unsupported where no NFS server runs', async () => {
    await expect(collect(nfsd, { procfs: fileTree({}) })).rejects.toMatchObject({ code: 'unsupported' });
  });
});
