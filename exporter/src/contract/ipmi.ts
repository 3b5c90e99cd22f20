/** How a module asks a BMC. Sockets, logins and sessions are the platform's concern; what is asked, that of ipmi-js. */
import type { CommandChannel, DropReason, Workaround } from 'ipmi-js';

export interface IpmiTarget {
  /** As people named it, for messages. */
  readonly host: string;
  /** Where it is: this is asked, and nothing else. */
  readonly address: string;
  readonly port: number;
}

export interface IpmiCredentials {
  /** Empty for the null user. */
  readonly user: string;
  readonly password: string;
  /** Read at each login, instead of `password`. */
  readonly passwordFile: string | null;
}

export interface IpmiOptions {
  readonly target: IpmiTarget;
  readonly credentials: IpmiCredentials;
  readonly privilege: 'user' | 'operator' | 'admin';
  /**
   * By IPMI 1.5 or 2.0 over the network (`auto`: 2.0 where the BMC has it), or, with `local`, the BMC of this machine
   * through the driver of its kernel: target, login and workarounds are then of no concern.
   */
  readonly driver: 'auto' | 'lan' | 'lan_2_0' | 'local';
  readonly workarounds: readonly Workaround[];
  /** For one command, with the login that it may need. */
  readonly timeoutMs: number;
}

/**
 * A BMC to ask, by the functions of ipmi-js. `send` rejects with its IpmiError, of the local BMC also with ModuleError; of one that could not log in, all that
 * is asked fails alike until it is opened anew.
 */
export interface IpmiSession extends CommandChannel {
  /** Host and port, or what the local BMC is, as messages name it. */
  readonly target: string;
  /**
   * Logs in now, unless somebody has. @throws IpmiError, ModuleError when the file of the password cannot be read, or
   * the device of the local BMC cannot be opened.
   */
  connect(signal: AbortSignal): Promise<void>;
  /** What is remembered of this BMC, by whoever asks it: made once, and kept for as long as the BMC is known. */
  kept<T extends object>(make: () => T): T;
}

/** Since the start; of all BMCs together. */
export interface IpmiTotals {
  /** Those that are open now. */
  readonly sessions: number;
  readonly logins: number;
  /** Packets, those sent again included. */
  readonly sent: number;
  readonly received: number;
  readonly resent: number;
  /** Packets that were not believed; reasons of which there was none may be missing. */
  readonly dropped: Readonly<Partial<Record<DropReason, number>>>;
}

export interface IpmiPatience {
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

export interface IpmiClient {
  /** Cheap: sessions are shared by all who ask with the same login, and kept. */
  open(options: IpmiOptions): IpmiSession;
  /** Whether a BMC is there, without logging in. @throws IpmiError `aborted`, `limit_exceeded` */
  answers(target: IpmiTarget, patience: IpmiPatience): Promise<boolean>;
  totals(): IpmiTotals;
}
