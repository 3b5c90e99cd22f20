/** UDP sockets of many BMCs: one for each family of addresses, more only where one address is asked by several clients. */
import { createSocket, type Socket, type SocketOptions } from 'node:dgram';
import { lookup as lookUp } from 'node:dns/promises';
import { SocketAddress } from 'node:net';
import { IpmiError } from '../errors.ts';
import { encodePing } from '../wire/asf.ts';
import type { Knock, Link, LinkHandlers, Transport } from './transport.ts';

/** Sockets of one family: as many clients can ask one and the same BMC at once; its session slots are fewer. */
const MAX_SOCKETS = 64;
/** Replies of hundreds of BMCs may arrive while the event loop is busy. */
const RECEIVE_BUFFER_BYTES = 1 << 20;

type Family = 4 | 6;

interface SharedSocket {
  readonly socket: Socket;
  /** By address and port. */
  readonly handlers: Map<string, LinkHandlers>;
}

export function createUdpTransport(): Transport {
  return new UdpTransport();
}

class UdpTransport implements Transport {
  elsewhere = 0;
  readonly #sockets: Readonly<Record<Family, Set<SharedSocket>>> = { 4: new Set(), 6: new Set() };

  async open(host: string, port: number, handlers: LinkHandlers): Promise<Link> {
    const { address, family } = await resolve(host);
    const key = keyOf(asReplied(address, family), port);
    const shared = this.#socketFor(family, key, host);
    shared.handlers.set(key, handlers);
    let open = true;
    let sending = 0;
    // What was handed over before, as a farewell, must still go out.
    const release = () => {
      if (!open && sending === 0) this.#release(family, shared, key);
    };
    return {
      address,
      send: (packet) => {
        if (!open) return;
        sending++;
        shared.socket.send(packet, port, address, (error) => {
          sending--;
          if (error !== null && open) handlers.failed(error);
          release();
        });
      },
      close: () => {
        if (!open) return;
        open = false;
        release();
      },
    };
  }

  /** A connected socket, because only that is told of ICMP's "port unreachable". */
  knock(address: string, port: number, waitMs: number): Promise<Knock> {
    return new Promise((done) => {
      const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
      const finish = (knock: Knock) => {
        clearTimeout(timer);
        socket.removeAllListeners();
        socket.on('error', () => undefined);
        socket.close();
        done(knock);
      };
      const timer = setTimeout(() => finish('silent'), waitMs);
      socket.once('error', (error: NodeJS.ErrnoException) =>
        finish(error.code === 'ECONNREFUSED' ? 'refused' : 'silent'),
      );
      socket.once('message', () => finish('answered'));
      socket.connect(port, address, () => socket.send(encodePing(0)));
    });
  }

  #socketFor(family: Family, key: string, host: string): SharedSocket {
    for (const shared of this.#sockets[family]) if (!shared.handlers.has(key)) return shared;
    if (this.#sockets[family].size >= MAX_SOCKETS) {
      const message = `${host}: already asked by ${MAX_SOCKETS} clients of this process; share or close some`;
      throw new IpmiError('limit_exceeded', message);
    }
    // Only addresses are sent to, which need no looking up; dgram would put each off until the next tick.
    const lookup: NonNullable<SocketOptions['lookup']> = (address, _options, found) =>
      found(null, address, family);
    const socket = createSocket({ type: family === 6 ? 'udp6' : 'udp4', lookup });
    const shared = { socket, handlers: new Map() };
    this.#sockets[family].add(shared);
    this.#listen(shared);
    return shared;
  }

  #listen({ socket, handlers }: SharedSocket): void {
    socket.on('message', (packet, from) => {
      const handler = handlers.get(keyOf(withoutZone(from.address), from.port));
      if (handler === undefined) this.elsewhere++;
      else handler.packet(packet);
    });
    socket.on('error', (error) => {
      for (const handler of handlers.values()) handler.failed(error);
    });
    socket.bind(() => {
      try {
        socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES);
      } catch {
        // The system's own size is enough for fewer BMCs.
      }
    });
  }

  /** A socket lives as long as somebody is asked through it. */
  #release(family: Family, shared: SharedSocket, key: string): void {
    shared.handlers.delete(key);
    if (shared.handlers.size > 0) return;
    this.#sockets[family].delete(shared);
    shared.socket.close();
  }
}

async function resolve(host: string): Promise<{ address: string; family: Family }> {
  try {
    const { address, family } = await lookUp(host);
    return { address, family: family === 6 ? 6 : 4 };
  } catch (error) {
    const message = `${host}: the name has no address; check its spelling and the DNS`;
    throw new IpmiError('unreachable', message, { cause: error });
  }
}

function keyOf(address: string, port: number): string {
  return `${address} ${port}`;
}

/** As the system writes the address that somebody has written in his own way: `FE80::0:1%eth0`. */
function asReplied(address: string, family: Family): string {
  if (family === 4) return address;
  return new SocketAddress({ address: withoutZone(address), family: 'ipv6' }).address;
}

/** Link-local IPv6 addresses have their interface behind a percent sign. */
function withoutZone(address: string): string {
  return address.split('%')[0] ?? address;
}
