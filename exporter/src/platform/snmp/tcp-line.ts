/** SNMP over TCP (RFC 3430): one message after the other on one connection for each session. */
import { connect, type Socket } from 'node:net';
import { contentEnd, SEQUENCE } from '../../protocols/snmp/ber.ts';
import { type Line, type LineOptions, systemCode } from './line.ts';

/** An agent may say more here than fits into a datagram; more than this nobody has any use for. */
const MAX_MESSAGE_BYTES = 1 << 20;

export interface TcpTarget {
  readonly address: string;
  readonly port: number;
  readonly sourceAddress: string | undefined;
}

export class TcpLine implements Line {
  readonly options: LineOptions;
  readonly #target: TcpTarget;
  readonly #receive: (bytes: Buffer) => void;
  #socket: Socket | null = null;
  /** What came of a message that is not there whole yet. */
  #pending: Buffer = Buffer.alloc(0);

  constructor(options: LineOptions, target: TcpTarget, receive: (bytes: Buffer) => void) {
    this.options = options;
    this.#target = target;
    this.#receive = receive;
  }

  /** Connects when there is no connection, or none any more. */
  send(bytes: Buffer): void {
    this.#socket ??= this.#connect();
    this.#socket.write(bytes);
  }

  close(): void {
    const socket = this.#socket;
    this.#socket = null;
    socket?.destroy();
  }

  #connect(): Socket {
    const { address, port, sourceAddress } = this.#target;
    const source = sourceAddress ? { localAddress: sourceAddress } : {};
    const socket = connect({ host: address, port, noDelay: true, ...source });
    this.#pending = Buffer.alloc(0);
    let isConnected = false;
    let reason = 'it closed the connection';
    socket.on('connect', () => (isConnected = true));
    socket.on('data', (chunk: Buffer) => this.#read(socket, chunk));
    socket.on('error', (error) => (reason = reasonOf(error)));
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.options.lost({ reason, mayPass: isConnected });
    });
    // What is waited for has a timer, which keeps the process alive.
    socket.unref();
    return socket;
  }

  #read(socket: Socket, chunk: Buffer): void {
    this.#pending = this.#pending.length === 0 ? chunk : Buffer.concat([this.#pending, chunk]);
    while (this.#pending.length > 0 && this.#socket === socket) {
      const end = messageEnd(this.#pending);
      if (end === null) {
        socket.destroy(new Error('what it sends is not SNMP'));
        return;
      }
      if (end > this.#pending.length) return;
      const message = this.#pending.subarray(0, end);
      this.#pending = this.#pending.subarray(end);
      this.#receive(message);
    }
  }
}

/**
 * Where the first message ends, at the earliest: octets of its length that are not there yet count as 0, and it ends
 * behind them. Null when it is none, or too large.
 */
function messageEnd(bytes: Buffer): number | null {
  if (bytes[0] !== SEQUENCE) return null;
  try {
    return contentEnd(bytes, 0, MAX_MESSAGE_BYTES);
  } catch {
    return null;
  }
}

const HINTS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'it refuses the connection: does the agent listen on TCP, on this port?',
  ENETUNREACH: 'there is no route to its network',
  EHOSTUNREACH: 'there is no way to it',
  ECONNRESET: 'it broke the connection',
  EADDRNOTAVAIL: 'the source address is not one of this machine',
};

function reasonOf(error: Error): string {
  const code = systemCode(error);
  const hint = HINTS[code];
  return hint === undefined ? error.message : `${hint} (${code})`;
}
