/** Entities in the order of last use, with constant time for everything: a Map slows down when its head is deleted. */
import type { EntityWindow } from './window.ts';

export class RecencyList {
  oldest: EntityWindow | null = null;
  #newest: EntityWindow | null = null;

  /** Makes it the newest, whether it was in the list or not. */
  touch(window: EntityWindow): void {
    if (this.#newest === window) return;
    if (this.oldest === window || window.older !== null) this.remove(window);
    window.older = this.#newest;
    if (this.#newest !== null) this.#newest.newer = window;
    this.#newest = window;
    this.oldest ??= window;
  }

  remove(window: EntityWindow): void {
    const { newer, older } = window;
    if (older !== null) older.newer = newer;
    else this.oldest = newer;
    if (newer !== null) newer.older = older;
    else this.#newest = older;
    window.newer = null;
    window.older = null;
  }
}
