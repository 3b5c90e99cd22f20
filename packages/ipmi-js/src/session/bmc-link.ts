/** The way to one BMC: what comes in is unwrapped, counted and handed to whoever is talking with it now. */
import { IpmiError } from '../errors.ts';
import type { Link, Transport } from '../transport/transport.ts';
import { decodeRmcp } from '../wire/rmcp.ts';
import type { DropReason } from '../wire/dropped.ts';
import type { IpmiStats } from './stats.ts';

export interface Receiver {
  /** @param body after the RMCP header. @returns why it is of no use; null when it is. */
  receive(body: Buffer): DropReason | null;
  fail(error: IpmiError): void;
}

export class BmcLink {
  /** Of the login or session that is going on. */
  receiver: Receiver | null = null;
  /** Host and port, for messages. */
  readonly target: string;
  readonly port: number;
  readonly stats: IpmiStats;
  readonly #link: Link;

  private constructor(target: string, port: number, stats: IpmiStats, link: Link) {
    this.target = target;
    this.port = port;
    this.stats = stats;
    this.#link = link;
  }

  static async open(transport: Transport, host: string, port: number, stats: IpmiStats): Promise<BmcLink> {
    const target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    const opening: { link?: BmcLink } = {};
    const link = await transport.open(host, port, {
      packet: (packet) => {
        if (opening.link !== undefined) opening.link.#packet(packet);
      },
      failed: (error) => {
        if (opening.link !== undefined) opening.link.#failed(error);
      },
    });
    opening.link = new BmcLink(target, port, stats, link);
    return opening.link;
  }

  get address(): string {
    return this.#link.address;
  }

  send(packet: Buffer): void {
    this.stats.sent++;
    this.#link.send(packet);
  }

  close(): void {
    this.receiver = null;
    this.#link.close();
  }

  #packet(packet: Buffer): void {
    this.stats.received++;
    const dropped = this.#deliver(packet);
    if (dropped !== null) this.stats.dropped[dropped]++;
  }

  #failed(error: Error): void {
    const message = `${this.target}: cannot be sent to (${error.message}); check the route to it`;
    this.receiver?.fail(new IpmiError('unreachable', message, { cause: error }));
  }

  #deliver(packet: Buffer): DropReason | null {
    const rmcp = decodeRmcp(packet);
    if (typeof rmcp === 'string') return rmcp;
    if (rmcp.class !== 'ipmi' || this.receiver === null) return 'unexpected';
    return this.receiver.receive(rmcp.body);
  }
}
