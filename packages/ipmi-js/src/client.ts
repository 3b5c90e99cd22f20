/** A BMC to ask: logs in when it is asked for the first time, keeps the session, and logs in anew when it was lost. */
import {
  type CommandChannel,
  type IpmiRequest,
  type IpmiResponse,
  NET_FN,
  type SendOptions,
} from './command.ts';
import { type ClientSettings, type IpmiClientOptions, settingsOf } from './client-options.ts';
import { IpmiError } from './errors.ts';
import { abortError, AbortWatch } from './session/abort.ts';
import { BmcLink } from './session/bmc-link.ts';
import { type Credentials, credentialsOf } from './session/credentials.ts';
import { login } from './session/login.ts';
import type { Session, SessionFacts } from './session/session.ts';
import { type IpmiStats, newStats } from './session/stats.ts';
import type { Transport } from './transport/transport.ts';
import { createUdpTransport } from './transport/udp.ts';

/** Allowed with every privilege, and without effect. */
const KEEP_ALIVE = { netFn: NET_FN.app, command: 0x01 };
/** After this without an answer a BMC may have ended the session. */
const MAY_BE_FORGOTTEN_MS = 45_000;
/** Share of a command's time after which its session counts as lost: the rest is for a new one. */
const SHARE_BEFORE_NEW_LOGIN = 0.5;
/** The same in times of `resendAfterMs`: a BMC that was asked three times and says nothing has lost the session. */
const RESENDS_BEFORE_NEW_LOGIN = 4;
/** And no sooner: either side may be held up by other work. */
const MIN_BEFORE_NEW_LOGIN_MS = 1_000;
const LOGOUT_WAIT_MS = 1_000;

interface OpenSession {
  readonly session: Session;
  /** By somebody who asks; both on the clock of `performance.now()`. */
  lastUsed: number;
  /** The last answer, to whoever asked. */
  lastHeard: number;
}

export class IpmiClient implements CommandChannel {
  /** Host and port, as messages name it. */
  readonly target: string;
  readonly stats: IpmiStats = newStats();
  readonly #settings: ClientSettings;
  readonly #credentials: Credentials;
  readonly #transport: Transport;
  readonly #closing = new AbortController();
  readonly #aborts = new AbortWatch();
  #login: Promise<OpenSession> | null = null;
  #open: OpenSession | null = null;
  /** The suite of the last session: the next login begins with it. */
  #lastSuite: number | null = null;
  #idleTimer: NodeJS.Timeout | undefined;

  /** @throws RangeError when an option is not what it may be. Nothing is sent yet. */
  constructor(options: IpmiClientOptions) {
    this.#settings = settingsOf(options);
    this.#credentials = credentialsOf(options);
    this.#transport = options.transport ?? createUdpTransport();
    const { host, port } = this.#settings;
    this.target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
  }

  /** Of the session that is open now; null when there is none. */
  get session(): SessionFacts | null {
    return this.#open?.session.facts ?? null;
  }

  async send(request: IpmiRequest, { signal }: SendOptions = {}): Promise<IpmiResponse> {
    const deadline = performance.now() + this.#settings.timeoutMs;
    for (let logins = 0; ; logins++) {
      const before = this.#open;
      const open = await this.#opened(signal);
      const isOld = before === open && logins === 0;
      try {
        return await this.#ask(open, request, deadline, isOld, signal);
      } catch (error) {
        if (!(error instanceof IpmiError) || error.code !== 'timeout') throw error;
        this.#lose(open, error);
        if (!isOld || performance.now() >= deadline) throw error;
      }
    }
  }

  /** Logs in now rather than with the first command. */
  async connect({ signal }: SendOptions = {}): Promise<SessionFacts> {
    return (await this.#opened(signal)).session.facts;
  }

  /** Logs out. What is being asked fails with 'closed', as everything that is asked later. */
  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(this.#closedError());
    clearTimeout(this.#idleTimer);
    const open = this.#open;
    this.#open = null;
    await open?.session.close(Math.min(LOGOUT_WAIT_MS, this.#settings.timeoutMs));
    this.#credentials.password.fill(0);
    this.#credentials.kg?.fill(0);
  }

  async #ask(
    open: OpenSession,
    request: IpmiRequest,
    deadline: number,
    mayLoginAnew: boolean,
    signal: AbortSignal | undefined,
  ): Promise<IpmiResponse> {
    const now = performance.now();
    const response = await open.session.send(request, {
      timing: {
        resendAfterMs: this.#settings.resendAfterMs,
        giveUpAfterMs: this.#patience(deadline - now, mayLoginAnew, now - open.lastHeard),
      },
      ...(signal === undefined ? {} : { signal }),
    });
    open.lastUsed = open.lastHeard = performance.now();
    this.#watchIdleness();
    return response;
  }

  #patience(leftMs: number, mayLoginAnew: boolean, silentMs: number): number {
    if (!mayLoginAnew) return leftMs;
    const { resendAfterMs } = this.#settings;
    if (silentMs > MAY_BE_FORGOTTEN_MS) return Math.min(resendAfterMs, leftMs);
    const silence = Math.max(resendAfterMs * RESENDS_BEFORE_NEW_LOGIN, MIN_BEFORE_NEW_LOGIN_MS);
    return Math.min(silence, leftMs * SHARE_BEFORE_NEW_LOGIN);
  }

  /** One login for all who wait for it; it goes on when one of them no longer waits. */
  #opened(signal: AbortSignal | undefined): Promise<OpenSession> {
    if (this.#closing.signal.aborted) return Promise.reject(this.#closedError());
    if (signal?.aborted === true) return Promise.reject(abortError(signal, this.target));
    if (this.#open !== null) return Promise.resolve(this.#open);
    this.#login ??= this.#logIn().finally(() => (this.#login = null));
    return signal === undefined ? this.#login : this.#unlessAborted(this.#login, signal);
  }

  #unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
    return new Promise((resolve, reject) => {
      const stop = this.#aborts.watch(signal, () => {
        stop();
        reject(abortError(signal, this.target));
      });
      void promise.then(resolve, reject).finally(stop);
    });
  }

  async #logIn(): Promise<OpenSession> {
    const { host, port, timeoutMs, resendAfterMs, cipherSuites, ...rest } = this.#settings;
    const link = await BmcLink.open(this.#transport, host, port, this.stats);
    const deadline = new AbortController();
    const timer = setTimeout(() => {
      const message = `${this.target}: no answer, or no login within ${timeoutMs} ms; check that it can be reached`;
      deadline.abort(new IpmiError('timeout', message));
    }, timeoutMs);
    try {
      const session = await login(this.#transport, link, {
        ...rest,
        credentials: this.#credentials,
        cipherSuites: lastFirst(cipherSuites, this.#lastSuite),
        timing: { resendAfterMs, giveUpAfterMs: timeoutMs / 2 },
        signal: AbortSignal.any([deadline.signal, this.#closing.signal]),
      });
      if (!this.#closing.signal.aborted) return this.#began(session);
      await session.close(LOGOUT_WAIT_MS);
      throw this.#closedError();
    } catch (error) {
      link.close();
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  #began(session: Session): OpenSession {
    const now = performance.now();
    const open = { session, lastUsed: now, lastHeard: now };
    this.stats.logins++;
    this.#lastSuite = session.facts.cipherSuite;
    this.#open = open;
    this.#watchIdleness();
    return open;
  }

  #lose(open: OpenSession, error: IpmiError): void {
    if (this.#open !== open) return;
    this.#open = null;
    clearTimeout(this.#idleTimer);
    open.session.abandon(error);
  }

  #watchIdleness(): void {
    const { keepAliveMs, closeAfterMs } = this.#settings;
    clearTimeout(this.#idleTimer);
    const open = this.#open;
    if (open === null) return;
    const untilClosed = open.lastUsed + closeAfterMs - performance.now();
    const wait = keepAliveMs > 0 ? Math.min(keepAliveMs, untilClosed) : untilClosed;
    this.#idleTimer = setTimeout(() => void this.#onIdle(open), Math.max(1, wait)).unref();
  }

  async #onIdle(open: OpenSession): Promise<void> {
    if (this.#open !== open) return;
    if (performance.now() >= open.lastUsed + this.#settings.closeAfterMs - 1) {
      this.#open = null;
      return open.session.close(LOGOUT_WAIT_MS);
    }
    const { resendAfterMs, timeoutMs } = this.#settings;
    const timing = { resendAfterMs, giveUpAfterMs: this.#patience(timeoutMs, true, 0) };
    try {
      await open.session.send(KEEP_ALIVE, { timing });
      open.lastHeard = performance.now();
      this.#watchIdleness();
    } catch (error) {
      // The next command logs in anew.
      if (error instanceof IpmiError) this.#lose(open, error);
    }
  }

  #closedError(): IpmiError {
    return new IpmiError('closed', `${this.target}: the client was closed`);
  }
}

function lastFirst(suites: readonly number[], last: number | null): readonly number[] {
  return last === null ? suites : [last, ...suites.filter((id) => id !== last)];
}
