import { UserError } from '../../../model/errors.ts';

/** A screenful: who made more of them made the same one everywhere. */
const MAX_SHOWN = 20;

/** What is wrong with files, gathered so that all of it is said at once. */
export class Mistakes {
  readonly #shown: string[] = [];
  #count = 0;

  get none(): boolean {
    return this.#count === 0;
  }

  add(message: string, file: string, line: number): void {
    this.#count += 1;
    if (this.#shown.length < MAX_SHOWN) this.#shown.push(`${message}  (${file}:${line})`);
  }

  addAll(others: Mistakes): void {
    this.#count += others.#count;
    this.#shown.push(...others.#shown.slice(0, MAX_SHOWN - this.#shown.length));
  }

  /** @throws UserError with each of them on a line of its own, when there are any. */
  refuse(): void {
    if (this.none) return;
    const hidden = this.#count - this.#shown.length;
    throw new UserError([...this.#shown, ...(hidden > 0 ? [`and ${hidden} more`] : [])].join('\n'));
  }
}
