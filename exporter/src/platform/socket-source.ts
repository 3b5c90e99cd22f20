import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ModuleError } from '../model/errors.ts';
import type { SocketProtocol } from '../model/socket.ts';
import { emptyDatagram } from '../protocols/netlink/message.ts';
import type { NativeLibrary, NativeLibrarySource } from './native-library.ts';
import { DATAGRAM_BYTES } from './netlink.ts';
import { readDiag } from './socket-diag.ts';
import { readRows } from './socket-rows.ts';
import { type Sockets, SocketTally } from './socket-tally.ts';
import type { TimeSlice } from './time-slice.ts';

/** net.ipv4.ip_local_port_range unless someone changed it. */
const DEFAULT_EPHEMERAL_PORTS = [32_768, 60_999] as const;

export interface SocketSourceOptions {
  readonly procfs: string;
  /** Null to believe the files. */
  readonly native: NativeLibrarySource | null;
  readonly protocols: readonly SocketProtocol[];
}

/** The sockets of this process' network namespace: asked for by netlink where that can be, else read from files. */
export class SocketSource {
  readonly #options: SocketSourceOptions;
  /** Protocols of which the kernel did not tell by netlink: it would say so again. */
  readonly #refused = new Set<SocketProtocol>();
  readonly #tally = new SocketTally();
  readonly #datagram = emptyDatagram(DATAGRAM_BYTES);

  constructor(options: SocketSourceOptions) {
    this.#options = options;
  }

  /** One pass, of which there may be one at a time. @throws ModuleError when there is no table of sockets at all. */
  async read(withInodes: boolean, slice: TimeSlice): Promise<Sockets> {
    for (;;) {
      this.#tally.begin({ ephemeralPorts: ephemeralPorts(this.#options.procfs), withInodes });
      const refused = this.#refused.size;
      try {
        await this.#readAll(slice);
        return this.#tally.result();
      } catch (error) {
        // What netlink has just refused is in the files: begin again.
        if (this.#refused.size === refused) throw error;
      }
    }
  }

  async #readAll(slice: TimeSlice): Promise<void> {
    const library = this.#library();
    const { procfs, protocols } = this.#options;
    const failures: ModuleError[] = [];
    for (const protocol of protocols) {
      if (library && !this.#refused.has(protocol)) {
        await this.#readDiag(library, protocol, slice);
        continue;
      }
      try {
        await readRows(procfs, protocol, this.#tally, slice);
      } catch (error) {
        if (!(error instanceof ModuleError)) throw error;
        failures.push(error);
      }
    }
    const [first] = failures;
    if (first && failures.length === protocols.length) throw first;
  }

  async #readDiag(library: NativeLibrary, protocol: SocketProtocol, slice: TimeSlice): Promise<void> {
    try {
      await readDiag(library, protocol, this.#datagram, this.#tally, slice);
    } catch (error) {
      if (error instanceof ModuleError && error.code !== 'limit_exceeded') this.#refused.add(protocol);
      throw error;
    }
  }

  /** Null when the files have to do. */
  #library(): NativeLibrary | null {
    const { native, protocols } = this.#options;
    if (native === null || this.#refused.size === protocols.length) return null;
    try {
      return native();
    } catch (error) {
      if (error instanceof ModuleError) return null;
      throw error;
    }
  }
}

function ephemeralPorts(root: string): readonly [number, number] {
  try {
    const text = readFileSync(join(root, 'sys/net/ipv4/ip_local_port_range'), 'latin1');
    const match = /^\s*(\d{1,5})\s+(\d{1,5})\s*$/.exec(text);
    return match ? [Number(match[1]), Number(match[2])] : DEFAULT_EPHEMERAL_PORTS;
  } catch {
    return DEFAULT_EPHEMERAL_PORTS;
  }
}
