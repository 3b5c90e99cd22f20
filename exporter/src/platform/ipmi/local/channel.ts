/** Commands to the BMC of this machine: the driver takes several, and is asked again and again for what they came to. */
import { setTimeout as pause } from 'node:timers/promises';
import { COMPLETION, IpmiError, type IpmiRequest, type IpmiResponse, type SendOptions } from 'ipmi-js';
import { Counts } from '../counts.ts';
import type { IpmiDevice } from './device.ts';
import { type ReceivedMessage, RESPONSE } from './message-memory.ts';

/** A BMC behind a KCS interface takes one to some tens of milliseconds for a command. */
const FIRST_LOOK_MS = 1;
const LAST_LOOK_MS = 20;
const LOOKS_GROW = 1.5;
/** The driver takes 100 of one program (ipmi_msghandler, max_msgs_per_user). */
const MAX_IN_FLIGHT = 64;
/** Messages taken at one look: what is more waits for the next, as the rest of the program does not. */
const MAX_TAKEN = 100;
/** "Node busy" is asked again this often, each time after a longer pause. */
const MAX_BUSY = 5;
const BUSY_PAUSE_MS = 50;

interface Pending {
  readonly request: IpmiRequest;
  readonly signal: AbortSignal | undefined;
  /** On the clock of `performance.now()`. */
  readonly giveUpAt: number;
  readonly resolve: (response: IpmiResponse) => void;
  readonly reject: (error: Error) => void;
}

export class LocalChannel {
  readonly counts = new Counts();
  readonly #device: IpmiDevice;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;
  #look: NodeJS.Timeout | undefined;
  #lookMs = FIRST_LOOK_MS;

  constructor(device: IpmiDevice) {
    this.#device = device;
  }

  /**
   * @param giveUpAt on the clock of `performance.now()`
   * @throws IpmiError; ModuleError from the device.
   */
  async send(request: IpmiRequest, giveUpAt: number, { signal }: SendOptions = {}): Promise<IpmiResponse> {
    for (let busy = 1; ; busy++) {
      const response = await this.#ask(request, giveUpAt, signal);
      if (response.completionCode !== COMPLETION.nodeBusy || busy > MAX_BUSY) return response;
      await pause(BUSY_PAUSE_MS * busy);
    }
  }

  /** Everything that was asked and not answered fails with this. */
  async close(error: Error): Promise<void> {
    this.#failAll(error);
    await this.#device.close();
  }

  #ask(request: IpmiRequest, giveUpAt: number, signal: AbortSignal | undefined): Promise<IpmiResponse> {
    return new Promise((resolve, reject) => {
      const pending = { request, signal, giveUpAt, resolve, reject };
      const fault = this.#faultOf(pending);
      if (fault) return reject(fault);
      if (this.#pending.size >= MAX_IN_FLIGHT)
        return reject(
          this.#error('limit_exceeded', `${MAX_IN_FLIGHT} commands are under way; ask for less at once`),
        );
      const id = ++this.#lastId;
      this.#device.send(id, request);
      this.counts.sent += 1;
      this.#pending.set(id, pending);
      this.#lookSoon();
    });
  }

  #lookSoon(): void {
    clearTimeout(this.#look);
    this.#lookMs = FIRST_LOOK_MS;
    this.#arm();
  }

  #arm(): void {
    this.#look = setTimeout(() => this.#onLook(), this.#lookMs);
  }

  #onLook(): void {
    try {
      const found = this.#takeAll();
      this.#giveUp();
      if (this.#pending.size === 0) return;
      this.#lookMs = found ? FIRST_LOOK_MS : Math.min(LAST_LOOK_MS, this.#lookMs * LOOKS_GROW);
      this.#arm();
    } catch (error) {
      this.#failAll(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #takeAll(): boolean {
    for (let taken = 0; taken < MAX_TAKEN; taken++) {
      const message = this.#device.receive();
      if (!message) return taken > 0;
      this.#take(message);
    }
    return true;
  }

  #take(message: ReceivedMessage): void {
    this.counts.received += 1;
    const pending = this.#pending.get(message.id);
    if (!pending || !answers(message, pending.request)) {
      return this.counts.drop('unexpected', 1);
    }
    this.#pending.delete(message.id);
    const [completionCode, ...data] = message.data;
    if (completionCode === undefined)
      return pending.reject(this.#error('malformed_reply', 'a reply without a completion code'));
    pending.resolve({ completionCode, data: Uint8Array.from(data) });
  }

  /** Of those for whom nobody waits any longer, and whose time is over. */
  #giveUp(): void {
    for (const [id, pending] of this.#pending) {
      const fault = this.#faultOf(pending);
      if (!fault) continue;
      this.#pending.delete(id);
      pending.reject(fault);
    }
  }

  #faultOf({ signal, giveUpAt }: Pending): IpmiError | null {
    if (signal?.aborted)
      return this.#error('aborted', 'nobody waits for it any longer', { cause: signal.reason });
    if (performance.now() < giveUpAt) return null;
    return this.#error('timeout', 'no reply in time; the BMC may be starting, or hang');
  }

  #failAll(error: Error): void {
    clearTimeout(this.#look);
    const all = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of all) reject(error);
  }

  #error(code: IpmiError['code'], text: string, options?: ErrorOptions): IpmiError {
    return new IpmiError(code, `${this.#device.path}: ${text}`, options);
  }
}

function answers({ type, netFn, command }: ReceivedMessage, request: IpmiRequest): boolean {
  return type === RESPONSE && netFn === request.netFn + 1 && command === request.command;
}
