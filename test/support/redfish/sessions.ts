/** Sessions of the made-up service: few slots, which become free by logging out or when they expire. */
import { randomBytes } from 'node:crypto';

export class Sessions {
  /** Logins since the start. */
  made = 0;
  /** Logins that found no slot. */
  refused = 0;
  readonly #slots: number;
  readonly #tokens = new Map<string, string>();

  constructor(slots: number) {
    this.#slots = slots;
  }

  get open(): number {
    return this.#tokens.size;
  }

  /** Null when all slots are taken. */
  make(): { readonly token: string; readonly id: string } | null {
    if (this.#tokens.size >= this.#slots) {
      this.refused += 1;
      return null;
    }
    this.made += 1;
    const token = randomBytes(16).toString('hex');
    const id = String(this.made);
    this.#tokens.set(token, id);
    return { token, id };
  }

  has(token: string | undefined): boolean {
    return token !== undefined && this.#tokens.has(token);
  }

  end(id: string): boolean {
    const found = [...this.#tokens].find(([, each]) => each === id);
    return found !== undefined && this.#tokens.delete(found[0]);
  }

  expireAll(): void {
    this.#tokens.clear();
  }
}
