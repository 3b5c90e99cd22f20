/** What was learnt of a device: how much it tells at once, and how large its tables are. */

/**
 * In one request. A reply of 300 takes some 7 kB, which is a few fragments on the wire; beyond it a device that
 * answers slowly gains little more.
 */
export const MAX_VARBINDS = 300;
/** A request has to say which: more columns than these do not fit into one unfragmented datagram. */
export const MAX_COLUMNS = 60;
/** Each answer in full makes the next request so much larger. */
const GROWTH = 4;
/** The same once the device has cut a reply short. What it is asked for beyond costs nothing: values differ in length. */
const CAREFUL_GROWTH = 1.5;
/** Whoever says "too big" answers at once, and how much fits depends on the values: after so many answers try more. */
const ANSWERS_BEFORE_MORE = 8;
/** After so long it is tried again whether a device can do more: it may have been replaced, or the network mended. */
const REFUSAL_MS = 3_600_000;
/** Of one device: no module has so many. */
const MAX_TABLES = 1000;

export class DeviceMemory {
  #proven = 0;
  #next = 0;
  #cap = MAX_VARBINDS;
  #refusedAt = 0;
  #growth = GROWTH;
  /** Answers until a cap is raised; infinite after silence. */
  #untilMore = Infinity;
  #oneColumn = false;
  readonly #rows = new Map<string, number>();
  readonly #now: () => number;

  /** `now` in milliseconds. */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Varbinds to ask for at once; `base` is what anybody would ask for. */
  room(base: number): number {
    if (this.#cap < MAX_VARBINDS && this.#now() - this.#refusedAt > REFUSAL_MS) this.#cap = MAX_VARBINDS;
    return Math.min(this.#cap, Math.max(base, this.#next));
  }

  /** The same without trying whether it takes more. */
  provenRoom(base: number): number {
    return Math.min(this.room(base), Math.max(base, this.#proven));
  }

  /** Whether it has answered requests as large as that. */
  isProven(varbinds: number, base: number): boolean {
    return varbinds <= Math.max(base, this.#proven);
  }

  answered(asked: number): void {
    this.#proven = Math.max(this.#proven, asked);
    this.#untilMore -= 1;
    if (this.#untilMore <= 0) {
      this.#cap = Math.min(MAX_VARBINDS, Math.ceil(this.#cap * CAREFUL_GROWTH));
      this.#untilMore = ANSWERS_BEFORE_MORE;
    }
    this.#next = Math.max(this.#next, Math.min(this.#cap, Math.ceil(asked * this.#growth)));
  }

  /** The reply had fewer varbinds than there was something to tell. */
  cutShort(count: number): void {
    this.#proven = Math.max(this.#proven, count);
    this.#growth = CAREFUL_GROWTH;
    this.#next = Math.min(this.#cap, Math.ceil(count * CAREFUL_GROWTH));
  }

  /** It says that this was too much: half of it, or half-way to what it was able to answer. */
  tooBig(asked: number): void {
    this.#limit(Math.max(1, Math.floor((asked + (this.#proven < asked ? this.#proven : 0)) / 2)));
    this.#untilMore = ANSWERS_BEFORE_MORE;
  }

  /** It said nothing, which took its time: back to what is known to be answered. */
  silent(base: number): void {
    this.#limit(Math.max(base, this.#proven));
    this.#untilMore = Infinity;
  }

  #limit(cap: number): void {
    this.#cap = cap;
    this.#next = Math.min(this.#next, cap);
    this.#proven = Math.min(this.#proven, cap);
    this.#refusedAt = this.#now();
  }

  /** What it could do before it no longer does: begin again with little. */
  startOver(): void {
    this.#proven = 0;
    this.#next = 0;
  }

  /** It mixes up the order of several columns. */
  needsOneColumn(): void {
    this.#oneColumn = true;
  }

  get columns(): number {
    return this.#oneColumn ? 1 : MAX_COLUMNS;
  }

  /** Rows that a table had; undefined where it is not known. */
  rows(table: string): number | undefined {
    return this.#rows.get(table);
  }

  noteRows(rows: ReadonlyMap<string, number>): void {
    for (const [table, count] of rows) {
      if (this.#rows.size >= MAX_TABLES && !this.#rows.has(table)) this.#rows.clear();
      this.#rows.set(table, count);
    }
  }
}

/** A few hundred bytes each; more devices than these are not watched by one process. */
const MAX_DEVICES = 4096;

/** The devices that were asked last. */
export class DeviceMemories {
  readonly #devices = new Map<string, DeviceMemory>();
  readonly #now: () => number;

  /** `now` in milliseconds. */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  of(device: string): DeviceMemory {
    const memory = this.#devices.get(device) ?? new DeviceMemory(this.#now);
    // Sets it behind all others: the first is the one that was not asked for the longest time.
    this.#devices.delete(device);
    this.#devices.set(device, memory);
    if (this.#devices.size > MAX_DEVICES) {
      for (const oldest of this.#devices.keys()) {
        this.#devices.delete(oldest);
        break;
      }
    }
    return memory;
  }
}
