/** Sockets as people think of them: a port, who listens on it, and how it is doing. */
import type {
  PortSnapshot,
  QueuedBytes,
  Socket,
  SocketOwner,
  SocketProtocol,
  StateCounts,
} from '../model/socket.ts';
import { isLoopback, isWildcard } from './procfs/net-address.ts';
import { identifyService, type Service } from './services.ts';

/** Any address of the machine. */
export const ANY_ADDRESS = '*';

/** One address of a port. */
export interface Bind {
  /** `*` for the wildcard of either family. */
  readonly address: string;
  /** Null when it may not be known, or the kernel itself listens. */
  readonly owner: SocketOwner | null;
  readonly service: Service | null;
}

export interface ListeningPort {
  readonly protocol: SocketProtocol;
  readonly port: number;
  /** Sorted; an address that a wildcard of the same process covers is left out. */
  readonly binds: readonly Bind[];
  /** As the sockets have them, sorted. */
  readonly addresses: readonly string[];
  readonly service: Service | null;
  readonly owner: SocketOwner | null;
  /** Nobody but this machine reaches it. */
  readonly loopbackOnly: boolean;
  /** TCP: connections that wait to be accepted. UDP: bytes that wait to be read. Sum over the sockets. */
  readonly receiveQueue: number;
  /** UDP: bytes that wait to be sent. Sum over the sockets. */
  readonly sendQueue: number;
  /** TCP: how many connections may wait to be accepted. Sum over the sockets; null when one of them is not known. */
  readonly backlog: number | null;
  /** Datagrams or attempts to connect, dropped since the sockets were opened; null when one of them is not known. */
  readonly drops: number | null;
  /** Connections by state; empty for UDP. */
  readonly connections: StateCounts;
  /** Bytes that wait in the connections; nothing for UDP. */
  readonly queued: QueuedBytes;
}

const NO_CONNECTIONS: StateCounts = new Map();
const NOTHING_QUEUED: QueuedBytes = { receive: 0, send: 0 };

/** The listening ports of a snapshot, TCP first, by number. */
export function listeningPorts(snapshot: PortSnapshot): ListeningPort[] {
  const groups = new Map<string, Socket[]>();
  for (const socket of snapshot.listening) {
    const key = `${socket.protocol}/${socket.localPort}`;
    const group = groups.get(key);
    if (group) group.push(socket);
    else groups.set(key, [socket]);
  }
  return [...groups.values()]
    .map((sockets) => toPort(sockets, snapshot))
    .sort((a, b) => compare(a.protocol, b.protocol) || a.port - b.port);
}

function toPort(sockets: readonly Socket[], snapshot: PortSnapshot): ListeningPort {
  const { protocol, localPort: port } = sockets[0] as Socket;
  const binds = toBinds(sockets, snapshot);
  const best =
    binds.find(({ service }) => service?.by === 'process') ?? binds.find(({ owner }) => owner) ?? binds[0];
  return {
    protocol,
    port,
    binds,
    addresses: [...new Set(sockets.map(({ localAddress }) => localAddress))].sort(),
    service: best?.service ?? null,
    owner: best?.owner ?? null,
    loopbackOnly: sockets.every(({ localAddress }) => isLoopback(localAddress)),
    receiveQueue: sumOf(sockets, ({ receiveQueue }) => receiveQueue) ?? 0,
    sendQueue: sumOf(sockets, ({ sendQueue }) => sendQueue) ?? 0,
    backlog: sumOf(sockets, ({ backlog }) => backlog),
    drops: sumOf(sockets, ({ drops }) => drops),
    connections: (protocol === 'tcp' ? snapshot.connectionsByPort.get(port) : undefined) ?? NO_CONNECTIONS,
    queued: (protocol === 'tcp' ? snapshot.queuedByPort.get(port) : undefined) ?? NOTHING_QUEUED,
  };
}

/** Null when one of them is. */
function sumOf(sockets: readonly Socket[], of: (socket: Socket) => number | null): number | null {
  return sockets.reduce<number | null>((sum, socket) => {
    const value = of(socket);
    return sum === null || value === null ? null : sum + value;
  }, 0);
}

/** One for each address; where several processes share it (SO_REUSEPORT), the one with the lowest pid stands for all. */
function toBinds(sockets: readonly Socket[], { pidByInode, owners }: PortSnapshot): Bind[] {
  const byAddress = new Map<string, Bind>();
  for (const { protocol, localPort: port, localAddress, inode } of sockets) {
    const address = isWildcard(localAddress) ? ANY_ADDRESS : localAddress;
    const owner = owners.get(pidByInode.get(inode) ?? 0) ?? null;
    const known = byAddress.get(address);
    if (known && (known.owner?.pid ?? Infinity) <= (owner?.pid ?? Infinity)) continue;
    const service = identifyService({
      protocol,
      port,
      process: owner?.name ?? '',
      cmdline: owner?.cmdline ?? [],
    });
    byAddress.set(address, { address, owner, service });
  }
  const wildcard = byAddress.get(ANY_ADDRESS);
  return [...byAddress.values()]
    .filter((bind) => bind === wildcard || !wildcard || bind.owner?.name !== wildcard.owner?.name)
    .sort((a, b) => compare(a.address, b.address));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
