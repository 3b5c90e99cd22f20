/** A few sockets from which all sessions ask: by family of addresses, opened when needed and closed when not. */
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { type SendFailure, systemCode } from './line.ts';

/**
 * The kernel keeps what comes while the process is busy: some hundred devices may answer at once, with up to 64 KB
 * each. It grants no more than net.core.rmem_max.
 */
const RECEIVE_BUFFER_BYTES = 4 << 20;
/** One more socket for each so many sessions, for each has a buffer of its own … */
const SESSIONS_PER_SOCKET = 8;
/** … up to so many of each family: with 212,992 bytes each, as Linux has it, 6 MB of answers may wait. */
const MAX_SOCKETS = 32;
/** The machine had no room for the message: it is lost like any other, and sent again in time. */
const LOST = new Set(['EAGAIN', 'ENOBUFS', 'ENOMEM', 'ECONNREFUSED', 'EINTR']);

export interface UdpUser {
  /** The socket is broken: nothing that was sent will be answered. */
  broken(failure: SendFailure): void;
}

export interface UdpSocket {
  readonly users: ReadonlySet<UdpUser>;
  send(bytes: Buffer, address: string, port: number, failed: (failure: SendFailure) => void): void;
  release(user: UdpUser): void;
}

export type Receive = (bytes: Buffer, from: RemoteInfo, socket: UdpSocket) => void;

export class UdpSockets {
  readonly #receive: Receive;
  readonly #sourceAddress: string | undefined;
  readonly #sockets = new Set<SharedSocket>();

  constructor(receive: Receive, sourceAddress: string | undefined) {
    this.#receive = receive;
    this.#sourceAddress = sourceAddress;
  }

  get size(): number {
    return this.#sockets.size;
  }

  acquire(family: 4 | 6, user: UdpUser): UdpSocket {
    const own = [...this.#sockets].filter((socket) => socket.family === family);
    const [least] = own.sort((a, b) => a.users.size - b.users.size);
    const isFree = least && (least.users.size < SESSIONS_PER_SOCKET || own.length >= MAX_SOCKETS);
    const socket = isFree ? least : this.#open(family);
    socket.users.add(user);
    return socket;
  }

  #open(family: 4 | 6): SharedSocket {
    const options = { family, receive: this.#receive, sourceAddress: this.#sourceAddress };
    const socket = new SharedSocket(options, (closed) => this.#sockets.delete(closed));
    if (!socket.isClosed) this.#sockets.add(socket);
    return socket;
  }
}

interface SharedSocketOptions {
  readonly family: 4 | 6;
  readonly receive: Receive;
  readonly sourceAddress: string | undefined;
}

class SharedSocket implements UdpSocket {
  readonly users = new Set<UdpUser>();
  readonly family: 4 | 6;
  readonly #socket: Socket;
  readonly #closed: (socket: SharedSocket) => void;
  /** Why there is nothing to send by any more. */
  #failure: SendFailure | null = null;

  constructor(
    { family, receive, sourceAddress }: SharedSocketOptions,
    closed: (socket: SharedSocket) => void,
  ) {
    this.family = family;
    this.#closed = closed;
    this.#socket = createSocket({
      type: family === 6 ? 'udp6' : 'udp4',
      recvBufferSize: RECEIVE_BUFFER_BYTES,
      // Whoever sends has an address already.
      lookup: (address, _options, callback) => callback(null, address, family),
    });
    this.#socket.on('message', (bytes, from) => receive(bytes, from, this));
    this.#socket.on('error', (error) => this.#break(error, sourceAddress));
    // When it fails, it does so at once.
    this.#socket.bind({ port: 0, exclusive: true, ...(sourceAddress ? { address: sourceAddress } : {}) });
    // What is waited for has a timer, which keeps the process alive.
    this.#socket.unref();
  }

  get isClosed(): boolean {
    return this.#failure !== null;
  }

  send(bytes: Buffer, address: string, port: number, failed: (failure: SendFailure) => void): void {
    if (this.#failure) return failed(this.#failure);
    this.#socket.send(bytes, port, address, (error) => {
      if (error && !LOST.has(systemCode(error))) failed({ reason: sendReason(error), mayPass: false });
    });
  }

  release(user: UdpUser): void {
    this.users.delete(user);
    if (this.users.size === 0) this.#close({ reason: 'its session is closed', mayPass: false });
  }

  #break(error: Error, sourceAddress: string | undefined): void {
    const hint = sourceAddress ? `: is ${sourceAddress} an address of this machine?` : '';
    const failure = {
      reason: `there is no socket to ask from (${systemCode(error)})${hint}`,
      mayPass: false,
    };
    this.#close(failure);
    for (const user of [...this.users]) user.broken(failure);
  }

  #close(failure: SendFailure): void {
    if (this.#failure) return;
    this.#failure = failure;
    this.#closed(this);
    this.#socket.close();
  }
}

const HINTS: Readonly<Record<string, string>> = {
  ENETUNREACH: 'there is no route to its network',
  EHOSTUNREACH: 'there is no way to it',
  EPERM: 'a firewall of this machine forbids it',
  EACCES: 'this machine forbids it: is it a broadcast address?',
  EMSGSIZE: 'the request is too large for the network: ask for fewer OIDs at once',
  EINVAL: 'it cannot be asked from this source address',
  EADDRNOTAVAIL: 'this machine has no address to ask it from',
};

function sendReason(error: Error): string {
  const code = systemCode(error);
  return `the request could not be sent, ${HINTS[code] ?? error.message} (${code})`;
}
