import { DROP_REASONS, type DropReason } from '../wire/dropped.ts';

/** Since the client was made. */
export interface IpmiStats {
  /** Packets, those sent again included. */
  sent: number;
  received: number;
  /** Packets that were sent again because no reply came. */
  resent: number;
  /** Sessions opened. */
  logins: number;
  /** Packets that were not believed. */
  readonly dropped: Record<DropReason, number>;
}

export function newStats(): IpmiStats {
  const dropped = Object.fromEntries(DROP_REASONS.map((reason) => [reason, 0])) as Record<DropReason, number>;
  return { sent: 0, received: 0, resent: 0, logins: 0, dropped };
}
