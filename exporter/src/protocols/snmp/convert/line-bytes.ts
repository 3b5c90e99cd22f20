import { formatValue } from '../../text-format/series.ts';

const FIRST_BYTES = 4096;
/** A character of UTF-16 takes three bytes of UTF-8 at most. */
const BYTES_PER_CHARACTER = 3;
/** For so few characters, a call of Buffer's costs more than they do. */
const MAX_SHORT = 32;
/** Digits of 2^53, and a sign. */
const MAX_DIGITS = 17;
/** Whole numbers below it are divided without rounding, and fast. */
const BILLION = 1e9;
const ZERO = 0x30;
const MINUS = 0x2d;

/** A text that is written from front to end, as UTF-8 outside of the heap: nothing is left there for the garbage collector to copy. */
export class LineBytes {
  #bytes = Buffer.alloc(0);
  #used = 0;

  /** A copy of all that was appended, of its very size. */
  copy(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#used));
  }

  /** Begins with nothing again, in the same memory. */
  clear(): void {
    this.#used = 0;
  }

  get length(): number {
    return this.#used;
  }

  append(text: string): void {
    this.#reserve(text.length * BYTES_PER_CHARACTER);
    if (text.length > MAX_SHORT || !this.#appendShort(text))
      this.#used += this.#bytes.write(text, this.#used);
  }

  /** As the text format has it. */
  appendNumber(value: number): void {
    if (!Number.isSafeInteger(value)) return this.append(formatValue(value));
    this.#reserve(MAX_DIGITS);
    if (value < 0) this.#bytes[this.#used++] = MINUS;
    const digits = Math.abs(value);
    if (digits < BILLION) return this.#appendDigits(digits, 1);
    const high = Math.floor(digits / BILLION);
    this.#appendDigits(high, 1);
    this.#appendDigits(digits - high * BILLION, 9);
  }

  /** False, with nothing appended, when there is a character that is not ASCII. */
  #appendShort(text: string): boolean {
    const bytes = this.#bytes;
    const start = this.#used;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) return false;
      bytes[start + i] = code;
    }
    this.#used = start + text.length;
    return true;
  }

  /** `value` < 10^9, with zeros in front up to `least` digits. */
  #appendDigits(value: number, least: number): void {
    let count = least;
    for (let limit = 10 ** least; value >= limit; limit *= 10) count += 1;
    const end = this.#used + count;
    let rest = value | 0;
    for (let at = end - 1; at >= this.#used; at -= 1) {
      const tenth = (rest / 10) | 0;
      this.#bytes[at] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    this.#used = end;
  }

  #reserve(more: number): void {
    const needed = this.#used + more;
    if (needed <= this.#bytes.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#bytes.length, FIRST_BYTES));
    this.#bytes.copy(larger, 0, 0, this.#used);
    this.#bytes = larger;
  }
}
