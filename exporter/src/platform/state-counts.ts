import {
  CONNECTION_STATES,
  type ConnectionState,
  type QueuedBytes,
  type StateCounts,
} from '../model/socket.ts';

const PORTS = 65_536;
const STATES = CONNECTION_STATES.length;
const INITIAL_PORTS = 64;
const NOTHING: QueuedBytes = { receive: 0, send: 0 };

/** Number of connections by port and state, and the bytes that wait in them; counting one costs no object. */
export class PortStateCounts {
  /** Row of `#counts` by port, from 1; 0 for a port not seen. */
  readonly #rowOf = new Uint32Array(PORTS);
  readonly #ports: number[] = [];
  #counts = new Uint32Array(INITIAL_PORTS * STATES);
  /** Received and sent bytes by port that has any: most connections are idle. */
  readonly #queued = new Map<number, { receive: number; send: number }>();

  /** `state` as the kernel numbers it; one that it does not know is not counted. */
  add(port: number, state: number, receiveQueue = 0, sendQueue = 0): void {
    if (state < 1 || state > STATES) return;
    const known = this.#rowOf[port] ?? 0;
    const row = known === 0 ? this.#addRow(port) : known;
    const cell = (row - 1) * STATES + state - 1;
    this.#counts[cell] = (this.#counts[cell] ?? 0) + 1;
    if (receiveQueue > 0 || sendQueue > 0) this.#addQueued(port, receiveQueue, sendQueue);
  }

  /** As new, without new memory. */
  clear(): void {
    for (const port of this.#ports) this.#rowOf[port] = 0;
    this.#counts.fill(0, 0, this.#ports.length * STATES);
    this.#ports.length = 0;
    this.#queued.clear();
  }

  queuedOf(port: number): QueuedBytes {
    return this.#queued.get(port) ?? NOTHING;
  }

  /** The states in which there are connections. */
  of(port: number): StateCounts {
    const start = this.#startOf(port);
    return toStates(start < 0 ? new Uint32Array() : this.#counts.subarray(start, start + STATES));
  }

  /** The `most` ports with most connections, and all others together as port 0. */
  busiest(most: number): Map<number, StateCounts> {
    // Total and port in one number, so that the sort needs neither objects nor a comparison function.
    const byTotal = Float64Array.from(this.#ports, (port) => this.#totalOf(port) * PORTS + port).sort();
    const cut = Math.max(byTotal.length - most, 0);
    const result = new Map<number, StateCounts>();
    for (let i = byTotal.length - 1; i >= cut; i -= 1) {
      const port = (byTotal[i] ?? 0) % PORTS;
      result.set(port, this.of(port));
    }
    if (cut > 0) result.set(0, toStates(this.#sumOf(byTotal.subarray(0, cut))));
    return result;
  }

  #addQueued(port: number, receive: number, send: number): void {
    const queued = this.#queued.get(port);
    if (queued) {
      queued.receive += receive;
      queued.send += send;
    } else this.#queued.set(port, { receive, send });
  }

  #totalOf(port: number): number {
    const start = this.#startOf(port);
    let total = 0;
    for (let cell = start; cell < start + STATES; cell += 1) total += this.#counts[cell] ?? 0;
    return total;
  }

  #sumOf(byTotal: Float64Array): Uint32Array {
    const sum = new Uint32Array(STATES);
    for (const each of byTotal) {
      const start = this.#startOf(each % PORTS);
      for (let i = 0; i < STATES; i += 1) sum[i] = (sum[i] ?? 0) + (this.#counts[start + i] ?? 0);
    }
    return sum;
  }

  #startOf(port: number): number {
    return ((this.#rowOf[port] ?? 0) - 1) * STATES;
  }

  #addRow(port: number): number {
    const row = this.#ports.push(port);
    this.#rowOf[port] = row;
    if (row * STATES > this.#counts.length) {
      const larger = new Uint32Array(2 * this.#counts.length);
      larger.set(this.#counts);
      this.#counts = larger;
    }
    return row;
  }
}

function toStates(counts: Uint32Array): StateCounts {
  const states = new Map<ConnectionState, number>();
  CONNECTION_STATES.forEach((state, i) => {
    const count = counts[i] ?? 0;
    if (count > 0) states.set(state, count);
  });
  return states;
}
