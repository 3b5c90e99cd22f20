import { statfsSync } from 'node:fs';
import type { FileTree, SocketTable } from '../contract/ports.ts';
import type { PortSnapshot, SocketSnapshot, TcpTotals } from '../model/socket.ts';
import { InodeSet } from './inode-set.ts';
import type { NativeLibrarySource } from './native-library.ts';
import { type Connections, type Owners, SocketOwners } from './socket-owners.ts';
import { SocketSource } from './socket-source.ts';
import type { Sockets } from './socket-tally.ts';
import { timeSlice } from './time-slice.ts';

export interface SocketTableOptions {
  /** Its `root`, usually /proc; `net` below it is that of this process' network namespace. */
  readonly procfs: Pick<FileTree, 'root'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  readonly native: NativeLibrarySource;
}

/** statfs(2) of procfs. */
const PROC_SUPER_MAGIC = 0x9fa0;

/** The sockets below `procfs`, one pass at a time. */
export function socketTable({ procfs, now, native }: SocketTableOptions): SocketTable {
  // Of the sockets in a folder that only looks like procfs, the kernel knows nothing.
  const isReal = isProcfs(procfs.root);
  const source = new SocketSource({
    procfs: procfs.root,
    native: isReal ? native : null,
    protocols: ['tcp', 'udp'],
  });
  const tcpSource = new SocketSource({ procfs: procfs.root, native, protocols: ['tcp'] });
  const owners = new SocketOwners({ root: procfs.root });

  const ports = shared<PortSnapshot>(now, async (timeMs) => {
    const slice = timeSlice();
    const sockets = await source.read(false, slice);
    return toPorts(timeMs, sockets, await owners.of(sockets.listening, slice));
  });
  const snapshots = shared<SocketSnapshot>(now, async (timeMs, maxAgeMs) => {
    // Two passes at once would see each other's half of what is remembered of owners.
    await ports.running()?.catch(() => undefined);
    const counted = owners.recentConnections();
    if (counted) return withConnections(await ports.get(maxAgeMs), counted);
    const slice = timeSlice();
    const sockets = await source.read(true, slice);
    const inodes = sockets.connectionInodes ?? new InodeSet();
    const found = await owners.withConnections(sockets.listening, inodes, slice);
    return withConnections(toPorts(timeMs, sockets, found.owners), found.connections);
  });
  const tcp = shared<{ timeMs: number; totals: TcpTotals }>(now, async (timeMs) => {
    const sockets = await tcpSource.read(false, timeSlice());
    return { timeMs, totals: sockets.tcp };
  });
  const seen = (maxAgeMs: number) =>
    snapshots.recent(maxAgeMs) ?? ports.recent(maxAgeMs) ?? snapshots.running() ?? ports.running();
  return {
    async tcp(maxAgeMs) {
      const snapshot = isReal ? await seen(maxAgeMs) : undefined;
      return snapshot ? snapshot.tcp : (await tcp.get(maxAgeMs)).totals;
    },
    ports: (maxAgeMs) => snapshots.recent(maxAgeMs) ?? snapshots.running() ?? ports.get(maxAgeMs),
    snapshot: (maxAgeMs) => snapshots.get(maxAgeMs),
  };
}

function isProcfs(path: string): boolean {
  try {
    return statfsSync(path).type === PROC_SUPER_MAGIC;
  } catch {
    return false;
  }
}

/** One result for all who ask while it is made, or within the age that they allow. */
interface Shared<T> {
  get(maxAgeMs: number): Promise<T>;
  recent(maxAgeMs: number): Promise<T> | undefined;
  running(): Promise<T> | undefined;
}

function shared<T extends { readonly timeMs: number }>(
  now: () => number,
  make: (timeMs: number, maxAgeMs: number) => Promise<T>,
): Shared<T> {
  let last: T | undefined;
  let running: Promise<T> | undefined;
  const recent = (maxAgeMs: number) => {
    const age = last ? now() - last.timeMs : Infinity;
    return last && age >= 0 && age < maxAgeMs ? Promise.resolve(last) : undefined;
  };
  const start = (maxAgeMs: number) =>
    make(now(), maxAgeMs)
      .then((made) => (last = made))
      .finally(() => (running = undefined));
  return {
    recent,
    running: () => running,
    get: (maxAgeMs) => recent(maxAgeMs) ?? (running ??= start(maxAgeMs)),
  };
}

function toPorts(timeMs: number, sockets: Sockets, owners: Owners): PortSnapshot {
  return {
    timeMs,
    listening: sockets.listening,
    ephemeralUdp: sockets.ephemeralUdp,
    connectionsByPort: sockets.connectionsByPort,
    queuedByPort: sockets.queuedByPort,
    outboundByPort: sockets.outboundByPort,
    tcp: sockets.tcp,
    ephemeralPorts: sockets.ephemeralPorts,
    pidByInode: owners.pidByInode,
    owners: owners.owners,
    socketsComplete: sockets.complete,
    complete: sockets.complete && owners.complete,
  };
}

function withConnections(seen: PortSnapshot, { connectionsByPid, complete }: Connections): SocketSnapshot {
  return { ...seen, connectionsByPid, complete: seen.complete && complete };
}
