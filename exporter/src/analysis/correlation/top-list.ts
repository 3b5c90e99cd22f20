import type { EntityWindow } from './window.ts';

interface Ranked {
  readonly window: EntityWindow;
  readonly score: number;
}

/** The highest of many scores; equal ones in the order of the entities' names. */
export class TopList {
  readonly #limit: number;
  readonly #ranked: Ranked[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  offer(window: EntityWindow, score: number): void {
    const ranked = { window, score };
    const last = this.#ranked.at(-1);
    if (this.#ranked.length === this.#limit && (last === undefined || !isHigher(ranked, last))) return;
    let position = this.#ranked.length;
    while (position > 0 && isHigher(ranked, this.#ranked[position - 1] as Ranked)) position -= 1;
    this.#ranked.splice(position, 0, ranked);
    if (this.#ranked.length > this.#limit) this.#ranked.pop();
  }

  windows(): EntityWindow[] {
    return this.#ranked.map(({ window }) => window);
  }
}

function isHigher(a: Ranked, b: Ranked): boolean {
  return a.score > b.score || (a.score === b.score && a.window.entity < b.window.entity);
}
