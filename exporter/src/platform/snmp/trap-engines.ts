/** Engines that have proven to know a password, and how far their clocks were: RFC 3414 section 3.2, 7b. */

/** Devices; an entry has some 200 bytes. The one heard of longest ago is forgotten. */
const MAX_ENGINES = 4096;
const WINDOW_SECONDS = 150;
/** An engine that has started so often is not to be believed any more. */
const LATCHED_BOOTS = 2 ** 31 - 1;

interface Notion {
  readonly boots: number;
  /** Seconds, as the engine said last. */
  readonly time: number;
  readonly heardMs: number;
}

export class TrapEngines {
  readonly #notions = new Map<string, Notion>();

  isKnown(engine: string): boolean {
    return this.#notions.has(engine);
  }

  /** Of what is known to be authentic: whether it is not older than what was heard before by more than the window. */
  isInTime(engine: string, boots: number, time: number, nowMs: number): boolean {
    const known = this.#notions.get(engine);
    if (boots === LATCHED_BOOTS) return false;
    if (!known || boots > known.boots || (boots === known.boots && time > known.time)) {
      this.#remember(engine, { boots, time, heardMs: nowMs });
      return true;
    }
    const expected = known.time + (nowMs - known.heardMs) / 1000;
    return boots === known.boots && time >= expected - WINDOW_SECONDS;
  }

  #remember(engine: string, notion: Notion): void {
    this.#notions.delete(engine);
    this.#notions.set(engine, notion);
    if (this.#notions.size <= MAX_ENGINES) return;
    for (const oldest of this.#notions.keys()) {
      this.#notions.delete(oldest);
      return;
    }
  }
}
