import { CONNECTION_STATES, type ConnectionState, type StateCounts } from '../model/socket.ts';

const PORTS = 65_536;
const STATES = CONNECTION_STATES.length;
const INITIAL_PORTS = 64;

/** Number of connections by port and state; counting one costs no object. */
export class PortStateCounts {
  /** Row of `#counts` by port, from 1; 0 for a port not seen. */
  readonly #rowOf = new Uint32Array(PORTS);
  readonly #ports: number[] = [];
  #counts = new Uint32Array(INITIAL_PORTS * STATES);

  /** `state` as the kernel numbers it; one that it does not know is not counted. */
  add(port: number, state: number): void {
    if (state < 1 || state > STATES) return;
    const row = this.#rowOf[port] || this.#addRow(port);
    const cell = (row - 1) * STATES + state - 1;
    this.#counts[cell] = (this.#counts[cell] ?? 0) + 1;
  }

  /** The states in which there are connections. */
  of(port: number): StateCounts {
    const counts = new Map<ConnectionState, number>();
    addTo(counts, this.#rowAt(port));
    return counts;
  }

  /** The `most` ports with most connections, and all others together as port 0. */
  busiest(most: number): Map<number, StateCounts> {
    const total = (port: number) => this.#rowAt(port).reduce((sum, count) => sum + count, 0);
    const byTotal = this.#ports
      .map((port) => ({ port, total: total(port) }))
      .sort((a, b) => b.total - a.total);
    const result = new Map<number, StateCounts>(
      byTotal.slice(0, most).map(({ port }) => [port, this.of(port)]),
    );
    const others = new Map<ConnectionState, number>();
    for (const { port } of byTotal.slice(most)) addTo(others, this.#rowAt(port));
    if (others.size > 0) result.set(0, others);
    return result;
  }

  #rowAt(port: number): Uint32Array {
    const row = this.#rowOf[port] ?? 0;
    return row === 0 ? new Uint32Array() : this.#counts.subarray((row - 1) * STATES, row * STATES);
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

function addTo(counts: Map<ConnectionState, number>, row: Uint32Array): void {
  row.forEach((count, i) => {
    const state = CONNECTION_STATES[i];
    if (count > 0 && state) counts.set(state, (counts.get(state) ?? 0) + count);
  });
}
