import type { Netlink } from '../contract/ports.ts';
import { ModuleError } from '../model/errors.ts';
import { type Datagram, dumpRequest, emptyDatagram, readMessages } from '../protocols/netlink/message.ts';
import { toModuleError } from './file-tree.ts';
import type { NativeLibrary, NativeLibrarySource } from './native-library.ts';

const AF_NETLINK = 16;
const SOCK_RAW = 3;
const SOCK_CLOEXEC = 0o2000000;
/** The kernel makes a dump's next datagram ready before it hands out one: there is never anything to wait for. */
const MSG_DONTWAIT = 0x40;
/** Tells the true length of a datagram that did not fit. */
const MSG_TRUNC = 0x20;
const NETLINK_ROUTE = 0;
/** The kernel fills datagrams of at most 32 KiB. */
export const DATAGRAM_BYTES = 32 * 1024;
/** 2 GiB of replies: more than a million of anything. */
const MAX_DATAGRAMS = 65_536;

/** Everything the kernel has of one kind, one datagram at a time: its work is done as they are received. */
export class NetlinkDump {
  readonly datagram: Datagram;
  readonly #library: NativeLibrary;
  readonly #descriptor: number;
  #received = 0;

  /** @throws ModuleError */
  constructor(
    library: NativeLibrary,
    protocol: number,
    request: Uint8Array,
    datagram: Datagram = emptyDatagram(DATAGRAM_BYTES),
  ) {
    this.#library = library;
    this.datagram = datagram;
    try {
      this.#descriptor = library.socket(AF_NETLINK, SOCK_RAW | SOCK_CLOEXEC, protocol);
    } catch (error) {
      throw toModuleError(error, 'netlink');
    }
    try {
      library.send(this.#descriptor, request);
    } catch (error) {
      this.close();
      throw toModuleError(error, 'netlink');
    }
  }

  /** Length of the next datagram, which is then in `datagram`. @throws ModuleError */
  receive(): number {
    if ((this.#received += 1) > MAX_DATAGRAMS)
      throw new ModuleError('limit_exceeded', `netlink: more than ${MAX_DATAGRAMS} datagrams`);
    let length: number;
    try {
      length = this.#library.receive(this.#descriptor, this.datagram.bytes, MSG_DONTWAIT | MSG_TRUNC);
    } catch (error) {
      throw toModuleError(error, 'netlink');
    }
    if (length > this.datagram.bytes.length)
      throw new ModuleError('malformed_reply', `netlink: a datagram of ${length} bytes`);
    return length;
  }

  close(): void {
    this.#library.close(this.#descriptor);
  }
}

export function netlink(native: NativeLibrarySource): Netlink {
  return {
    routeDump(type, body, visit) {
      const dump = new NetlinkDump(native(), NETLINK_ROUTE, dumpRequest(type, body));
      try {
        const { datagram } = dump;
        const read = () =>
          readMessages(datagram, dump.receive(), (kind, start, end) =>
            visit(kind, datagram.bytes.subarray(start, end)),
          );
        while (!read());
      } finally {
        dump.close();
      }
    },
  };
}
