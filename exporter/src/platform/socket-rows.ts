/** One pass over /proc/net/{tcp,tcp6,udp,udp6}, in slices. */
import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleError } from '../model/errors.ts';
import type { Socket, SocketProtocol } from '../model/socket.ts';
import { netAddressAt } from '../protocols/procfs/net-address.ts';
import { dropsOf, emptyNetRow, type NetRow, parseNetRow } from '../protocols/procfs/net-row.ts';
import { serviceOfPort } from '../protocols/services.ts';
import { toModuleError } from './file-tree.ts';
import { InodeSet } from './inode-set.ts';
import { PortStateCounts } from './state-counts.ts';
import type { TimeSlice } from './time-slice.ts';

const TABLES: readonly { readonly file: string; readonly protocol: SocketProtocol }[] = [
  { file: 'net/tcp', protocol: 'tcp' },
  { file: 'net/tcp6', protocol: 'tcp' },
  { file: 'net/udp', protocol: 'udp' },
  { file: 'net/udp6', protocol: 'udp' },
];
const ESTABLISHED = 1;
const CLOSE = 7;
const LISTEN = 10;
const PORTS = 65_536;
/** Sockets of all tables together: their rows are 150 MB of text and half a second of work, which is enough. */
const MAX_ROWS = 1_000_000;
/** Listening sockets kept as objects, some 200 bytes each. */
const MAX_LISTENING = 10_000;
/** About 400 rows; what the kernel prints in well under a millisecond. */
const CHUNK_BYTES = 64 * 1024;
/** net.ipv4.ip_local_port_range unless someone changed it. */
const DEFAULT_EPHEMERAL_PORTS = [32_768, 60_999] as const;
const NEWLINE = 0x0a;

export interface Sockets {
  readonly listening: readonly Socket[];
  readonly ephemeralUdp: number;
  readonly byLocalPort: PortStateCounts;
  /** Connections whose local port was not listening. */
  readonly byRemotePort: PortStateCounts;
  /** Inodes of TCP connections and of connected UDP sockets. */
  readonly connectionInodes: InodeSet;
  readonly complete: boolean;
}

interface Tally {
  readonly listening: Socket[];
  /** 1 at each TCP port with a listening socket. */
  readonly isListening: Uint8Array;
  readonly byLocalPort: PortStateCounts;
  readonly byRemotePort: PortStateCounts;
  readonly connectionInodes: InodeSet;
  readonly isEphemeral: (port: number) => boolean;
  ephemeralUdp: number;
  rows: number;
  complete: boolean;
}

/** @throws ModuleError when none of the tables can be read. */
export async function readSockets(root: string, slice: TimeSlice): Promise<Sockets> {
  const tally: Tally = {
    listening: [],
    isListening: new Uint8Array(PORTS),
    byLocalPort: new PortStateCounts(),
    byRemotePort: new PortStateCounts(),
    connectionInodes: new InodeSet(),
    isEphemeral: ephemeralPorts(root),
    ephemeralUdp: 0,
    rows: 0,
    complete: true,
  };
  const failures: ModuleError[] = [];
  for (const { file, protocol } of TABLES) {
    try {
      await readTable(join(root, file), protocol, tally, slice);
    } catch (error) {
      const failure = toModuleError(error, join(root, file));
      failures.push(failure);
      // A kernel without IPv6 has no tcp6 and udp6.
      if (failure.code !== 'unsupported') tally.complete = false;
    }
  }
  const [first] = failures;
  if (first && failures.length === TABLES.length && tally.rows === 0) throw first;
  return tally;
}

async function readTable(
  path: string,
  protocol: SocketProtocol,
  tally: Tally,
  slice: TimeSlice,
): Promise<void> {
  const buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  const row = emptyNetRow();
  const descriptor = openSync(path, 'r');
  try {
    let kept = 0;
    let isHeader = true;
    for (;;) {
      const count = readSync(descriptor, buffer, kept, buffer.length - kept, null);
      if (count === 0) break;
      const length = kept + count;
      let start = 0;
      for (let end = lineEnd(buffer, 0, length); end >= 0; end = lineEnd(buffer, start, length)) {
        if (!isHeader) countRow(buffer, start, end, row, protocol, tally);
        isHeader = false;
        start = end + 1;
      }
      kept = length - start;
      if (kept === buffer.length)
        throw new ModuleError('malformed_reply', `${path}: a line of ${kept} bytes`);
      buffer.copyWithin(0, start, length);
      if (tally.rows > MAX_ROWS) throw new ModuleError('limit_exceeded', `more than ${MAX_ROWS} sockets`);
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

function countRow(
  bytes: Uint8Array,
  start: number,
  end: number,
  row: NetRow,
  protocol: SocketProtocol,
  tally: Tally,
): void {
  tally.rows += 1;
  if (!parseNetRow(bytes, start, end, row)) {
    tally.complete = false;
  } else if (protocol === 'udp') {
    if (row.state === ESTABLISHED) addInode(row, tally);
    else if (row.state === CLOSE && row.localPort !== 0) addBoundUdp(row, bytes, start, end, tally);
  } else if (row.state === LISTEN) {
    tally.isListening[row.localPort] = 1;
    addListening(row, protocol, bytes, 0, tally);
  } else {
    addInode(row, tally);
    tally.byLocalPort.add(row.localPort, row.state);
    // The kernel lists listening sockets first, and a connection in the same table as the socket that took it.
    if (tally.isListening[row.localPort] === 0) tally.byRemotePort.add(row.remotePort, row.state);
  }
}

function addInode({ inode }: NetRow, tally: Tally): void {
  if (inode !== 0) tally.connectionInodes.add(inode);
}

function addBoundUdp(row: NetRow, bytes: Uint8Array, start: number, end: number, tally: Tally): void {
  if (tally.isEphemeral(row.localPort) && serviceOfPort('udp', row.localPort) === null)
    tally.ephemeralUdp += 1;
  else addListening(row, 'udp', bytes, dropsOf(bytes, start, end), tally);
}

function addListening(
  row: NetRow,
  protocol: SocketProtocol,
  bytes: Uint8Array,
  drops: number,
  tally: Tally,
): void {
  const address = netAddressAt(bytes, row.addressAt, row.addressDigits);
  if (!address || tally.listening.length >= MAX_LISTENING) {
    tally.complete = false;
    return;
  }
  tally.listening.push({
    protocol,
    family: address.family,
    localAddress: address.text,
    localPort: row.localPort,
    uid: row.uid,
    inode: row.inode,
    receiveQueue: row.receiveQueue,
    drops,
  });
}

function ephemeralPorts(root: string): (port: number) => boolean {
  const [low, high] = readPortRange(join(root, 'sys/net/ipv4/ip_local_port_range'));
  return (port) => port >= low && port <= high;
}

function readPortRange(path: string): readonly [number, number] {
  try {
    const match = /^\s*(\d{1,5})\s+(\d{1,5})\s*$/.exec(readFileSync(path, 'latin1'));
    return match ? [Number(match[1]), Number(match[2])] : DEFAULT_EPHEMERAL_PORTS;
  } catch {
    return DEFAULT_EPHEMERAL_PORTS;
  }
}
