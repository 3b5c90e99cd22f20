/** What a walk needs of a conversation with a device; the port for SNMP has it. */
import type { Oid, Varbinds } from '../../../model/snmp.ts';

export interface Reply {
  /** 0 when all is well. */
  readonly errorStatus: number;
  /** 1 for the first varbind of the request; 0 for none. */
  readonly errorIndex: number;
  readonly varbinds: Varbinds;
}

export interface Traffic {
  readonly packetsSent: number;
  readonly packetsRetried: number;
  readonly pdusReturned: number;
}

/** All reject with ModuleError. */
export interface Agent {
  readonly traffic: Traffic;
  get(oids: readonly Oid[]): Promise<Reply>;
  getNext(oids: readonly Oid[]): Promise<Reply>;
  getBulk(oids: readonly Oid[], nonRepeaters: number, maxRepetitions: number): Promise<Reply>;
  close(): void;
}

export interface Patience {
  /** Of one attempt. */
  readonly timeoutMs: number;
  /** Attempts after the first. */
  readonly retries: number;
}

export type OpenAgent = (patience: Patience) => Agent;
