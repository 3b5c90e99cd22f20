import { LineScanner } from '../../../protocols/line-scanner.ts';
import { ModuleError } from '../../../contract/module.ts';

/** A mount of NFS with what the client counts for it. */
export interface NfsMount {
  /** Its place among all mounts, which is the same in mountinfo. */
  readonly index: number;
  /** `server:/path`, with the kernel's octal escapes. */
  readonly export: string;
  /** With the kernel's octal escapes. */
  readonly mountpoint: string;
  age: number;
  /** BYTES numbers. */
  bytes: readonly number[];
  /** EVENTS numbers. */
  events: readonly number[];
  /** One for each connection to the server (`nconnect`). */
  readonly transports: Transport[];
  readonly operations: Operation[];
}

export interface Transport {
  readonly protocol: string;
  readonly bind: number;
  readonly connect: number;
  readonly idleSeconds: number;
  readonly sends: number;
  readonly receives: number;
  readonly badTransactionIds: number;
  readonly backlog: number;
  readonly maximumSlots: number;
  readonly sending: number;
  readonly pending: number;
}

export interface Operation {
  readonly name: string;
  /** requests, transmissions, major timeouts, bytes sent, bytes received */
  readonly counts: readonly number[];
  /** milliseconds queued, until the response, in all */
  readonly times: readonly number[];
}

export const BYTES = 8;
export const EVENTS = 27;
const COUNTS = 5;
const TIMES = 3;
/** NFSv4.2 has 76 operations; a connection is one of at most 16. */
const MAX_OPERATIONS = 256;
const MAX_TRANSPORTS = 64;

const ZEROS: readonly number[] = new Array<number>(EVENTS).fill(0);

/**
 * The mounts of NFS in /proc/<pid>/mountstats; nfsstat(8) and net/sunrpc/stats.c of the kernel tell what it has.
 * @throws ModuleError `malformed_reply`
 */
export function parseMountstats(bytes: Uint8Array): NfsMount[] {
  const scanner = new LineScanner(bytes);
  const mounts: NfsMount[] = [];
  let index = -1;
  let current: NfsMount | null = null;
  let perOperation = false;
  while (scanner.nextLine()) {
    if (scanner.atLineEnd()) {
      current = null; // a blank line ends what is told of a mount
    } else if (scanner.accept('device ') || scanner.accept('no device ')) {
      index += 1;
      current = readMount(scanner, index);
      if (current) mounts.push(current);
      perOperation = false;
    } else if (current && perOperation) {
      readOperation(scanner, current);
    } else if (current) {
      perOperation = readStatistics(scanner, current);
    }
  }
  return mounts;
}

/** `server:/path mounted on /mnt with fstype nfs4 statvers=1.1`; null when it is not of NFS or has no statistics. */
function readMount(scanner: LineScanner, index: number): NfsMount | null {
  const words = scanner.rest().split(' ');
  if (words.at(-1)?.startsWith('statvers=') !== true) return null;
  const [device, mounted, on, mountpoint, withWord, fstypeWord, fstype] = words;
  if (fstype !== 'nfs' && fstype !== 'nfs4') return null;
  if (!device || !mountpoint || `${mounted} ${on} ${withWord} ${fstypeWord}` !== 'mounted on with fstype')
    throw malformed('not "device … mounted on … with fstype …"');
  const [transports, operations] = [[], []];
  return { index, export: device, mountpoint, age: 0, bytes: ZEROS, events: ZEROS, transports, operations };
}

/** One line before the operations; true for the one that announces these. */
function readStatistics(scanner: LineScanner, mount: NfsMount): boolean {
  switch (scanner.word()) {
    case 'age:':
      [mount.age = 0] = numbers(scanner, 1, 'age');
      return false;
    case 'bytes:':
      mount.bytes = numbers(scanner, BYTES, 'bytes');
      return false;
    case 'events:':
      mount.events = numbers(scanner, EVENTS, 'events');
      return false;
    case 'xprt:': {
      const transport = readTransport(scanner);
      if (transport && mount.transports.length < MAX_TRANSPORTS) mount.transports.push(transport);
      return false;
    }
    case 'per-op':
      return true;
    default:
      return false;
  }
}

/** Of UDP the kernel counts no connections and no idle time. Null for protocols that are not known. */
function readTransport(scanner: LineScanner): Transport | null {
  const protocol = scanner.word();
  const connected = protocol === 'tcp' || protocol === 'rdma';
  if (!connected && protocol !== 'udp') return null;
  const [, bind = 0] = numbers(scanner, 2, 'xprt'); // behind the port
  const [connect = 0] = connected ? numbers(scanner, 2, 'xprt') : []; // before the time spent connecting
  const idleSeconds = connected ? numberWithinMantissa(scanner) : 0;
  const [sends = 0, receives = 0, badTransactionIds = 0, , backlog = 0] = numbers(scanner, 5, 'xprt');
  // What follows came with version 1.1, and is about something else for RDMA.
  const [maximumSlots = 0, sending = 0, pending = 0] =
    protocol === 'rdma' || scanner.atLineEnd() ? [] : numbers(scanner, 3, 'xprt');
  return {
    protocol,
    bind,
    connect,
    idleSeconds,
    sends,
    receives,
    badTransactionIds,
    backlog,
    maximumSlots,
    sending,
    pending,
  };
}

/** `READ: 1298 1298 0 207680 1210292152 6 79386 79407`, since Linux 5.3 with the number of errors behind. */
function readOperation(scanner: LineScanner, mount: NfsMount): void {
  const name = scanner.word().replace(/:$/, '');
  const counts = numbers(scanner, COUNTS, name);
  const times = Array.from({ length: TIMES }, () => numberWithinMantissa(scanner));
  const known = mount.operations.some((operation) => operation.name === name);
  if (!known && mount.operations.length < MAX_OPERATIONS) mount.operations.push({ name, counts, times });
}

function numbers(scanner: LineScanner, count: number, what: string): number[] {
  const values: number[] = [];
  for (let i = 0; i < count; i += 1) {
    const value = scanner.number();
    if (Number.isNaN(value)) throw malformed(`fewer than ${count} numbers behind ${what}`);
    values.push(value);
  }
  return values;
}

const MANTISSA = 2n ** 53n;
/** Fewer digits than 2^53 has. */
const EXACT_DIGITS = 15;

/** A number modulo 2^53, as node_exporter shows times: the kernel subtracts, and sometimes gets less than nothing. */
function numberWithinMantissa(scanner: LineScanner): number {
  const word = scanner.word();
  if (!/^\d{1,20}$/.test(word)) throw malformed('a time is no unsigned number');
  return word.length <= EXACT_DIGITS ? Number(word) : Number(BigInt(word) % MANTISSA);
}

const malformed = (what: string) => new ModuleError('malformed_reply', `mountstats: ${what}`);
