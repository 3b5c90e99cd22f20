export type SocketProtocol = 'tcp' | 'udp';

/** In the kernel's order (include/net/tcp_states.h), which starts at 1. */
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

/** A listening TCP socket, or a bound and unconnected UDP socket. */
export interface Socket {
  readonly protocol: SocketProtocol;
  readonly family: 4 | 6;
  /** Dotted for IPv4 and for IPv4 mapped into IPv6, else as RFC 5952 has it. */
  readonly localAddress: string;
  readonly localPort: number;
  readonly uid: number;
  readonly inode: number;
  /** TCP: connections that wait to be accepted. UDP: received bytes that wait to be read. */
  readonly receiveQueue: number;
  /** UDP: bytes that wait to be sent. 0 for TCP, whose bytes are those of its connections. */
  readonly sendQueue: number;
  /** TCP: how many connections may wait to be accepted. Null for UDP, and when it is not known. */
  readonly backlog: number | null;
  /** Datagrams, or attempts to connect, dropped since the socket was opened; null when it is not known. */
  readonly drops: number | null;
}

/** A process that holds a listening socket. */
export interface SocketOwner {
  readonly pid: number;
  /** comm; where that is cut off at 15 characters, the name of the program in full. */
  readonly name: string;
  readonly cmdline: readonly string[];
}

export type StateCounts = ReadonlyMap<ConnectionState, number>;

/** Bytes that wait in connections. */
export interface QueuedBytes {
  readonly receive: number;
  readonly send: number;
}

/** All TCP sockets together. */
export interface TcpTotals {
  /** Listening ones too. */
  readonly byState: StateCounts;
  /**
   * Sum over all sockets of what the kernel calls their queues: bytes, but of listening sockets connections, in
   * `receive` those that wait to be accepted and in `send` (when it is known) how many may.
   */
  readonly queued: QueuedBytes;
}

/** The sockets of this host, and who listens. */
export interface PortSnapshot {
  readonly timeMs: number;
  /** Without UDP sockets on an ephemeral port that no known service has: those are clients waiting for answers. */
  readonly listening: readonly Socket[];
  /** Number of UDP sockets that `listening` leaves out as clients. */
  readonly ephemeralUdp: number;
  /** Number of TCP connections by local listening port and state: who came to us. */
  readonly connectionsByPort: ReadonlyMap<number, StateCounts>;
  /** What waits in these connections. */
  readonly queuedByPort: ReadonlyMap<number, QueuedBytes>;
  /** Number of TCP connections by remote port and state: where we went. Port 0 stands for all beyond the bound. */
  readonly outboundByPort: ReadonlyMap<number, StateCounts>;
  readonly tcp: TcpTotals;
  /** First and last port that the kernel hands out to those who ask for any. */
  readonly ephemeralPorts: readonly [first: number, last: number];
  /** pid of the process that holds the inode of a listening socket; only of processes that may be inspected. */
  readonly pidByInode: ReadonlyMap<number, number>;
  /** The processes of `pidByInode`, by pid. */
  readonly owners: ReadonlyMap<number, SocketOwner>;
  /** False when `listening` and the counts by port miss some: a table could not be read or is larger than the bound. */
  readonly socketsComplete: boolean;
  /** False when, besides that, some processes could not be inspected (not root): owners or counts by pid miss some. */
  readonly complete: boolean;
}

export interface SocketSnapshot extends PortSnapshot {
  /** Number of TCP and connected UDP sockets each inspected process holds; without an entry: none. */
  readonly connectionsByPid: ReadonlyMap<number, number>;
}
