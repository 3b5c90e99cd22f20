import type { DropReason, IpmiStats } from 'ipmi-js';
import type { IpmiTotals } from '../../contract/ipmi.ts';

/** Sums of what clients count. */
export class Counts implements Omit<IpmiTotals, 'sessions'> {
  logins = 0;
  sent = 0;
  received = 0;
  resent = 0;
  readonly dropped: Partial<Record<DropReason, number>> = {};

  add({ logins, sent, received, resent, dropped }: Omit<IpmiTotals, 'sessions'> | IpmiStats): void {
    this.logins += logins;
    this.sent += sent;
    this.received += received;
    this.resent += resent;
    for (const [reason, count] of Object.entries(dropped)) this.drop(reason as DropReason, count);
  }

  drop(reason: DropReason, count: number): void {
    this.dropped[reason] = (this.dropped[reason] ?? 0) + count;
  }

  withSessions(sessions: number): IpmiTotals {
    const { logins, sent, received, resent, dropped } = this;
    return { sessions, logins, sent, received, resent, dropped };
  }
}
