export type SocketProtocol = 'tcp' | 'udp';

export const CONNECTION_STATES = [
  'established',
  'syn_sent',
  'syn_recv',
  'fin_wait1',
  'fin_wait2',
  'time_wait',
  'close',
  'close_wait',
  'last_ack',
  'listen',
  'closing',
] as const;
export type ConnectionState = (typeof CONNECTION_STATES)[number];

/** A row of /proc/net/{tcp,tcp6,udp,udp6}. */
export interface Socket {
  readonly protocol: SocketProtocol;
  readonly family: 4 | 6;
  readonly localAddress: string;
  readonly localPort: number;
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly state: ConnectionState;
  readonly uid: number;
  readonly inode: number;
}

export interface SocketSnapshot {
  readonly timeMs: number;
  /** Listening TCP sockets and bound, unconnected UDP sockets. */
  readonly listening: readonly Socket[];
  /** Number of TCP connections by local listening port and state. */
  readonly connectionsByPort: ReadonlyMap<number, ReadonlyMap<ConnectionState, number>>;
  /** pid of the process that holds an inode; only of processes that may be inspected. */
  readonly pidByInode: ReadonlyMap<number, number>;
  /** Number of TCP and connected UDP sockets each inspected process holds. */
  readonly connectionsByPid: ReadonlyMap<number, number>;
  /** False when some processes could not be inspected (not root). */
  readonly complete: boolean;
}
