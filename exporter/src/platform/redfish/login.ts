/**
 * Who Fathom is to a service: a session that is kept and made anew when it has expired, else basic authentication.
 * Services have few slots for sessions, and some lock an account after a few wrong passwords.
 */
import type { RedfishCredentials } from '../../contract/redfish.ts';
import { messageOf, ModuleError } from '../../model/errors.ts';
import type { Incoming, Outgoing } from './exchange.ts';
import type { ReadText } from './trust-stores.ts';

/** The second one is of services before Redfish 1.0, such as iDRAC 8. */
const SESSION_PATHS = ['/redfish/v1/SessionService/Sessions', '/redfish/v1/Sessions'];
/** A session that could not be made is tried again then: slots become free. */
const NO_SESSION_MS = 5 * 60_000;
/** A password that was refused is not tried again before. */
const REFUSED_MS = 30_000;
const MAX_TOKEN_LENGTH = 8192;
const MAX_PASSWORD_BYTES = 4096;
const LOGOUT_MS = 2000;

export type Send = (outgoing: Outgoing) => Promise<Incoming>;

interface Session {
  readonly token: string;
  /** Null when the service does not say: nobody can then end it. */
  readonly path: string | null;
}

export class Login {
  readonly #credentials: RedfishCredentials;
  readonly #send: Send;
  readonly #readText: ReadText;
  readonly #timeoutMs: number;
  #session: Session | null = null;
  #loggingIn: Promise<void> | null = null;
  #basic: string | null = null;
  #withoutSessionUntil = 0;
  #refused: { readonly error: ModuleError; readonly untilMs: number } | null = null;

  constructor(credentials: RedfishCredentials, send: Send, readText: ReadText, timeoutMs: number) {
    this.#credentials = credentials;
    this.#send = send;
    this.#readText = readText;
    this.#timeoutMs = timeoutMs;
  }

  /** For one request. @throws ModuleError */
  async headers(): Promise<Readonly<Record<string, string>>> {
    if (this.#session === null && performance.now() >= this.#withoutSessionUntil) await this.#logIn();
    if (this.#session) return { 'X-Auth-Token': this.#session.token };
    this.#refuseWhatWasRefused();
    this.#basic ??= await this.#basicHeader();
    return { Authorization: this.#basic };
  }

  /**
   * The service did not take these headers.
   * @throws ModuleError `auth_failed` when there are no others to try.
   */
  rejected(headers: Readonly<Record<string, string>>): void {
    const token = headers['X-Auth-Token'];
    if (token === undefined) throw this.#refuse('it does not accept the user name and password');
    if (this.#session?.token === token) this.#session = null;
  }

  /** Frees the slot. */
  async logOut(): Promise<void> {
    await this.#loggingIn?.catch(() => undefined);
    const session = this.#session;
    this.#session = null;
    if (!session?.path) return;
    const headers = { 'X-Auth-Token': session.token };
    await this.#send({ method: 'DELETE', path: session.path, headers, timeoutMs: LOGOUT_MS });
  }

  /** Not bound to any request: a session that nobody waits for any longer would hold its slot. */
  #logIn(): Promise<void> {
    this.#loggingIn ??= this.#begin().finally(() => {
      this.#loggingIn = null;
    });
    return this.#loggingIn;
  }

  async #begin(): Promise<void> {
    this.#refuseWhatWasRefused();
    this.#basic = null;
    if (this.#credentials.basicAuth) return this.#goWithout();
    const body = JSON.stringify({ UserName: this.#credentials.username, Password: await this.#password() });
    for (const path of SESSION_PATHS) {
      const answer = await this.#send({
        method: 'POST',
        path,
        headers: { 'Content-Type': 'application/json' },
        body,
        timeoutMs: this.#timeoutMs,
      });
      if (answer.status === 404 || answer.status === 405) continue;
      if (answer.status === 401) throw this.#refuse('it does not accept the user name and password');
      this.#session = sessionOf(answer);
      break;
    }
    if (this.#session === null) this.#goWithout();
  }

  /** All slots are taken, or the service knows no sessions. */
  #goWithout(): void {
    this.#withoutSessionUntil = performance.now() + (this.#credentials.basicAuth ? Infinity : NO_SESSION_MS);
  }

  #refuse(reason: string): ModuleError {
    const { username, passwordFile } = this.#credentials;
    const where = passwordFile ?? 'the password';
    const error = new ModuleError(
      'auth_failed',
      `${reason}; check the user ${JSON.stringify(username)} and ${where} in redfish.configFiles (tried again after ${REFUSED_MS / 1000} s)`,
    );
    this.#basic = null;
    this.#refused = { error, untilMs: performance.now() + REFUSED_MS };
    return error;
  }

  #refuseWhatWasRefused(): void {
    if (this.#refused && performance.now() < this.#refused.untilMs) throw this.#refused.error;
  }

  async #basicHeader(): Promise<string> {
    const pair = `${this.#credentials.username}:${await this.#password()}`;
    return `Basic ${Buffer.from(pair).toString('base64')}`;
  }

  async #password(): Promise<string> {
    const { password, passwordFile } = this.#credentials;
    if (passwordFile === null) return password;
    try {
      return (await this.#readText(passwordFile, MAX_PASSWORD_BYTES)).replace(/\r?\n$/, '');
    } catch (error) {
      const reason = `the password file cannot be read (${messageOf(error)}); check password_file in redfish.configFiles`;
      throw new ModuleError('auth_failed', reason, { cause: error });
    }
  }
}

/** Null when none was made. */
function sessionOf({ status, headers, body }: Incoming): Session | null {
  const token = headers['x-auth-token'];
  if (status < 200 || status > 299 || typeof token !== 'string') return null;
  if (token === '' || token.length > MAX_TOKEN_LENGTH) return null;
  return { token, path: sessionPath(headers.location) ?? sessionPath(idOf(body)) };
}

function idOf(body: Buffer): string | undefined {
  try {
    const id = (JSON.parse(body.toString()) as Readonly<Record<string, unknown>> | null)?.['@odata.id'];
    return typeof id === 'string' ? id : undefined;
  } catch {
    // Some services answer with nothing: the session is good all the same.
    return undefined;
  }
}

/** Some give a whole URL, with an address of their own that is not ours to ask. */
function sessionPath(location: string | undefined): string | null {
  const base = 'http://service.invalid';
  if (location === undefined || !URL.canParse(location, base)) return null;
  const { pathname } = new URL(location, base);
  return pathname.startsWith('/redfish/v1/') ? pathname : null;
}
