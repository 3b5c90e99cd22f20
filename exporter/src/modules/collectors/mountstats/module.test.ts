import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect } from '../../../../../test/support/collect.ts';
import { fileTree } from '../../../../../test/support/file-tree.ts';
import mountstats from './module.ts';
import { parseMountstats } from './parse.ts';

const EVENTS = Array.from({ length: 27 }, (_, i) => i + 1).join(' ');
const TCP = 'tcp 832 1 2 3 4 5 6 7 8 9 10 11 12';
const statistics = (transports: readonly string[], operations: readonly string[]) => `	opts:	rw,vers=4.2
	age:	13968
	caps:	caps=0xfff7,wtmult=512
	sec:	flavor=1,pseudoflavor=1
	events:	${EVENTS}
	bytes:	101 102 103 104 105 106 107 108
	RPC iostats version: 1.1  p/v: 100003/4 (nfs)
${transports.map((each) => `	xprt:	${each}\n`).join('')}	per-op statistics
${operations.map((each) => `	        ${each}\n`).join('')}
`;
const READ = 'READ: 1 2 3 4 5 6000 7000 8000 9';
const nfs = (
  mountpoint: string,
  { fstype = 'nfs4', transports = [TCP], operations = [READ], device = 's:/x' } = {},
) =>
  `device ${device} mounted on ${mountpoint} with fstype ${fstype} statvers=1.1\n${statistics(transports, operations)}`;
const other = (mountpoint: string) => `device tmpfs mounted on ${mountpoint} with fstype tmpfs\n`;
const info = (mountpoint: string, address: string, fstype = 'nfs4') =>
  `29 1 0:42 / ${mountpoint} rw - ${fstype} s:/x rw,mountaddr=9.9.9.9,addr=${address}\n`;
const run = (text: string, mountinfo: string) =>
  collect(mountstats, {
    procfs: fileTree({ 'self/mountstats': text, 'self/mountinfo': mountinfo }),
  });
const EXPORT = 'export="s:/x",mountaddr="10.0.0.1"';
const infos = (lines: readonly string[]) => lines.filter((line) => line.includes('mountpoint_info'));

describe('mountstats', () => {
  it('shows all that is counted for a mount', async () => {
    const { lines } = await run(nfs('/mnt'), info('/mnt', '10.0.0.1'));
    const mount = `{${EXPORT},protocol="tcp"}`;
    expect(lines).toHaveLength(1 + 1 + 8 + 26 + 10 + 8);
    for (const [name, value] of [
      ['age_seconds_total', 13968],
      ['read_bytes_total', 101],
      ['total_write_bytes_total', 106],
      ['write_pages_total', 108],
      ['event_inode_revalidate_total', 1],
      ['event_vfs_file_release_total', 18],
      ['event_truncation_total', 20],
      ['event_pnfs_write_total', 27],
    ] as const)
      expect(lines).toContain(`node_mountstats_nfs_${name}${mount} ${value}`);
    const operation = `{${EXPORT},operation="READ",protocol="tcp"}`;
    expect(lines.filter((line) => line.includes('operation='))).toEqual([
      `node_mountstats_nfs_operations_major_timeouts_total${operation} 3`,
      `node_mountstats_nfs_operations_queue_time_seconds_total${operation} 6`,
      `node_mountstats_nfs_operations_received_bytes_total${operation} 5`,
      `node_mountstats_nfs_operations_request_time_seconds_total${operation} 8`,
      `node_mountstats_nfs_operations_requests_total${operation} 1`,
      `node_mountstats_nfs_operations_response_time_seconds_total${operation} 7`,
      `node_mountstats_nfs_operations_sent_bytes_total${operation} 4`,
      `node_mountstats_nfs_operations_transmissions_total${operation} 2`,
    ]);
    expect(infos(lines)).toEqual([
      `node_mountstats_nfs_mountpoint_info{${EXPORT},mountpoint="/mnt",protocol="tcp"} 1`,
    ]);
  });

  it.each<[string, number[]]>([
    [TCP, [1, 2, 4, 5, 6, 7, 9, 10, 11, 12]],
    ['tcp 832 1 2 3 4 5 6 7 8 9', [1, 2, 4, 5, 6, 7, 9, 0, 0, 0]],
    [`${TCP} 13 14`, [1, 2, 4, 5, 6, 7, 9, 10, 11, 12]],
    ['udp 832 1 5 6 7 8 9 10 11 12', [1, 0, 0, 5, 6, 7, 9, 10, 11, 12]],
    ['udp 832 1 5 6 7 8 9', [1, 0, 0, 5, 6, 7, 9, 0, 0, 0]],
    [`rdma 832 1 2 3 4 5 6 7 8 9 ${'77 '.repeat(18)}`, [1, 2, 4, 5, 6, 7, 9, 0, 0, 0]],
    [
      'tcp 832 1 2 3 18446744073709551610 5 6 7 8 9 10 11 12',
      [1, 2, 9007199254740986, 5, 6, 7, 9, 10, 11, 12],
    ],
  ])('shows the connection %j', async (transport, values) => {
    const { lines } = await run(nfs('/mnt', { transports: [transport] }), info('/mnt', '10.0.0.1'));
    const shown: Record<string, number> = Object.fromEntries(
      lines
        .filter((line) => line.includes('transport="0"'))
        .map((line) => [/_transport_(\w+)\{/.exec(line)?.[1] ?? '', Number(line.split(' ').at(-1))]),
    );
    const names =
      'bind_total connect_total idle_time_seconds sends_total receives_total bad_transaction_ids_total backlog_queue_total maximum_rpc_slots sending_queue_total pending_queue_total';
    expect(shown).toEqual(Object.fromEntries(names.split(' ').map((name, i) => [name, values[i]])));
  });

  it('numbers the connections of one mount', async () => {
    const { lines } = await run(nfs('/mnt', { transports: [TCP, TCP] }), info('/mnt', '10.0.0.1'));
    expect(lines.filter((line) => line.includes('transport_bind_total'))).toEqual([
      `node_mountstats_nfs_transport_bind_total{${EXPORT},protocol="tcp",transport="0"} 1`,
      `node_mountstats_nfs_transport_bind_total{${EXPORT},protocol="tcp",transport="1"} 1`,
    ]);
  });

  it('shows an export that is mounted twice once, with both mount points', async () => {
    const { lines } = await run(
      nfs('/a') + nfs('/b') + nfs('/b', { fstype: 'nfs', transports: ['udp 832 1 5 6 7 8 9'] }),
      info('/a', '10.0.0.1') + info('/b', '10.0.0.1') + info('/b', '10.0.0.1', 'nfs'),
    );
    expect(infos(lines).map((line) => /mountpoint=.*/.exec(line)?.[0])).toEqual([
      'mountpoint="/a",protocol="tcp"} 1',
      'mountpoint="/b",protocol="tcp"} 1',
      'mountpoint="/b",protocol="udp"} 1',
    ]);
    expect(lines.filter((line) => line.includes('age_seconds'))).toHaveLength(2);
  });

  it.each([
    ['the same place', other('/t') + nfs('/mnt'), info('/t', 'x', 'tmpfs') + info('/mnt', '10.0.0.1')],
    [
      'a mount without a device in front',
      'no device mounted on /p with fstype proc\n' + nfs('/mnt'),
      info('/p', 'x', 'proc') + info('/mnt', '10.0.0.1'),
    ],
    ['a blank in the path', nfs('/a\\040b'), info('/a\\040b', '10.0.0.1')],
  ])('finds the address at %s', async (_, text, mountinfo) => {
    expect(infos((await run(text, mountinfo)).lines)[0]).toContain('mountaddr="10.0.0.1"');
  });

  it.each([
    ['another mount is there', info('/other', '10.0.0.1')],
    ['there are fewer mounts', ''],
    ['it has no address', '29 1 0:42 / /mnt rw - nfs4 s:/x rw\n'],
  ])('leaves the address empty when %s', async (_, mountinfo) => {
    expect(infos((await run(nfs('/mnt'), mountinfo)).lines)[0]).toContain('mountaddr="",');
  });

  it('shows operations each once, those without a number of errors too', async () => {
    const operations = [READ, 'READ: 9 9 9 9 9 9 9 9', 'GETATTR: 0 0 0 0 0 18446744073709551615 0 0'];
    const { lines } = await run(nfs('/mnt', { operations }), info('/mnt', '10.0.0.1'));
    const shown = lines.filter((line) => line.includes('queue_time'));
    expect(shown.map((line) => line.split('operation=')[1])).toEqual([
      '"READ",protocol="tcp"} 6',
      '"GETATTR",protocol="tcp"} 9007199254740.99',
    ]);
  });

  it.each(['', other('/t'), 'device s:/x mounted on /mnt with fstype nfs4\n', 'device x y statvers=1.1\n'])(
    'shows nothing of %j',
    async (text) => expect((await run(text, '')).lines).toEqual([]),
  );

  it('shows nothing of a connection over a protocol that is not known', async () => {
    expect((await run(nfs('/mnt', { transports: ['local 1 2 3'] }), '')).lines).toEqual([]);
  });

  it.each([
    nfs('/mnt', { transports: ['tcp 832 1 2'] }),
    nfs('/mnt', { transports: [`tcp ${'9'.repeat(300)} 1 2 3 4 5 6 7 8 9`] }),
    nfs('/mnt', { transports: ['tcp 832 1 2 3 x 5 6 7 8 9'] }),
    nfs('/mnt', { transports: ['udp'] }),
    nfs('/mnt', { operations: ['READ: 1 2 3'] }),
    nfs('/mnt', { operations: ['READ: 1 2 3 4 5 6 7 -8'] }),
    nfs('/mnt').replace('bytes:	101', 'bytes:	'),
    nfs('/mnt').replace('age:	13968', 'age:	long'),
    nfs('/mnt').replace(' 27\n', '\n'),
    nfs('/mnt').replace('mounted on', 'mounted at'),
    nfs('/mnt').slice(0, 250),
  ])('refuses %j', async (text) => expect(run(text, '')).rejects.toMatchObject({ code: 'malformed_reply' }));

  it('is unsupported without /proc/self', async () => {
    await expect(collect(mountstats, { procfs: fileTree({}) })).rejects.toMatchObject({
      code: 'unsupported',
    });
  });

  it('fuzz: any bytes give mounts or malformed_reply', () => {
    const line = fc.constantFrom(
      ...nfs('/mnt').split('\n'),
      ...other('/t').split('\n'),
      '\xff',
      '	xprt:	udp 1',
    );
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(line, { maxLength: 30 }).map((lines) => Buffer.from(lines.join('\n'), 'latin1')),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        try {
          for (const mount of parseMountstats(each)) {
            expect(mount.index).toBeGreaterThanOrEqual(0);
            expect(mount.transports.every(({ idleSeconds }) => idleSeconds >= 0)).toBe(true);
            expect(mount.operations.flatMap(({ times }) => times).every((time) => time < 2 ** 53)).toBe(true);
          }
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
