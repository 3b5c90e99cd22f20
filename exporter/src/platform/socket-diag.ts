/** One pass over the sockets by NETLINK_SOCK_DIAG, in slices: a quarter of the work of printing and reading rows. */
import { ModuleError } from '../model/errors.ts';
import type { SocketProtocol } from '../model/socket.ts';
import { type Datagram, readMessages } from '../protocols/netlink/message.ts';
import {
  AF_INET,
  AF_INET6,
  diagDetails,
  type DiagRow,
  emptyDiagRow,
  NETLINK_SOCK_DIAG,
  readDiagRow,
  tcpConnections,
  tcpListeners,
  udpSockets,
} from '../protocols/netlink/socket-diag.ts';
import type { NativeLibrary } from './native-library.ts';
import { NetlinkDump } from './netlink.ts';
import { CLOSE, ESTABLISHED } from './socket-rows.ts';
import { LISTEN, type SocketTally } from './socket-tally.ts';
import type { TimeSlice } from './time-slice.ts';

type Count = (row: DiagRow, datagram: Datagram, start: number, end: number, tally: SocketTally) => void;

/** @throws ModuleError, with part of the sockets counted. */
export async function readDiag(
  library: NativeLibrary,
  protocol: SocketProtocol,
  datagram: Datagram,
  tally: SocketTally,
  slice: TimeSlice,
): Promise<void> {
  const count = protocol === 'tcp' ? countTcp : countUdp;
  const requests =
    protocol === 'tcp' ? [tcpListeners(), tcpConnections()] : [udpSockets(AF_INET), udpSockets(AF_INET6)];
  for (const request of requests) {
    const dump = new NetlinkDump(library, NETLINK_SOCK_DIAG, request, datagram);
    try {
      await readDump(dump, count, tally, slice);
    } finally {
      dump.close();
    }
  }
}

async function readDump(
  dump: NetlinkDump,
  count: Count,
  tally: SocketTally,
  slice: TimeSlice,
): Promise<void> {
  const row = emptyDiagRow();
  const { datagram } = dump;
  const visit = (_type: number, start: number, end: number) => {
    if (!readDiagRow(datagram, start, end, row))
      throw new ModuleError('malformed_reply', `netlink: a socket of ${end - start} bytes`);
    count(row, datagram, start, end, tally);
  };
  while (tally.hasRoom() && !readMessages(datagram, dump.receive(), visit)) {
    if (slice.over()) await slice.next();
  }
}

function countTcp(row: DiagRow, datagram: Datagram, start: number, end: number, tally: SocketTally): void {
  const { state, localPort, remotePort, receiveQueue, sendQueue, inode } = row;
  if (state !== LISTEN) {
    tally.addConnection(state, localPort, remotePort, receiveQueue, sendQueue, inode);
    return;
  }
  const details = diagDetails(datagram, start, end);
  const { uid = 0, drops = null, address = null } = details ?? {};
  const socket = { localPort, uid, inode, receiveQueue, sendQueue: 0, backlog: sendQueue, drops };
  tally.addListening(socket, address);
}

function countUdp(row: DiagRow, datagram: Datagram, start: number, end: number, tally: SocketTally): void {
  const { state, localPort, receiveQueue, sendQueue, inode } = row;
  if (state === ESTABLISHED) tally.addConnectedUdp(inode);
  if (state !== CLOSE || localPort === 0 || tally.isClientUdp(localPort)) return;
  const { uid = 0, drops = null, address = null } = diagDetails(datagram, start, end) ?? {};
  const socket = { localPort, uid, inode, receiveQueue, sendQueue, backlog: null, drops };
  tally.addBoundUdp(socket, address);
}
