/**
 * Sockets as NETLINK_SOCK_DIAG lists them: linux/inet_diag.h, net/ipv4/inet_diag.c, tcp_diag.c and udp_diag.c.
 * Rows are read where they lie, into one object: a busy server has 50,000 of them, most of which are only counted.
 */
import { type IpAddress, ipAddress } from '../procfs/net-address.ts';
import { align, type Datagram, dumpRequest, readAttributes } from './message.ts';

export const NETLINK_SOCK_DIAG = 4;
/** The request of old, which lists IPv4 and IPv6 in one walk over the kernel's table, where the new one takes two. */
const TCPDIAG_GETSOCK = 18;
const OLD_REQUEST_BYTES = 60;
const SOCK_DIAG_BY_FAMILY = 20;
const REQUEST_BYTES = 56;

export const AF_INET = 2;
export const AF_INET6 = 10;
const IPPROTO_UDP = 17;

const TCP_LISTEN = 10;
/** Numbers of states, as bits: established is 1, closing is 11. */
const ALL_STATES = 0xffe;
const LISTEN_ONLY = 1 << TCP_LISTEN;

/** Extension and attribute: memory figures, of which the last one is what was dropped. */
const INET_DIAG_SKMEMINFO = 7;
const SK_MEMINFO_DROPS_AT = 8 * 4;
const SKMEMINFO_WANTED = 1 << (INET_DIAG_SKMEMINFO - 1);

/** struct inet_diag_msg. */
export const DIAG_ROW_BYTES = 72;
const LOCAL_ADDRESS_AT = 8;

export const tcpListeners = () => oldTcpRequest(LISTEN_ONLY, SKMEMINFO_WANTED);
/** Without the memory figures, which would double what the kernel copies. */
export const tcpConnections = () => oldTcpRequest(ALL_STATES & ~LISTEN_ONLY, 0);

function oldTcpRequest(states: number, extensions: number): Buffer {
  const body = Buffer.alloc(OLD_REQUEST_BYTES);
  body[0] = AF_INET;
  body[3] = extensions;
  body.writeUInt32LE(states, 52);
  return dumpRequest(TCPDIAG_GETSOCK, body);
}

export function udpSockets(family: typeof AF_INET | typeof AF_INET6): Buffer {
  const body = Buffer.alloc(REQUEST_BYTES);
  body[0] = family;
  body[1] = IPPROTO_UDP;
  body[2] = SKMEMINFO_WANTED;
  body.writeUInt32LE(ALL_STATES, 4);
  return dumpRequest(SOCK_DIAG_BY_FAMILY, body);
}

export interface DiagRow {
  /** Number of the state as the kernel has it. */
  state: number;
  localPort: number;
  remotePort: number;
  /** Bytes that wait for the program; of a listening TCP socket, connections that wait to be accepted. */
  receiveQueue: number;
  /** Bytes that wait to be sent or acknowledged; of a listening TCP socket, how many connections may wait. */
  sendQueue: number;
  inode: number;
}

export const emptyDiagRow = (): DiagRow => ({
  state: 0,
  localPort: 0,
  remotePort: 0,
  receiveQueue: 0,
  sendQueue: 0,
  inode: 0,
});

/** Reads the payload from `start` to `end` into `row`; false when it is too short to be one. */
export function readDiagRow({ words }: Datagram, start: number, end: number, row: DiagRow): boolean {
  if (end - start < DIAG_ROW_BYTES) return false;
  const word = start >> 2;
  row.state = ((words[word] ?? 0) >>> 8) & 0xff;
  const ports = words[word + 1] ?? 0;
  row.localPort = swapped(ports & 0xffff);
  row.remotePort = swapped(ports >>> 16);
  row.receiveQueue = words[word + 14] ?? 0;
  row.sendQueue = words[word + 15] ?? 0;
  row.inode = words[word + 17] ?? 0;
  return true;
}

/** Ports are in the order of the network. */
const swapped = (port: number) => ((port & 0xff) << 8) | (port >>> 8);

/** What only listening sockets are asked for. */
export interface DiagDetails {
  readonly address: IpAddress;
  readonly uid: number;
  /** Since the socket was opened; null when the kernel does not tell. */
  readonly drops: number | null;
}

/** Of a payload that `readDiagRow` has accepted; null when its family is neither IPv4 nor IPv6. */
export function diagDetails({ bytes }: Datagram, start: number, end: number): DiagDetails | null {
  const length = { [AF_INET]: 4, [AF_INET6]: 16 }[bytes[start] ?? 0];
  if (length === undefined) return null;
  const addressAt = start + LOCAL_ADDRESS_AT;
  let drops: number | null = null;
  readAttributes(bytes, start + align(DIAG_ROW_BYTES), end, (type, content) => {
    if (type === INET_DIAG_SKMEMINFO && content.length >= SK_MEMINFO_DROPS_AT + 4)
      drops = content.readUInt32LE(SK_MEMINFO_DROPS_AT);
  });
  return {
    address: ipAddress([...bytes.subarray(addressAt, addressAt + length)]),
    uid: bytes.readUInt32LE(start + 64),
    drops,
  };
}
