import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ModuleError } from '../model/errors.ts';
import { socketTable } from './socket-table.ts';

const HEADER =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n';
const LOOPBACK = '0100007F';
const ANY6 = '0'.repeat(32);

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'procfs-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const hex = (port: number) => port.toString(16).toUpperCase().padStart(4, '0');

function row(
  state: string,
  local: number,
  remote: number,
  inode: number,
  address = LOOPBACK,
  rest = '',
): string {
  const zero = '0'.repeat(address.length);
  return `   0: ${address}:${hex(local)} ${zero}:${hex(remote)} ${state} 00000000:00000005 00:00000000 00000000     0        0 ${inode} 2 0 ${rest}\n`;
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), content);
}

function writeTables(tables: { tcp?: string; tcp6?: string; udp?: string; udp6?: string }): void {
  for (const [name, rows] of Object.entries(tables)) write(`net/${name}`, HEADER + rows);
}

function writeProcess(pid: number, comm: string, cmdline: string, targets: readonly string[]): void {
  write(`${pid}/comm`, `${comm}\n`);
  write(`${pid}/cmdline`, cmdline);
  mkdirSync(join(root, `${pid}/fd`));
  targets.forEach((target, i) => symlinkSync(target, join(root, `${pid}/fd/${i}`)));
}

const native = () => {
  throw new ModuleError('unsupported', 'no koffi here');
};
const tableAt = (now: () => number) => socketTable({ procfs: { root }, now, native });
const snapshot = () => tableAt(() => 1000).snapshot(0);

describe('socketTable', () => {
  it('tells who listens, who is connected and which process holds what', async () => {
    writeTables({
      tcp:
        row('0A', 80, 0, 100) +
        row('01', 80, 40_000, 101) +
        row('01', 80, 40_001, 102) +
        row('06', 80, 40_002, 0) +
        row('01', 50_000, 5432, 103) +
        row('02', 50_001, 5432, 104),
      tcp6: row('0A', 8080, 0, 105, ANY6) + row('08', 8080, 40_003, 106, ANY6),
      udp: row('07', 514, 0, 107, LOOPBACK, '9') + row('01', 40_004, 53, 108),
    });
    writeProcess(7, 'nginx', 'nginx: master\0', [
      '/dev/null',
      'socket:[100]',
      'socket:[101]',
      'socket:[103]',
    ]);
    writeProcess(8, 'nginx', 'nginx: worker\0', ['socket:[100]', 'socket:[102]', 'pipe:[102]']);
    writeProcess(9, 'prometheus-node', '/usr/bin/prometheus-node-exporter\0--x\0', [
      'socket:[105]',
      'socket:[108]',
    ]);
    writeProcess(10, 'MainThread', 'node\0app.js\0', ['socket:[107]']);
    writeProcess(11, 'idle', '', ['socket:[999]']);

    const { listening, ...rest } = await snapshot();
    expect(listening).toEqual([
      {
        protocol: 'tcp',
        family: 4,
        localAddress: '127.0.0.1',
        localPort: 80,
        uid: 0,
        inode: 100,
        receiveQueue: 5,
        sendQueue: 0,
        backlog: null,
        drops: null,
      },
      {
        protocol: 'tcp',
        family: 6,
        localAddress: '::',
        localPort: 8080,
        uid: 0,
        inode: 105,
        receiveQueue: 5,
        sendQueue: 0,
        backlog: null,
        drops: null,
      },
      {
        protocol: 'udp',
        family: 4,
        localAddress: '127.0.0.1',
        localPort: 514,
        uid: 0,
        inode: 107,
        receiveQueue: 5,
        sendQueue: 0,
        backlog: null,
        drops: 9,
      },
    ]);
    expect(rest).toEqual({
      timeMs: 1000,
      ephemeralUdp: 0,
      connectionsByPort: new Map([
        [80, new Map(Object.entries({ established: 2, time_wait: 1 }))],
        [8080, new Map([['close_wait', 1]])],
      ]),
      queuedByPort: new Map([
        [80, { receive: 15, send: 0 }],
        [8080, { receive: 5, send: 0 }],
      ]),
      outboundByPort: new Map([[5432, new Map(Object.entries({ established: 1, syn_sent: 1 }))]]),
      tcp: {
        byState: new Map(
          Object.entries({ established: 3, syn_sent: 1, time_wait: 1, close_wait: 1, listen: 2 }),
        ),
        queued: { receive: 40, send: 0 },
      },
      ephemeralPorts: [32_768, 60_999],
      pidByInode: new Map([
        [100, 7],
        [105, 9],
        [107, 10],
      ]),
      owners: new Map([
        [7, { pid: 7, name: 'nginx', cmdline: ['nginx: master'] }],
        [
          9,
          { pid: 9, name: 'prometheus-node-exporter', cmdline: ['/usr/bin/prometheus-node-exporter', '--x'] },
        ],
        [10, { pid: 10, name: 'node', cmdline: ['node', 'app.js'] }],
      ]),
      connectionsByPid: new Map([
        [7, 2],
        [8, 1],
        [9, 1],
      ]),
      socketsComplete: true,
      complete: true,
    });
  });

  it('gives a socket to the service rather than to init, which opened it', async () => {
    writeTables({ tcp: row('0A', 22, 0, 1) + row('0A', 23, 0, 2) });
    writeProcess(1, 'systemd', '', ['socket:[1]', 'socket:[2]']);
    writeProcess(50, 'sshd', '', ['socket:[1]']);
    expect((await snapshot()).pidByInode).toEqual(
      new Map([
        [1, 50],
        [2, 1],
      ]),
    );
  });

  it('takes UDP sockets on ephemeral ports for clients, unless the port is known', async () => {
    write('sys/net/ipv4/ip_local_port_range', '50000\t60000\n');
    writeTables({
      udp:
        row('07', 49_999, 0, 1) + row('07', 50_000, 0, 2) + row('07', 60_000, 0, 3) + row('07', 51_820, 0, 4),
    });
    const { listening, ephemeralUdp } = await snapshot();
    expect(listening.map(({ localPort }) => localPort)).toEqual([49_999, 51_820]);
    expect(ephemeralUdp).toBe(2);
  });

  it.each(['', 'x y\n', '32768', '99999999999 1\n'])(
    'has default ephemeral ports instead of %j',
    async (range) => {
      write('sys/net/ipv4/ip_local_port_range', range);
      writeTables({ udp: row('07', 32_767, 0, 1) + row('07', 32_768, 0, 2) });
      expect(await snapshot()).toMatchObject({ ephemeralUdp: 1 });
    },
  );

  it.each([
    ['garbage', `${row('0A', 80, 0, 1)}garbage\n`],
    ['a torn row', `${row('0A', 80, 0, 1)}   1: 0100007F:0051 0000`],
    ['bytes', `${row('0A', 80, 0, 1)}\xff\xfe\0\n`],
    ['a line without end', `${row('0A', 80, 0, 1)}${'x'.repeat(70_000)}`],
  ])('says that it is not whole after %s', async (_what, tcp) => {
    writeTables({ tcp });
    expect(await snapshot()).toMatchObject({
      listening: [{ localPort: 80 }],
      socketsComplete: false,
      complete: false,
    });
  });

  it('reads rows across the edges of its buffer', async () => {
    const rows = Array.from({ length: 3000 }, (_, i) => row('0A', 1 + i, 0, 1 + i)).join('');
    writeTables({ tcp: rows });
    const { listening, complete } = await snapshot();
    expect(complete).toBe(true);
    expect(listening.map(({ localPort }) => localPort)).toEqual(
      Array.from({ length: 3000 }, (_, i) => 1 + i),
    );
  });

  it('keeps a bounded number of listening sockets', async () => {
    writeTables({ tcp: Array.from({ length: 10_001 }, (_, i) => row('0A', 1 + i, 0, 1 + i)).join('') });
    const { listening, socketsComplete } = await snapshot();
    expect(listening).toHaveLength(10_000);
    expect(socketsComplete).toBe(false);
  });

  it('puts remote ports beyond the bound together', async () => {
    writeTables({ tcp: Array.from({ length: 1500 }, (_, i) => row('01', 40_000, 1 + i, 1 + i)).join('') });
    const { outboundByPort } = await snapshot();
    expect(outboundByPort.size).toBe(1001);
    expect(outboundByPort.get(0)).toEqual(new Map([['established', 500]]));
  });

  it('fails when there are no tables', async () => {
    await expect(snapshot()).rejects.toMatchObject({ code: 'unsupported' });
  });

  it('shares one pass among all who ask, and a recent result', async () => {
    writeTables({ tcp: '' });
    let now = 1000;
    const table = tableAt(() => now);
    const [first, second] = await Promise.all([table.snapshot(0), table.snapshot(0)]);
    expect(second).toBe(first);
    now = 1500;
    expect(await table.snapshot(1000)).toBe(first);
    expect(await table.snapshot(500)).not.toBe(first);
    now = 200; // the clock was set back
    expect((await table.snapshot(60_000)).timeMs).toBe(200);
  });

  it('recovers after a pass that failed', async () => {
    const table = tableAt(() => 0);
    await expect(table.snapshot(0)).rejects.toThrow('ENOENT');
    writeTables({ tcp: '' });
    expect(await table.snapshot(0)).toMatchObject({ complete: true });
  });

  it('lets others run in between', async () => {
    writeTables({ tcp: Array.from({ length: 50_000 }, (_, i) => row('01', 80, 1 + i, 1 + i)).join('') });
    let turns = 0;
    let done = false;
    const count = () => {
      turns += 1;
      if (!done) setImmediate(count);
    };
    setImmediate(count);
    const { outboundByPort } = await snapshot();
    done = true;
    expect(turns).toBeGreaterThan(2);
    expect(
      [...outboundByPort.values()].reduce((sum, counts) => sum + (counts.get('established') ?? 0), 0),
    ).toBe(50_000);
  });
});
