/** Characters that are kept as text before they become bytes: few enough to be gone when the garbage is looked at. */
const MAX_PENDING = 4096;
const FIRST_BYTES = 4096;
/** A character of UTF-16 takes three bytes of UTF-8 at most. */
const BYTES_PER_CHARACTER = 3;

/** A text that only grows, as UTF-8 outside of the heap. */
export class LineBytes {
  #pending = '';
  #bytes = Buffer.alloc(0);
  #used = 0;

  append(text: string): void {
    this.#pending += text;
    if (this.#pending.length >= MAX_PENDING) this.settle();
  }

  /** Leaves nothing on the heap. */
  settle(): void {
    if (this.#pending === '') return;
    this.#reserve(this.#pending.length * BYTES_PER_CHARACTER);
    this.#used += this.#bytes.write(this.#pending, this.#used, 'utf8');
    this.#pending = '';
  }

  /** A view of all that was appended. */
  get bytes(): Buffer {
    this.settle();
    return this.#bytes.subarray(0, this.#used);
  }

  #reserve(more: number): void {
    const needed = this.#used + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length, FIRST_BYTES));
    this.#bytes.copy(larger, 0, 0, this.#used);
    this.#bytes = larger;
  }
}
