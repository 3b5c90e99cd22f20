/** What is known of an event that a repeat may collapse into. */
export interface Recent {
  readonly event: number;
  /** Of the first of its deliveries: a row that took in repeats for ever would look old while it goes on. */
  readonly timeNs: bigint;
  readonly lastTimeNs: bigint;
  readonly count: number;
}

/**
 * The events that were last delivered, by tenant, asset and fingerprint: at least the last `capacity` of them and at
 * most twice as many, because a Map from which the oldest are deleted one by one becomes slow.
 */
export class RecentEvents {
  readonly #capacity: number;
  #young = new Map<string, Recent>();
  #old = new Map<string, Recent>();
  /** Whether all events there are are here. */
  #complete: boolean;

  constructor(capacity: number, complete: boolean) {
    this.#capacity = capacity;
    this.#complete = complete;
  }

  get complete(): boolean {
    return this.#complete;
  }

  get(name: string): Recent | undefined {
    return this.#young.get(name) ?? this.#old.get(name);
  }

  set(name: string, recent: Recent): void {
    this.#young.set(name, recent);
    if (this.#young.size < this.#capacity) return;
    if (this.#old.size > 0) this.#complete = false;
    this.#old = this.#young;
    this.#young = new Map();
  }
}
