import { ModuleError } from '../../../model/errors.ts';
import type { Agent, OpenAgent, Patience, Reply, Traffic } from './agent.ts';
import type { DeviceMemory } from './device-memory.ts';

/**
 * A request larger than any that the device has answered may be lost on the way for its size, and must not cost the
 * patience that a device deserves: so many times its slowest answer is enough.
 */
const HURRY_FACTOR = 8;
const MIN_HURRIED_MS = 1000;
const HURRIED_RETRIES = 1;

export interface RequestsOptions {
  readonly open: OpenAgent;
  readonly patience: Patience;
  readonly memory: DeviceMemory;
  /** Varbinds that anybody would ask a device for at once. */
  readonly base: number;
  /** Milliseconds from a request to its reply. */
  readonly onReply: (ms: number) => void;
}

/** Sends requests as large as the device takes them, and learns from what becomes of them. */
export class Requests {
  readonly #options: RequestsOptions;
  readonly #patient: Agent;
  #hurried: Agent | null = null;
  #slowestMs = 0;
  #answers = 0;

  constructor(options: RequestsOptions) {
    this.#options = options;
    this.#patient = options.open(options.patience);
  }

  /** Whether the device has said anything yet. */
  get isAnswered(): boolean {
    return this.#answers > 0;
  }

  /** Varbinds to ask for at once. Silence at the beginning must mean that nobody is there, not that it was too much. */
  get room(): number {
    const { memory, base } = this.#options;
    return this.isAnswered ? memory.room(base) : memory.provenRoom(base);
  }

  get traffic(): Traffic {
    const first = this.#patient.traffic;
    const second = this.#hurried?.traffic;
    if (!second) return first;
    return {
      packetsSent: first.packetsSent + second.packetsSent,
      packetsRetried: first.packetsRetried + second.packetsRetried,
      pdusReturned: first.pdusReturned + second.pdusReturned,
    };
  }

  /** Null when there was no answer, and a smaller request may get one. */
  async send(varbinds: number, request: (agent: Agent) => Promise<Reply>): Promise<Reply | null> {
    const { memory, base } = this.#options;
    const isProven = memory.isProven(varbinds, base);
    const sentAt = performance.now();
    try {
      const reply = await request(isProven ? this.#patient : this.#hurriedAgent());
      const ms = performance.now() - sentAt;
      this.#options.onReply(ms);
      this.#slowestMs = Math.max(this.#slowestMs, ms);
      this.#answers += 1;
      return reply;
    } catch (error) {
      if (varbinds <= base || !(error instanceof ModuleError) || error.code !== 'timeout') throw error;
      if (isProven) memory.startOver();
      else memory.silent(base);
      if (!this.isAnswered) throw error;
      return null;
    }
  }

  close(): void {
    this.#patient.close();
    this.#hurried?.close();
  }

  #hurriedAgent(): Agent {
    if (this.#hurried) return this.#hurried;
    const { open, patience } = this.#options;
    const timeoutMs = Math.min(patience.timeoutMs, Math.max(MIN_HURRIED_MS, HURRY_FACTOR * this.#slowestMs));
    this.#hurried = open({ timeoutMs, retries: Math.min(patience.retries, HURRIED_RETRIES) });
    return this.#hurried;
  }
}
