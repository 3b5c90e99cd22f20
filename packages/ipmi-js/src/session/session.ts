import type { CommandChannel, IpmiRequest, IpmiResponse } from '../command.ts';
import { NET_FN } from '../command.ts';
import { IpmiError } from '../errors.ts';
import type { BmcLink } from './bmc-link.ts';
import type { Credentials, Privilege } from './credentials.ts';
import { PRIVILEGE } from './credentials.ts';
import type { Exchange, ExchangeSendOptions } from './exchange.ts';
import type { Timing } from './timing.ts';
import type { Workarounds } from './workarounds.ts';

/** What a login needs to know. */
export interface LoginOptions {
  readonly credentials: Credentials;
  readonly privilege: Privilege;
  readonly timing: Timing;
  readonly maxInFlight: number;
  readonly workarounds: Workarounds;
  readonly signal: AbortSignal;
}

export interface SessionFacts {
  readonly version: '1.5' | '2.0';
  /** Of an RMCP+ session. */
  readonly cipherSuite: number | null;
  /** The BMC's, 16 bytes as they come; only RMCP+ tells it. */
  readonly guid: Uint8Array | null;
}

const COMMAND = { setPrivilege: 0x3b, closeSession: 0x3c } as const;

/** An open session. */
export class Session implements CommandChannel {
  readonly facts: SessionFacts;
  readonly #link: BmcLink;
  readonly #exchange: Exchange;
  readonly #bmcSessionId: number;

  constructor(link: BmcLink, exchange: Exchange, bmcSessionId: number, facts: SessionFacts) {
    this.facts = facts;
    this.#link = link;
    this.#exchange = exchange;
    this.#bmcSessionId = bmcSessionId;
    link.receiver = exchange;
  }

  send(request: IpmiRequest, options?: ExchangeSendOptions): Promise<IpmiResponse> {
    return this.#exchange.send(request, options);
  }

  /** A new session has the privilege of a user at most, whatever was asked for. Where it gets no other, it ends. */
  async raiseTo(privilege: Privilege, signal: AbortSignal): Promise<void> {
    try {
      await this.#setPrivilege(privilege, signal);
    } catch (error) {
      if (error instanceof IpmiError) this.abandon(error);
      throw error;
    }
  }

  async #setPrivilege(privilege: Privilege, signal: AbortSignal): Promise<void> {
    const data = Uint8Array.of(PRIVILEGE[privilege]);
    const request = { netFn: NET_FN.app, command: COMMAND.setPrivilege, data };
    const { completionCode } = await this.send(request, { signal });
    if (completionCode === 0) return;
    const message = `${this.#link.target}: the user may not have the privilege "${privilege}" on this channel`;
    throw new IpmiError('auth_failed', message, { completionCode });
  }

  /** Logs out, waiting for the answer no longer than this. */
  async close(waitMs: number): Promise<void> {
    const closed = new IpmiError('closed', `${this.#link.target}: the session was closed`);
    this.#exchange.fail(closed);
    try {
      await this.send(this.#closeRequest(), { timing: { resendAfterMs: waitMs, giveUpAfterMs: waitMs } });
    } catch {
      // The BMC ends it by itself after a minute without requests.
    } finally {
      this.discard(closed);
    }
  }

  /** Gives up a session that the BMC seems to have lost; in case it has not, it is told so. */
  abandon(error: IpmiError): void {
    this.#exchange.say(this.#closeRequest());
    this.discard(error);
  }

  discard(error: IpmiError): void {
    this.#exchange.fail(error);
    this.#link.close();
  }

  #closeRequest(): IpmiRequest {
    const data = Buffer.alloc(4);
    data.writeUInt32LE(this.#bmcSessionId);
    return { netFn: NET_FN.app, command: COMMAND.closeSession, data };
  }
}
