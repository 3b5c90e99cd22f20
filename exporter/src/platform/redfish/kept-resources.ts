/** Resources of one service that seldom change, kept with their ETags. */

/** Collections, processors, firmware: a large tree has some dozens of them. */
const MAX_RESOURCES = 128;
/** Of their text; a hundred services have room in a small process. */
const MAX_BYTES = 512 * 1024;

export type Resource = Readonly<Record<string, unknown>>;

export interface KeptResource {
  readonly resource: Resource;
  readonly etag: string | null;
  readonly bytes: number;
  /** On the clock of `performance.now()`. */
  atMs: number;
}

export class KeptResources {
  readonly #byPath = new Map<string, KeptResource>();
  #bytes = 0;

  get(path: string): KeptResource | undefined {
    return this.#byPath.get(path);
  }

  /** What has not been used for longest makes room. */
  set(path: string, kept: KeptResource): void {
    this.delete(path);
    if (kept.bytes > MAX_BYTES / 4) return;
    this.#byPath.set(path, kept);
    this.#bytes += kept.bytes;
    for (const oldest of this.#byPath.keys()) {
      if (this.#byPath.size <= MAX_RESOURCES && this.#bytes <= MAX_BYTES) return;
      this.delete(oldest);
    }
  }

  delete(path: string): void {
    this.#bytes -= this.#byPath.get(path)?.bytes ?? 0;
    this.#byPath.delete(path);
  }
}
