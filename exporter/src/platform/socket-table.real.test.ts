/** The real /proc of this machine: sockets that the test opens must appear as they are. */
import { type ChildProcess, spawn } from 'node:child_process';
import dgram from 'node:dgram';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import net, { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterEach, describe, expect, it } from 'vitest';
import type { PortSnapshot, Socket, SocketSnapshot } from '../model/socket.ts';
import { listeningPorts } from '../protocols/listening-ports.ts';
import { ModuleError } from '../model/errors.ts';
import { nativeLibrary, type NativeLibrarySource } from './native-library.ts';
import { socketTable } from './socket-table.ts';

const onLinux = existsSync('/proc/net/tcp');
const hasIpv6 = existsSync('/proc/net/if_inet6');
const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const fromFiles: NativeLibrarySource = () => {
  throw new ModuleError('unsupported', 'no koffi here');
};
const tableBy = (native: NativeLibrarySource) =>
  socketTable({ procfs: { root: '/proc' }, now: Date.now, native });
const snapshot = () => tableBy(nativeLibrary()).snapshot(0);

async function listen(
  host: string,
  onConnection: (socket: net.Socket) => void = () => undefined,
): Promise<number> {
  const server = net.createServer({ allowHalfOpen: true }, (socket) => {
    cleanups.push(() => socket.destroy());
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  server.listen(0, host);
  await once(server, 'listening');
  cleanups.push(() => server.close());
  return (server.address() as AddressInfo).port;
}

async function connect(port: number, host: string): Promise<net.Socket> {
  const socket = net.connect({ port, host, allowHalfOpen: true });
  cleanups.push(() => socket.destroy());
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** Looks again until what the kernel does in its own time has happened. */
async function until(check: (snapshot: SocketSnapshot) => boolean): Promise<SocketSnapshot> {
  for (let attempt = 0; ; attempt += 1) {
    const seen = await snapshot();
    if (check(seen) || attempt >= 100) return seen;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

const states = (seen: SocketSnapshot, port: number) =>
  Object.fromEntries(seen.connectionsByPort.get(port) ?? []);
const portOf = (seen: SocketSnapshot, protocol: string, port: number) =>
  listeningPorts(seen).find((each) => each.protocol === protocol && each.port === port);

describe.runIf(onLinux)('sockets of this machine', () => {
  it.each([['127.0.0.1', 4], ...(hasIpv6 ? [['::1', 6] as const] : [])] as const)(
    'TCP on %s: the listener, its process and its connections',
    async (host, family) => {
      const port = await listen(host);
      const before = (await snapshot()).connectionsByPid.get(process.pid) ?? 0;
      await Promise.all([connect(port, host), connect(port, host), connect(port, host)]);

      // A connection has no inode before the program has accepted it.
      const seen = await until((each) => (each.connectionsByPid.get(process.pid) ?? 0) >= before + 6);
      // The port may have been another's a moment ago.
      const { time_wait: _, ...ours } = states(seen, port);
      expect(ours).toEqual({ established: 3 });
      expect(seen.outboundByPort.get(port)?.get('established')).toBe(3);
      expect(seen.connectionsByPid.get(process.pid)).toBeGreaterThanOrEqual(before + 6);

      const socket = seen.listening.find((each) => each.protocol === 'tcp' && each.localPort === port);
      expect(socket).toMatchObject({ family, localAddress: host, uid: process.getuid?.() });
      expect(portOf(seen, 'tcp', port)).toMatchObject({
        addresses: [host],
        loopbackOnly: true,
        owner: { pid: process.pid },
      });
      expect(portOf(seen, 'tcp', port)?.owner?.name).toMatch(/node|vitest/);
    },
  );

  it('TCP that one side has closed: close_wait where it was not noticed, time_wait where it began', async () => {
    const unnoticed = await listen('127.0.0.1');
    (await connect(unnoticed, '127.0.0.1')).end();
    expect(states(await until((each) => states(each, unnoticed)['close_wait'] === 1), unnoticed)).toEqual({
      close_wait: 1,
    });

    const begun = await listen('127.0.0.1', (socket) => socket.end());
    const client = await connect(begun, '127.0.0.1');
    client.on('end', () => client.end()).resume();
    expect(states(await until((each) => states(each, begun)['time_wait'] === 1), begun)).toEqual({
      time_wait: 1,
    });
  });

  it.runIf(hasIpv6)('a dual-stack listener and an IPv4 client of it', async () => {
    const port = await listen('::');
    await connect(port, '127.0.0.1');
    const seen = await until((each) => states(each, port)['established'] === 1);
    expect(states(seen, port)).toEqual({ established: 1 });
    expect(portOf(seen, 'tcp', port)).toMatchObject({
      binds: [{ address: '*' }],
      addresses: ['::'],
      loopbackOnly: false,
    });
  });

  it('UDP: bound, bound to an ephemeral port, connected', async () => {
    const bound = await bindBelowEphemeral();
    const before = await snapshot();
    const ephemeral = await bindUdp(0);
    const connected = dgram.createSocket('udp4');
    cleanups.push(() => connected.close());
    connected.connect(bound.address().port, '127.0.0.1');
    await once(connected, 'connect');

    const seen = await snapshot();
    expect(portOf(seen, 'udp', bound.address().port)).toMatchObject({
      addresses: ['127.0.0.1'],
      owner: { pid: process.pid },
      connections: new Map(),
    });
    expect(portOf(seen, 'udp', ephemeral.address().port)).toBeUndefined();
    expect(seen.ephemeralUdp).toBeGreaterThanOrEqual(1);
    expect(seen.connectionsByPid.get(process.pid) ?? 0).toBeGreaterThan(
      before.connectionsByPid.get(process.pid) ?? 0,
    );
  });

  it('netlink and files tell the same, but for what only netlink tells', async () => {
    const port = await listen('127.0.0.1');
    await Promise.all([connect(port, '127.0.0.1'), connect(port, '127.0.0.1')]);
    const bound = await bindBelowEphemeral();
    const isAccepted = (each: SocketSnapshot) => portOf(each, 'tcp', port)?.receiveQueue === 0;
    await until((each) => states(each, port)['established'] === 2 && isAccepted(each));
    const [asked, read] = [await tableBy(nativeLibrary()).ports(0), await tableBy(fromFiles).ports(0)];

    const own = ({ listening }: PortSnapshot) =>
      listening.filter(({ localPort }) => [port, bound.address().port].includes(localPort));
    expect(own(asked)).toHaveLength(2);
    const untold = ({ protocol }: Socket) => (protocol === 'tcp' ? { backlog: null, drops: null } : {});
    expect(own(asked).map((socket) => ({ ...socket, ...untold(socket) }))).toEqual(own(read));
    expect(own(asked)[0]).toMatchObject({ backlog: 511, drops: 0 });
    for (const key of ['connectionsByPort', 'queuedByPort', 'outboundByPort'] as const)
      expect(asked[key].get(port)).toEqual(read[key].get(port));
    expect(asked.socketsComplete && read.socketsComplete).toBe(true);
    expect(asked.ephemeralPorts).toEqual(read.ephemeralPorts);
    const owner = ({ pidByInode }: PortSnapshot, { inode }: Socket) => pidByInode.get(inode);
    for (const socket of own(asked))
      expect([owner(asked, socket), owner(read, socket)]).toEqual([process.pid, process.pid]);
  });

  it('the sum of TCP sockets is that of the ports', async () => {
    await listen('127.0.0.1');
    const table = tableBy(nativeLibrary());
    const { tcp } = await table.ports(0);
    expect(await table.tcp(60_000)).toBe(tcp);
    const alone = await tableBy(nativeLibrary()).tcp(0);
    expect(alone.byState.get('listen')).toBeGreaterThanOrEqual(1);
    const files = await tableBy(fromFiles).tcp(0);
    expect([...files.byState.keys()]).toContain('listen');
  });

  it.runIf(isRoot)('without root: all ports, but only the own processes', { timeout: 30_000 }, async () => {
    const port = await listen('127.0.0.1');
    const seen = await snapshotOf(NOBODY);
    expect(seen.complete).toBe(false);
    expect(seen.socketsComplete).toBe(true);
    const theirs = seen.listening.find(({ localPort }) => localPort === port);
    expect(theirs).toMatchObject({ localAddress: '127.0.0.1' });
    expect(seen.pids.map(([inode]) => inode)).not.toContain(theirs?.inode);
    const own = seen.listening.find(({ localPort }) => localPort === seen.ownPort);
    expect(seen.pids).toContainEqual([own?.inode, seen.ownPid]);
  });
});

async function bindUdp(port: number): Promise<dgram.Socket> {
  const socket = dgram.createSocket('udp4');
  socket.bind(port, '127.0.0.1');
  await once(socket, 'listening');
  cleanups.push(() => socket.close());
  return socket;
}

async function bindBelowEphemeral(): Promise<dgram.Socket> {
  for (;;) {
    try {
      return await bindUdp(20_000 + Math.floor(Math.random() * 10_000));
    } catch {
      continue; // taken
    }
  }
}

interface ForeignView extends Pick<SocketSnapshot, 'complete' | 'socketsComplete' | 'listening'> {
  readonly pids: readonly (readonly [number, number])[];
  readonly ownPid: number;
  readonly ownPort: number;
}

/** What another user sees, who listens himself. */
async function snapshotOf(uid: number): Promise<ForeignView> {
  const folder = mkdtempSync(join(tmpdir(), 'foreign-'));
  cleanups.push(() => rmSync(folder, { recursive: true }));
  const program = join(folder, 'view.mjs');
  await build({
    stdin: {
      contents: `
        import net from 'node:net';
        import { nativeLibrary } from './native-library.ts';
        import { socketTable } from './socket-table.ts';
        const server = net.createServer().listen(0, '127.0.0.1', async () => {
          const { pidByInode, complete, socketsComplete, listening } =
            await socketTable({ procfs: { root: '/proc' }, now: Date.now, native: nativeLibrary() }).snapshot(0);
          const view = { complete, socketsComplete, listening, pids: [...pidByInode], ownPid: process.pid, ownPort: server.address().port };
          process.stdout.write(JSON.stringify(view), () => process.exit());
        });`,
      resolveDir: import.meta.dirname,
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile: program,
    logLevel: 'silent',
  });
  chmodSync(folder, 0o755);
  const child = spawn(process.execPath, [program], {
    uid,
    gid: uid,
    cwd: tmpdir(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  cleanups.push(() => child.kill('SIGKILL'));
  return JSON.parse(await outputOf(child)) as ForeignView;
}

async function outputOf(child: ChildProcess): Promise<string> {
  let text = '';
  child.stdout?.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  return text;
}
