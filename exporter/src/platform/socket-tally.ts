import {
  CONNECTION_STATES,
  type ConnectionState,
  type QueuedBytes,
  type Socket,
  type StateCounts,
  type TcpTotals,
} from '../model/socket.ts';
import type { IpAddress } from '../protocols/procfs/net-address.ts';
import { serviceOfPort } from '../protocols/services.ts';
import { InodeSet } from './inode-set.ts';
import { PortStateCounts } from './state-counts.ts';

export const LISTEN = 10;
const PORTS = 65_536;
/** Listening sockets kept as objects, some 200 bytes each. */
const MAX_LISTENING = 10_000;
/** Sockets of all tables together: half a second of work, which is enough. */
export const MAX_SOCKETS = 1_000_000;

/** Remote ports counted one by one; a crawler or a peer-to-peer node has tens of thousands. */
const MAX_REMOTE_PORTS = 1000;

export interface SocketTallyOptions {
  /** First and last port that the kernel hands out. */
  readonly ephemeralPorts: readonly [number, number];
  /** Whether the inodes of connections are of interest: they take memory and time. */
  readonly withInodes: boolean;
}

/** What one pass has counted. */
export interface Sockets {
  readonly listening: readonly Socket[];
  readonly ephemeralUdp: number;
  readonly connectionsByPort: ReadonlyMap<number, StateCounts>;
  readonly queuedByPort: ReadonlyMap<number, QueuedBytes>;
  readonly outboundByPort: ReadonlyMap<number, StateCounts>;
  readonly tcp: TcpTotals;
  readonly ephemeralPorts: readonly [number, number];
  /** Of TCP connections and of connected UDP sockets; null when they were of no interest. */
  readonly connectionInodes: InodeSet | null;
  readonly complete: boolean;
}

/**
 * Counts the sockets of one pass after the other. Counting one costs no object, and a pass no large memory: of that,
 * half a megabyte of counters, the garbage collector would make more work than the counting is. Listening TCP sockets
 * come before connections.
 */
export class SocketTally {
  sockets = 0;
  complete = true;
  #listening: Socket[] = [];
  #ephemeralUdp = 0;
  #ephemeralPorts: readonly [number, number] = [0, 0];
  #connectionInodes: InodeSet | null = null;
  /** Connections whose local port is listening. */
  readonly #byLocalPort = new PortStateCounts();
  /** The others. */
  readonly #byRemotePort = new PortStateCounts();
  /** 1 at each TCP port with a listening socket. */
  readonly #isListening = new Uint8Array(PORTS);
  readonly #states = new Uint32Array(256);
  #receiveQueued = 0;
  #sendQueued = 0;

  /** Forgets the pass before. */
  begin({ ephemeralPorts, withInodes }: SocketTallyOptions): void {
    this.sockets = 0;
    this.complete = true;
    this.#listening = [];
    this.#ephemeralUdp = 0;
    this.#ephemeralPorts = ephemeralPorts;
    this.#connectionInodes = withInodes ? new InodeSet() : null;
    this.#byLocalPort.clear();
    this.#byRemotePort.clear();
    this.#isListening.fill(0);
    this.#states.fill(0);
    this.#receiveQueued = 0;
    this.#sendQueued = 0;
  }

  result(): Sockets {
    return {
      listening: this.#listening,
      ephemeralUdp: this.#ephemeralUdp,
      connectionsByPort: this.#byListeningPort((port) => this.#byLocalPort.of(port)),
      queuedByPort: this.#byListeningPort((port) => this.#byLocalPort.queuedOf(port)),
      outboundByPort: this.#byRemotePort.busiest(MAX_REMOTE_PORTS),
      tcp: this.#tcp(),
      ephemeralPorts: this.#ephemeralPorts,
      connectionInodes: this.#connectionInodes,
      complete: this.complete,
    };
  }

  /** False when there are more than are looked at. */
  hasRoom(): boolean {
    if (this.sockets <= MAX_SOCKETS) return true;
    this.complete = false;
    return false;
  }

  /** A TCP socket of which only its numbers are of interest. `state` as the kernel numbers it. */
  addConnection(
    state: number,
    localPort: number,
    remotePort: number,
    receiveQueue: number,
    sendQueue: number,
    inode: number,
  ): void {
    this.sockets += 1;
    this.#count(state, receiveQueue, sendQueue);
    if (inode !== 0) this.#connectionInodes?.add(inode);
    // Counting each of the ports that clients were handed out would reach over megabytes of memory.
    if (this.#isListening[localPort] === 1) this.#byLocalPort.add(localPort, state, receiveQueue, sendQueue);
    else this.#byRemotePort.add(remotePort, state);
  }

  addListening(
    socket: Omit<Socket, 'protocol' | 'family' | 'localAddress'>,
    address: IpAddress | null,
  ): void {
    this.sockets += 1;
    this.#count(LISTEN, socket.receiveQueue, socket.backlog ?? 0);
    this.#isListening[socket.localPort] = 1;
    this.#keep({ protocol: 'tcp', ...socket }, address);
  }

  addConnectedUdp(inode: number): void {
    this.sockets += 1;
    if (inode !== 0) this.#connectionInodes?.add(inode);
  }

  /** True for the socket of a client, which is counted by this and needs no more. */
  isClientUdp(localPort: number): boolean {
    const [first, last] = this.#ephemeralPorts;
    if (localPort < first || localPort > last || serviceOfPort('udp', localPort) !== null) return false;
    this.sockets += 1;
    this.#ephemeralUdp += 1;
    return true;
  }

  addBoundUdp(socket: Omit<Socket, 'protocol' | 'family' | 'localAddress'>, address: IpAddress | null): void {
    this.sockets += 1;
    this.#keep({ protocol: 'udp', ...socket }, address);
  }

  #byListeningPort<T>(of: (port: number) => T): Map<number, T> {
    const ports = this.#listening.filter(({ protocol }) => protocol === 'tcp');
    return new Map(ports.map(({ localPort }) => [localPort, of(localPort)]));
  }

  #tcp(): TcpTotals {
    const byState = new Map<ConnectionState, number>();
    CONNECTION_STATES.forEach((state, i) => {
      const count = this.#states[i + 1] ?? 0;
      if (count > 0) byState.set(state, count);
    });
    return { byState, queued: { receive: this.#receiveQueued, send: this.#sendQueued } };
  }

  #count(state: number, receiveQueue: number, sendQueue: number): void {
    this.#states[state] = (this.#states[state] ?? 0) + 1;
    this.#receiveQueued += receiveQueue;
    this.#sendQueued += sendQueue;
  }

  #keep(socket: Omit<Socket, 'family' | 'localAddress'>, address: IpAddress | null): void {
    if (address === null || this.#listening.length >= MAX_LISTENING) this.complete = false;
    else this.#listening.push({ ...socket, family: address.family, localAddress: address.text });
  }
}
