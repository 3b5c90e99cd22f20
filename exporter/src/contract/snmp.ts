/** How a module asks an SNMP agent. Sockets, retries, security and engine ids are the platform's concern. */
import type { Oid, SnmpAuth, Varbinds } from '../model/snmp.ts';

export interface SnmpTarget {
  readonly transport: 'udp' | 'tcp';
  /** Name or address. */
  readonly host: string;
  readonly port: number;
}

export interface SnmpOptions {
  readonly target: SnmpTarget;
  readonly auth: SnmpAuth;
  /** Overrides `auth.contextName` when given. */
  readonly contextName?: string;
  /** Of version 3: the engine whose context is asked for, when it is not the one that answers (a proxy). */
  readonly contextEngineId?: Buffer;
  /** Of one attempt. */
  readonly timeoutMs: number;
  /** Attempts after the first. */
  readonly retries: number;
  readonly signal: AbortSignal;
}

/** What was sent and seen so far, for the metrics of a scrape. */
export interface SnmpTraffic {
  packetsSent: number;
  packetsRetried: number;
  pdusReturned: number;
  /** Replies that were thrown away: from another address, of another request, forged, malformed. */
  repliesRefused: number;
}

export interface SnmpReply {
  /** 0 when all is well; see ErrorStatus. */
  readonly errorStatus: number;
  /** 1 for the first varbind of the request; 0 for none. */
  readonly errorIndex: number;
  readonly varbinds: Varbinds;
}

/**
 * One conversation with one agent. Requests may be in flight side by side; how many is the caller's decision.
 * All reject with ModuleError: `timeout` when no attempt was answered, `unreachable` when the network says so,
 * `auth_failed`, `malformed_reply`, `cancelled`; each message names the target and what to check.
 */
export interface SnmpSession {
  readonly traffic: SnmpTraffic;
  get(oids: readonly Oid[]): Promise<SnmpReply>;
  getNext(oids: readonly Oid[]): Promise<SnmpReply>;
  /** Not with version 1. */
  getBulk(oids: readonly Oid[], nonRepeaters: number, maxRepetitions: number): Promise<SnmpReply>;
  close(): void;
}

export interface SnmpClient {
  /** Cheap: sockets and engine ids are shared and kept between sessions. */
  open(options: SnmpOptions): SnmpSession;
}
