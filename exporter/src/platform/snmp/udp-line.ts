import type { RemoteInfo } from 'node:dgram';
import { isIPv6 } from 'node:net';
import type { ClosedPorts } from './closed-ports.ts';
import type { Line, LineOptions, SendFailure } from './line.ts';
import type { UdpSocket, UdpSockets, UdpUser } from './udp-sockets.ts';

export interface UdpShared {
  readonly sockets: UdpSockets;
  readonly closedPorts: ClosedPorts;
}

/** A session's share of a socket, and the only address whose answers it takes. */
export class UdpLine implements Line, UdpUser {
  readonly options: LineOptions;
  readonly #address: string;
  readonly #port: number;
  readonly #family: 4 | 6;
  readonly #socket: UdpSocket;
  readonly #closedPorts: ClosedPorts;
  #hasAnswered = false;
  #sent = 0;
  #stopSuspecting: (() => void) | null = null;

  constructor(options: LineOptions, { sockets, closedPorts }: UdpShared, address: string, port: number) {
    this.options = options;
    this.#address = address;
    this.#port = port;
    this.#family = isIPv6(address) ? 6 : 4;
    this.#socket = sockets.acquire(this.#family, this);
    this.#closedPorts = closedPorts;
  }

  send(bytes: Buffer, failed: (failure: SendFailure) => void): void {
    this.#socket.send(bytes, this.#address, this.#port, failed);
    if (!this.#hasAnswered && this.#stopSuspecting === null) this.#suspect(bytes);
  }

  /** From here on nobody else is believed who says that it does not listen. */
  heard(): void {
    if (this.#hasAnswered) return;
    this.#hasAnswered = true;
    this.#stopSuspecting?.();
    this.#closedPorts.answers(this.#address, this.#port);
  }

  isPeer(from: RemoteInfo, socket: UdpSocket): boolean {
    return socket === this.#socket && from.port === this.#port && isSameAddress(from.address, this.#address);
  }

  broken(failure: SendFailure): void {
    this.options.lost(failure);
  }

  close(): void {
    this.#stopSuspecting?.();
    this.#socket.release(this);
  }

  #suspect(bytes: Buffer): void {
    const { timeoutMs, retries, traffic, lost } = this.options;
    this.#sent += 1;
    if (this.#sent === 1 && this.#closedPorts.isAnswering(this.#address, this.#port)) return;
    this.#closedPorts.isSilent(this.#address, this.#port);
    this.#stopSuspecting = this.#closedPorts.suspect({
      address: this.#address,
      port: this.#port,
      family: this.#family,
      patienceMs: timeoutMs * (retries + 1),
      bytes,
      sent: () => {
        traffic.packetsSent += 1;
        traffic.packetsRetried += 1;
      },
      refused: () =>
        lost({
          reason: `connection refused: nobody listens on this port. Is SNMP on, is the port right, does a firewall reject UDP ${this.#port}?`,
          mayPass: false,
        }),
    });
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
