/** One BMC with its session, for all who ask it with the same login. */
import { IpmiClient, IpmiError, type IpmiRequest, type IpmiResponse, type Transport } from 'ipmi-js';
import type { IpmiOptions } from '../../contract/ipmi.ts';
import { messageOf, ModuleError } from '../../model/errors.ts';
import type { Counts } from './counts.ts';
import { Kept } from './kept.ts';

/** A login that was refused is not tried again before: many BMCs lock the account after a few wrong passwords. */
const REFUSED_MS = 30_000;
/** Until a packet is sent again, as FreeIPMI. */
const RESEND_MS = 1000;
/** Of the patience, where that is short: a packet that was lost is sent again at least twice. */
const RESEND_SHARE = 0.25;
const MAX_PASSWORD_BYTES = 4096;
const VERSIONS = { auto: 'auto', lan: '1.5', lan_2_0: '2.0' } as const;

/** Of those that are asked over the network. */
export interface LanOptions extends IpmiOptions {
  readonly driver: keyof typeof VERSIONS;
}

export type ReadText = (path: string, maxBytes: number) => Promise<string>;

/** What all BMCs share. */
export interface Surroundings {
  readonly transport: Transport;
  readonly readText: ReadText;
  /** Takes up what clients have counted when they end. */
  readonly ended: Counts;
}

export class Bmc {
  /** On the clock of `performance.now()`. */
  lastUsedMs = performance.now();
  readonly target: string;
  readonly kept = new Kept();
  readonly #options: LanOptions;
  readonly #surroundings: Surroundings;
  #client: Promise<IpmiClient> | null = null;
  #open: IpmiClient | null = null;
  #refused: { readonly error: IpmiError; readonly untilMs: number } | null = null;
  #closed = false;

  constructor(options: LanOptions, surroundings: Surroundings) {
    const { host, port } = options.target;
    this.target = `${host.includes(':') ? `[${host}]` : host}:${port}`;
    this.#options = options;
    this.#surroundings = surroundings;
  }

  /** Null before it was asked, and after a login that was refused. */
  get client(): IpmiClient | null {
    return this.#open;
  }

  async connect(signal: AbortSignal): Promise<void> {
    await this.#asking((client) => client.connect({ signal }));
  }

  send(request: IpmiRequest, signal?: AbortSignal): Promise<IpmiResponse> {
    return this.#asking((client) => client.send(request, signal && { signal }));
  }

  /** Logs out. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#client?.catch(() => null);
    await this.#end();
  }

  async #end(): Promise<void> {
    const client = this.#open;
    this.#open = null;
    this.#client = null;
    if (client === null) return;
    await client.close();
    this.#surroundings.ended.add(client.stats);
  }

  async #asking<T>(ask: (client: IpmiClient) => Promise<T>): Promise<T> {
    this.lastUsedMs = performance.now();
    if (this.#refused && performance.now() < this.#refused.untilMs) throw this.#refused.error;
    const client = this.#open ?? (await this.#clientOf());
    try {
      return await ask(client);
    } catch (error) {
      throw error instanceof IpmiError && error.code === 'auth_failed' ? this.#refuse(error) : error;
    }
  }

  #clientOf(): Promise<IpmiClient> {
    this.#client ??= this.#newClient().catch((error: unknown) => {
      this.#client = null;
      throw error;
    });
    return this.#client;
  }

  async #newClient(): Promise<IpmiClient> {
    const { target, credentials, privilege, driver, workarounds, timeoutMs } = this.#options;
    const password = await this.#password();
    if (this.#closed) throw new IpmiError('closed', `${this.target}: Fathom no longer asks it`);
    const options = {
      host: target.host,
      port: target.port,
      user: credentials.user,
      password,
      privilege,
      version: VERSIONS[driver],
      workarounds,
      timeoutMs,
      resendAfterMs: Math.min(RESEND_MS, timeoutMs * RESEND_SHARE),
      transport: this.#transportTo(target.address),
    };
    try {
      this.#open = new IpmiClient(options);
    } catch (error) {
      // Of the options only what is in a file is not checked before.
      throw new ModuleError('auth_failed', `${this.target}: ${messageOf(error)}`, { cause: error });
    }
    return this.#open;
  }

  /** The name was looked up, and its address found to be allowed: another must not be asked. */
  #transportTo(address: string): Transport {
    const { transport } = this.#surroundings;
    return {
      open: (_, port, handlers) => transport.open(address, port, handlers),
      knock: (to, port, waitMs) => transport.knock(to, port, waitMs),
      get elsewhere() {
        return transport.elsewhere;
      },
    };
  }

  /** The next login reads the password again. */
  #refuse({ message, completionCode }: IpmiError): IpmiError {
    const { user, passwordFile } = this.#options.credentials;
    const where = passwordFile === null ? '' : `, password in ${passwordFile}`;
    const hint = `user ${JSON.stringify(user)} of ipmi.configFiles${where}; tried again after ${REFUSED_MS / 1000} s`;
    const error = new IpmiError('auth_failed', `${message} (${hint})`, { completionCode });
    this.#refused = { error, untilMs: performance.now() + REFUSED_MS };
    void this.#end();
    return error;
  }

  async #password(): Promise<string> {
    const { password, passwordFile } = this.#options.credentials;
    if (passwordFile === null) return password;
    return (await this.#surroundings.readText(passwordFile, MAX_PASSWORD_BYTES)).replace(/\r?\n$/, '');
  }
}
