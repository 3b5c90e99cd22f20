/** What is known of an event that a repeat may collapse into. */
export interface Recent {
  readonly event: number;
  readonly lastTimeNs: bigint;
  readonly count: number;
}

/**
 * The events that were last delivered, by tenant, asset and fingerprint, the least recent forgotten first.
 * Larger than the backlog of the index: what is not here is found there.
 */
export class RecentEvents {
  readonly #capacity: number;
  readonly #byName = new Map<string, Recent>();
  /** Whether an event may exist that is not here. */
  #complete: boolean;

  constructor(capacity: number, complete: boolean) {
    this.#capacity = capacity;
    this.#complete = complete;
  }

  get complete(): boolean {
    return this.#complete;
  }

  get(name: string): Recent | undefined {
    return this.#byName.get(name);
  }

  set(name: string, recent: Recent): void {
    this.#byName.delete(name);
    this.#byName.set(name, recent);
    if (this.#byName.size <= this.#capacity) return;
    this.#complete = false;
    for (const oldest of this.#byName.keys()) {
      this.#byName.delete(oldest);
      return;
    }
  }
}
