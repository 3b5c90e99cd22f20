import type { RemoteInfo } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { Line, LineOptions, SendFailure } from './line.ts';
import type { UdpSocket, UdpSockets, UdpUser } from './udp-sockets.ts';

/** A session's share of a socket, and the only address whose answers it takes. */
export class UdpLine implements Line, UdpUser {
  readonly options: LineOptions;
  readonly #address: string;
  readonly #port: number;
  readonly #socket: UdpSocket;

  constructor(options: LineOptions, sockets: UdpSockets, address: string, port: number) {
    this.options = options;
    this.#address = address;
    this.#port = port;
    this.#socket = sockets.acquire(isIPv6(address) ? 6 : 4, this);
  }

  send(bytes: Buffer, failed: (failure: SendFailure) => void): void {
    this.#socket.send(bytes, this.#address, this.#port, failed);
  }

  isPeer(from: RemoteInfo, socket: UdpSocket): boolean {
    return socket === this.#socket && from.port === this.#port && isSameAddress(from.address, this.#address);
  }

  broken(failure: SendFailure): void {
    this.options.lost(failure);
  }

  close(): void {
    this.#socket.release(this);
  }
}

function isSameAddress(a: string, b: string): boolean {
  return a === b || (isIPv6(a) && isIPv6(b) && canonical(a) === canonical(b));
}

/** One text for each address of IPv6, without the zone that a link has. */
function canonical(address: string): string {
  const [bare = ''] = address.split('%');
  return new URL(`http://[${bare}]`).hostname;
}
