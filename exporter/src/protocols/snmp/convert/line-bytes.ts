import { formatValue } from '../../text-format/series.ts';

const FIRST_BYTES = 4096;
/** What is begun then is mostly filled. */
const MAX_CHUNK_BYTES = 256 << 10;
/** A character of UTF-16 takes three bytes of UTF-8 at most. */
const BYTES_PER_CHARACTER = 3;
/** For so few characters, a call of Buffer's costs more than they do. */
const MAX_SHORT = 32;
/** Sign, point and digits of the longest number: `-0.0000012345678901234567`. */
const MAX_NUMBER = 25;
/** Whole numbers below it are divided without rounding, and fast. */
const BILLION = 1e9;
const ZERO = 0x30;
const MINUS = 0x2d;

/** Bytes that a line of so many characters and a number take at most. */
export function mostBytes(characters: number): number {
  return characters * BYTES_PER_CHARACTER + MAX_NUMBER;
}

/**
 * Lines that are written from front to end, as UTF-8 outside of the heap: nothing is left there for the garbage
 * collector to copy. They lie in chunks that are never moved; each line is whole in one.
 */
export class LineBytes {
  #chunk = Buffer.alloc(0);
  #used = 0;

  /** Where the next line will lie, from `end` on. */
  get chunk(): Buffer {
    return this.#chunk;
  }

  get end(): number {
    return this.#used;
  }

  /** Must come before what is appended, which may take so many bytes in all. */
  begin(bytes: number): void {
    if (this.#used + bytes <= this.#chunk.length) return;
    const doubled = Math.min(2 * this.#chunk.length, MAX_CHUNK_BYTES);
    this.#chunk = Buffer.allocUnsafeSlow(Math.max(bytes, doubled, FIRST_BYTES));
    this.#used = 0;
  }

  append(text: string): void {
    if (text.length > MAX_SHORT || !this.#appendShort(text))
      this.#used += this.#chunk.write(text, this.#used);
  }

  /** As the text format has it. */
  appendNumber(value: number): void {
    if (!Number.isSafeInteger(value)) return this.append(formatValue(value));
    if (value < 0) this.#chunk[this.#used++] = MINUS;
    const digits = Math.abs(value);
    if (digits < BILLION) return this.#appendDigits(digits, 1);
    const high = Math.floor(digits / BILLION);
    this.#appendDigits(high, 1);
    this.#appendDigits(digits - high * BILLION, 9);
  }

  /** False, with nothing appended, when there is a character that is not ASCII. */
  #appendShort(text: string): boolean {
    const bytes = this.#chunk;
    const start = this.#used;
    for (let i = 0; i < text.length; i += 1) {
      const code = text.charCodeAt(i);
      if (code >= 0x80) return false;
      bytes[start + i] = code;
    }
    this.#used = start + text.length;
    return true;
  }

  /** `value` < 10^9, with zeros in front up to `least` digits, which are 1 or 9. */
  #appendDigits(value: number, least: 1 | 9): void {
    let count = least;
    for (let limit = least === 1 ? 10 : BILLION; value >= limit; limit *= 10) count += 1;
    const end = this.#used + count;
    let rest = value | 0;
    for (let at = end - 1; at >= this.#used; at -= 1) {
      const tenth = (rest / 10) | 0;
      this.#chunk[at] = ZERO + rest - tenth * 10;
      rest = tenth;
    }
    this.#used = end;
  }
}
