/** One pass over the sockets by NETLINK_SOCK_DIAG, in slices: a quarter of the work of printing and reading rows. */
import { ModuleError } from '../model/errors.ts';
import type { SocketProtocol } from '../model/socket.ts';
import { readMessages } from '../protocols/netlink/message.ts';
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

type Count = (row: DiagRow, bytes: Buffer, start: number, end: number, tally: SocketTally) => void;

/** @throws ModuleError, with part of the sockets counted. */
export async function readDiag(
  library: NativeLibrary,
  protocol: SocketProtocol,
  tally: SocketTally,
  slice: TimeSlice,
): Promise<void> {
  const count = protocol === 'tcp' ? countTcp : countUdp;
  const requests =
    protocol === 'tcp' ? [tcpListeners(), tcpConnections()] : [udpSockets(AF_INET), udpSockets(AF_INET6)];
  for (const request of requests) await readDump(library, request, count, tally, slice);
}

async function readDump(
  library: NativeLibrary,
  request: Buffer,
  count: Count,
  tally: SocketTally,
  slice: TimeSlice,
): Promise<void> {
  const row = emptyDiagRow();
  const dump = new NetlinkDump(library, NETLINK_SOCK_DIAG, request);
  const { bytes } = dump;
  const visit = (_type: number, start: number, end: number) => {
    if (!readDiagRow(bytes, start, end, row))
      throw new ModuleError('malformed_reply', `netlink: a socket of ${end - start} bytes`);
    count(row, bytes, start, end, tally);
  };
  try {
    while (tally.hasRoom() && !readMessages(bytes, dump.receive(), visit)) {
      if (slice.over()) await slice.next();
    }
  } finally {
    dump.close();
  }
}

function countTcp(row: DiagRow, bytes: Buffer, start: number, end: number, tally: SocketTally): void {
  const { state, localPort, remotePort, receiveQueue, sendQueue, inode } = row;
  if (state !== LISTEN) {
    tally.addConnection(state, localPort, remotePort, receiveQueue, sendQueue, inode);
    return;
  }
  const details = diagDetails(bytes, start, end);
  const { uid = 0, drops = null, address = null } = details ?? {};
  const socket = { localPort, uid, inode, receiveQueue, sendQueue: 0, backlog: sendQueue, drops };
  tally.addListening(socket, address);
}

function countUdp(row: DiagRow, bytes: Buffer, start: number, end: number, tally: SocketTally): void {
  const { state, localPort, receiveQueue, sendQueue, inode } = row;
  if (state === ESTABLISHED) tally.addConnectedUdp(inode);
  if (state !== CLOSE || localPort === 0 || tally.isClientUdp(localPort)) return;
  const { uid = 0, drops = null, address = null } = diagDetails(bytes, start, end) ?? {};
  const socket = { localPort, uid, inode, receiveQueue, sendQueue, backlog: null, drops };
  tally.addBoundUdp(socket, address);
}
