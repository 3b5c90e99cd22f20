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
  /** Datagrams dropped since the socket was opened; 0 for TCP, which the kernel does not tell. */
  readonly drops: number;
}

/** A process that holds a listening socket. */
export interface SocketOwner {
  readonly pid: number;
  /** comm; where that is cut off at 15 characters, the name of the program in full. */
  readonly name: string;
  readonly cmdline: readonly string[];
}

export type StateCounts = ReadonlyMap<ConnectionState, number>;

export interface SocketSnapshot {
  readonly timeMs: number;
  /** Without UDP sockets on an ephemeral port that no known service has: those are clients waiting for answers. */
  readonly listening: readonly Socket[];
  /** Number of UDP sockets that `listening` leaves out as clients. */
  readonly ephemeralUdp: number;
  /** Number of TCP connections by local listening port and state: who came to us. */
  readonly connectionsByPort: ReadonlyMap<number, StateCounts>;
  /** Number of TCP connections by remote port and state: where we went. Port 0 stands for all beyond the bound. */
  readonly outboundByPort: ReadonlyMap<number, StateCounts>;
  /** pid of the process that holds the inode of a listening socket; only of processes that may be inspected. */
  readonly pidByInode: ReadonlyMap<number, number>;
  /** The processes of `pidByInode`, by pid. */
  readonly owners: ReadonlyMap<number, SocketOwner>;
  /** Number of TCP and connected UDP sockets each inspected process holds; without an entry: none. */
  readonly connectionsByPid: ReadonlyMap<number, number>;
  /** False when `listening` and the counts by port miss some: a table could not be read or is larger than the bound. */
  readonly socketsComplete: boolean;
  /** False when, besides that, some processes could not be inspected (not root): owners and counts by pid miss some. */
  readonly complete: boolean;
}
