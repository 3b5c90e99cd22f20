/** The BMC of this machine, for all who ask it: its device is opened when somebody does. */
import { IpmiError, type IpmiRequest, type IpmiResponse, type SendOptions } from 'ipmi-js';
import { ModuleError } from '../../../model/errors.ts';
import type { NativeLibrarySource } from '../../native-library.ts';
import type { Counts } from '../counts.ts';
import { Kept } from '../kept.ts';
import { LocalChannel } from './channel.ts';
import { openDevice } from './device.ts';

export interface LocalBmcOptions {
  readonly native: NativeLibrarySource;
  /** Where the device is looked for; where the driver makes it unless given. */
  readonly paths?: readonly string[] | undefined;
  /** Takes up what channels have counted when they end. */
  readonly ended: Counts;
}

export class LocalBmc {
  /** As messages name it. */
  readonly target = 'the local BMC';
  /** On the clock of `performance.now()`. */
  lastUsedMs = performance.now();
  readonly kept = new Kept();
  readonly #options: LocalBmcOptions;
  #channel: Promise<LocalChannel> | null = null;
  #open: LocalChannel | null = null;
  #closed = false;

  constructor(options: LocalBmcOptions) {
    this.#options = options;
  }

  /** @throws ModuleError when there is no device that can be used. */
  async connect(): Promise<void> {
    await this.#opened();
  }

  /** @throws IpmiError, ModuleError. */
  async send(request: IpmiRequest, timeoutMs: number, options?: SendOptions): Promise<IpmiResponse> {
    const giveUpAt = performance.now() + timeoutMs;
    const channel = await this.#opened();
    try {
      return await channel.send(request, giveUpAt, options);
    } catch (error) {
      // The driver was loaded anew, perhaps: the next who asks opens its device again.
      if (error instanceof ModuleError && error.code === 'unreachable') await this.#lose(channel, error);
      throw error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.leave();
  }

  /** Lets go of the device, which keeps the driver from being unloaded, until somebody asks again. */
  async leave(): Promise<void> {
    const channel = await this.#channel?.catch(() => null);
    if (channel) await this.#lose(channel, this.#closedError());
  }

  /** Of the device that is open now. */
  get counts(): Counts | null {
    return this.#open?.counts ?? null;
  }

  #opened(): Promise<LocalChannel> {
    this.lastUsedMs = performance.now();
    this.#channel ??= this.#newChannel().catch((error: unknown) => {
      this.#channel = null;
      throw error;
    });
    return this.#channel;
  }

  async #newChannel(): Promise<LocalChannel> {
    if (this.#closed) throw this.#closedError();
    const { native, paths } = this.#options;
    this.#open = new LocalChannel(await openDevice(native, paths));
    return this.#open;
  }

  async #lose(channel: LocalChannel, error: Error): Promise<void> {
    if (this.#open !== channel) return;
    this.#open = null;
    this.#channel = null;
    this.#options.ended.add(channel.counts);
    await channel.close(error);
  }

  #closedError(): IpmiError {
    return new IpmiError('closed', `${this.target}: Fathom no longer asks it`);
  }
}
