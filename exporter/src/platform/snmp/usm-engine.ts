/** Authoritative engines as far as they are known: RFC 3414 sections 2.2 and 3.2. */
import type { EngineTime } from './usm-crypto.ts';
import { Recent } from './recent.ts';

/** Devices that are asked by version 3; an entry has some 300 bytes. */
const MAX_ENGINES = 4096;
const WINDOW_SECONDS = 150;
/** An engine that has started so often is not to be believed any more. */
const LATCHED_BOOTS = 2 ** 31 - 1;

/** What one agent said of itself; its clock goes on from there. */
export class Engine {
  readonly id: Buffer;
  #boots: number;
  #time: number;
  /** The latest time that an authentic message had: older ones may be replayed. */
  #latest: number;
  #heardMs: number;
  readonly #now: () => number;

  /** `now` is monotonic, in milliseconds. */
  constructor(id: Buffer, { boots, time }: EngineTime, now: () => number) {
    this.id = Buffer.from(id);
    this.#now = now;
    this.#boots = boots;
    this.#time = time;
    this.#latest = 0;
    this.#heardMs = now();
  }

  /** What its clock should show by now. */
  clock(): EngineTime {
    return { boots: this.#boots, time: this.#time + Math.floor((this.#now() - this.#heardMs) / 1000) };
  }

  /** Sets the clock by what it told, whether that can be believed or not: a wrong one is corrected again. */
  synchronize({ boots, time }: EngineTime): void {
    this.#boots = boots;
    this.#time = time;
    this.#latest = 0;
    this.#heardMs = this.#now();
  }

  /** Whether an authentic message is not older than the window allows; if so, the clock is set by it. */
  accepts({ boots, time }: EngineTime): boolean {
    if (boots === LATCHED_BOOTS) return false;
    if (boots > this.#boots || (boots === this.#boots && time > this.#latest)) {
      this.synchronize({ boots, time });
      this.#latest = time;
      return true;
    }
    return boots === this.#boots && time >= this.clock().time - WINDOW_SECONDS;
  }
}

/** By the agent's address: found once, asked for ever, until it fails. */
export type Engines = Recent<Engine>;

export function knownEngines(): Engines {
  return new Recent<Engine>(MAX_ENGINES);
}
