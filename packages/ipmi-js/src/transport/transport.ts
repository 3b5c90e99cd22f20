/** Datagrams to BMCs and back; the real one is in udp.ts. */

export interface LinkHandlers {
  packet(packet: Buffer): void;
  /** The system could not send: no route, no permission. Replies may still come. */
  failed(error: Error): void;
}

/** To one address and port, until closed. */
export interface Link {
  /** The address the name stands for. */
  readonly address: string;
  send(packet: Buffer): void;
  /** Twice does no harm. */
  close(): void;
}

/** What became of a ping: somebody answered, nothing listens on that port, or nothing came back. */
export type Knock = 'answered' | 'refused' | 'silent';

export interface Transport {
  /** @throws IpmiError 'unreachable' when the name has no address, 'limit_exceeded' with too many links to one address. */
  open(host: string, port: number, handlers: LinkHandlers): Promise<Link>;
  /** Pings an address to tell a closed port from a silent one. */
  knock(address: string, port: number, waitMs: number): Promise<Knock>;
  /** Packets from addresses that nothing was asked of, so far. */
  readonly elsewhere: number;
}
