/** One session's way to its agent, whatever it goes over. */
import type { SnmpTarget, SnmpTraffic } from '../../contract/snmp.ts';

/** Why a message could not be sent, or will not be answered. */
export interface SendFailure {
  readonly reason: string;
  /** Sending again may help: a connection was lost that had been there. */
  readonly mayPass: boolean;
}

export interface LineOptions {
  /** `udp://10.0.0.1:161`, for messages. */
  readonly label: string;
  /** Of one attempt. */
  readonly timeoutMs: number;
  /** Attempts after the first. */
  readonly retries: number;
  readonly traffic: SnmpTraffic;
  /** What to check when nobody answers. */
  readonly advice: string;
  /** Called when nothing that was sent will be answered. */
  readonly lost: (failure: SendFailure) => void;
}

export interface Line {
  readonly options: LineOptions;
  /** What fails at once is told by `failed`, or by `lost`. */
  send(bytes: Buffer, failed: (failure: SendFailure) => void): void;
  close(): void;
}

export function labelOf({ transport, host, port }: SnmpTarget): string {
  return `${transport}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The system's name of an error. */
export function systemCode(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
