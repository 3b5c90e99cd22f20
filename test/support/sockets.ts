import type { SocketTable } from '../../exporter/src/contract/ports.ts';
import {
  CONNECTION_STATES,
  type Socket,
  type SocketOwner,
  type SocketSnapshot,
  type StateCounts,
  type ConnectionState,
} from '../../exporter/src/model/socket.ts';

export type OwnedSocket = Socket & { readonly owner: SocketOwner | null };

/** A listening TCP socket, but for what is given; its inode follows from what it is. */
export function socket(fields: Partial<OwnedSocket> & Pick<Socket, 'localPort'>): OwnedSocket {
  const { protocol = 'tcp', localAddress = '0.0.0.0', localPort, owner = null } = fields;
  const family = localAddress.includes(':') ? 6 : 4;
  const identity = Buffer.from(`${protocol} ${localAddress} ${localPort} ${owner?.pid ?? ''}`);
  const inode = identity.reduce((hash, byte) => (Math.imul(hash, 31) + byte) >>> 0, 7);
  const backlog = protocol === 'tcp' ? 128 : null;
  return {
    protocol,
    family,
    localAddress,
    uid: 0,
    inode,
    receiveQueue: 0,
    sendQueue: 0,
    backlog,
    drops: 0,
    ...fields,
    owner,
  };
}

export function socketSnapshot(
  sockets: readonly OwnedSocket[],
  fields: Partial<SocketSnapshot> = {},
): SocketSnapshot {
  const owned = sockets.flatMap(({ inode, owner }) => (owner ? [{ inode, owner }] : []));
  return {
    timeMs: 0,
    listening: sockets,
    ephemeralUdp: 0,
    connectionsByPort: new Map(),
    queuedByPort: new Map(),
    outboundByPort: new Map(),
    tcp: { byState: new Map(), queued: { receive: 0, send: 0 } },
    ephemeralPorts: [32_768, 60_999],
    pidByInode: new Map(owned.map(({ inode, owner }) => [inode, owner.pid])),
    owners: new Map(owned.map(({ owner }) => [owner.pid, owner])),
    connectionsByPid: new Map(),
    socketsComplete: true,
    complete: true,
    ...fields,
  };
}

/** A port that always has the same answer. */
export function socketsPort(snapshot: SocketSnapshot): SocketTable {
  return {
    tcp: () => Promise.resolve(snapshot.tcp),
    ports: () => Promise.resolve(snapshot),
    snapshot: () => Promise.resolve(snapshot),
  };
}

export function states(counts: Partial<Record<ConnectionState, number>>): StateCounts {
  return new Map(CONNECTION_STATES.flatMap((state) => (counts[state] ? [[state, counts[state]]] : [])));
}
