/** One pass over /proc/net/{tcp,tcp6,udp,udp6}, in slices. */
import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleError } from '../model/errors.ts';
import type { SocketProtocol } from '../model/socket.ts';
import { netAddressAt } from '../protocols/procfs/net-address.ts';
import { dropsOf, emptyNetRow, type NetRow, parseNetRow } from '../protocols/procfs/net-row.ts';
import { toModuleError } from './file-tree.ts';
import { LISTEN, type SocketTally } from './socket-tally.ts';
import type { TimeSlice } from './time-slice.ts';

/** State of a connected UDP socket, and of one that is not. */
export const ESTABLISHED = 1;
export const CLOSE = 7;
/** About 400 rows; what the kernel prints in well under a millisecond. */
const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/** Both tables of a protocol. @throws ModuleError when neither can be read. */
export async function readRows(
  root: string,
  protocol: SocketProtocol,
  tally: SocketTally,
  slice: TimeSlice,
): Promise<void> {
  const failures: ModuleError[] = [];
  for (const file of [`net/${protocol}`, `net/${protocol}6`]) {
    const before = tally.sockets;
    try {
      await readTable(join(root, file), protocol, tally, slice);
    } catch (error) {
      const failure = toModuleError(error, join(root, file));
      // A kernel without IPv6 has no tcp6 and udp6.
      if (failure.code !== 'unsupported') tally.complete = false;
      if (tally.sockets === before) failures.push(failure);
    }
  }
  const [first, second] = failures;
  if (first && second) throw first;
}

async function readTable(
  path: string,
  protocol: SocketProtocol,
  tally: SocketTally,
  slice: TimeSlice,
): Promise<void> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  const row = emptyNetRow();
  const count = protocol === 'tcp' ? countTcp : countUdp;
  const descriptor = openSync(path, 'r');
  try {
    let kept = 0;
    let isHeader = true;
    while (tally.hasRoom()) {
      const read = readSync(descriptor, buffer, kept, buffer.length - kept, null);
      if (read === 0) break;
      const length = kept + read;
      let start = 0;
      for (let end = lineEnd(buffer, 0, length); end >= 0; end = lineEnd(buffer, start, length)) {
        if (!isHeader && !parseNetRow(buffer, start, end, row)) tally.complete = false;
        else if (!isHeader) count(row, buffer, start, end, tally);
        isHeader = false;
        start = end + 1;
      }
      kept = length - start;
      if (kept === buffer.length)
        throw new ModuleError('malformed_reply', `${path}: a line of ${kept} bytes`);
      buffer.copyWithin(0, start, length);
      if (slice.over()) await slice.next();
    }
    if (kept > 0) tally.complete = false;
  } finally {
    closeSync(descriptor);
  }
}

function lineEnd(bytes: Uint8Array, from: number, length: number): number {
  const end = bytes.indexOf(NEWLINE, from);
  return end < length ? end : -1;
}

/** The kernel lists listening sockets first, and a connection in the same table as the socket that took it. */
function countTcp(row: NetRow, bytes: Uint8Array, _start: number, _end: number, tally: SocketTally): void {
  const { state, localPort, remotePort, receiveQueue, sendQueue, uid, inode } = row;
  if (state !== LISTEN) {
    tally.addConnection(state, localPort, remotePort, receiveQueue, sendQueue, inode);
    return;
  }
  const socket = { localPort, uid, inode, receiveQueue, sendQueue: 0, backlog: null, drops: null };
  tally.addListening(socket, netAddressAt(bytes, row.addressAt, row.addressDigits));
}

function countUdp(row: NetRow, bytes: Uint8Array, start: number, end: number, tally: SocketTally): void {
  const { state, localPort, receiveQueue, sendQueue, uid, inode } = row;
  if (state === ESTABLISHED) tally.addConnectedUdp(inode);
  if (state !== CLOSE || localPort === 0 || tally.isClientUdp(localPort)) return;
  const drops = dropsOf(bytes, start, end);
  const socket = { localPort, uid, inode, receiveQueue, sendQueue, backlog: null, drops };
  tally.addBoundUdp(socket, netAddressAt(bytes, row.addressAt, row.addressDigits));
}
