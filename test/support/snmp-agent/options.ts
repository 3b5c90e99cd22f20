/** Ways in which an agent, or what pretends to be one, is no good. */
export const FAULTS = [
  /** Never answers. */
  'silent',
  /** Answers two datagrams of three. */
  'lossy',
  /** Sends the first half of what it has to say. */
  'cut',
  /** Says `tooBig` to whatever would need more than 1,400 bytes. */
  'too-big',
  /** Behind the first row of a column comes that row. */
  'stuck',
  /** Behind the last row of a column comes its first. */
  'ring',
  /** Each column has another row, for ever. */
  'endless',
  /** Sends bytes by chance. */
  'noise',
  /** Changes some bytes of what it sends. */
  'garbled',
  /** Sends each reply from another port than the one that was asked. */
  'other-port',
  /** Answers each request with the id of another. */
  'other-id',
] as const;
export type Fault = (typeof FAULTS)[number];

export interface AgentOptions {
  /** A switch with so many interfaces. */
  readonly interfaces?: number;
  /** A file in snmpsim's format, instead of or beside the switch. */
  readonly recording?: string;
  /** Each is an agent of its own, on a port of its own; all have the same to tell. Default: 127.0.0.1. */
  readonly addresses?: readonly string[];
  /** The port at all addresses. Default: any that is free. */
  readonly port?: number;
  /** Default: `public`. Whoever names another hears nothing. */
  readonly community?: string;
  /** Before each reply; one request at a time, as in a device with one small processor. */
  readonly delayMs?: number;
  /** Of the varbinds in a reply. */
  readonly maxReplyBytes?: number;
  readonly fault?: Fault;
}

/** What the child says once it listens. */
export interface Ready {
  /** `address:port`, in the order of the addresses. */
  readonly targets: readonly string[];
}

/** What the child answers to any message. */
export interface Seen {
  readonly requests: number;
  readonly varbinds: number;
}
