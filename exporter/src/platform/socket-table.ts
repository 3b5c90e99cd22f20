import type { FileTree, SocketTable } from '../contract/ports.ts';
import type { SocketSnapshot, StateCounts } from '../model/socket.ts';
import { readOwners } from './socket-owners.ts';
import { readSockets } from './socket-rows.ts';
import { timeSlice } from './time-slice.ts';

export interface SocketTableOptions {
  /** Its `root`, usually /proc; `net` below it is that of this process' network namespace. */
  readonly procfs: Pick<FileTree, 'root'>;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** Remote ports counted one by one; a crawler or a peer-to-peer node has tens of thousands. */
const MAX_REMOTE_PORTS = 1000;

/**
 * The sockets below `procfs`, one pass at a time.
 * `snapshot` rejects with a ModuleError `unsupported` or `permission_denied` when there is no table of sockets at all.
 */
export function socketTable({ procfs, now }: SocketTableOptions): SocketTable {
  let last: SocketSnapshot | undefined;
  let running: Promise<SocketSnapshot> | undefined;
  return {
    snapshot(maxAgeMs) {
      const age = last ? now() - last.timeMs : Infinity;
      if (last && age >= 0 && age < maxAgeMs) return Promise.resolve(last);
      running ??= takeSnapshot(procfs.root, now())
        .then((snapshot) => (last = snapshot))
        .finally(() => (running = undefined));
      return running;
    },
  };
}

async function takeSnapshot(root: string, timeMs: number): Promise<SocketSnapshot> {
  const slice = timeSlice();
  const sockets = await readSockets(root, slice);
  const inodes = new Set(sockets.listening.map(({ inode }) => inode));
  const owners = await readOwners(root, inodes, sockets.connectionInodes, slice);

  const connectionsByPort = new Map<number, StateCounts>();
  for (const { protocol, localPort } of sockets.listening) {
    if (protocol === 'tcp') connectionsByPort.set(localPort, sockets.byLocalPort.of(localPort));
  }
  return {
    timeMs,
    listening: sockets.listening,
    ephemeralUdp: sockets.ephemeralUdp,
    connectionsByPort,
    outboundByPort: sockets.byRemotePort.busiest(MAX_REMOTE_PORTS),
    pidByInode: owners.pidByInode,
    owners: owners.owners,
    connectionsByPid: owners.connectionsByPid,
    socketsComplete: sockets.complete,
    complete: sockets.complete && owners.complete,
  };
}
