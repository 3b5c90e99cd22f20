const NEWLINE = 0x0a;
const SPACE = 0x20;
const TAB = 0x09;
const ZERO = 0x30;
/** Beyond 15 digits a sum of doubles may round differently from one conversion of the whole. */
const EXACT_DIGITS = 15;
/** 2^64 - 1 has 20 digits; no kernel counter has more. */
const MAX_DIGITS = 20;
const MINUS = 0x2d;
/** As EXACT_DIGITS, for hexadecimal digits: 52 bits. */
const EXACT_HEX_DIGITS = 13;
const MAX_HEX_DIGITS = 16;

/**
 * Reads words and numbers from the lines of a kernel file where they lie: nothing is split or copied.
 * Words are separated by spaces and tabs; they are taken for UTF-8, and what is not becomes U+FFFD.
 */
export class LineScanner {
  readonly #bytes: Uint8Array;
  #position = 0;
  #lineEnd = -1;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
  }

  /** Goes to the start of the next line; false after the last one. */
  nextLine(): boolean {
    const start = this.#lineEnd + 1;
    if (start >= this.#bytes.length) {
      this.#position = this.#lineEnd = this.#bytes.length;
      return false;
    }
    const end = this.#bytes.indexOf(NEWLINE, start);
    this.#position = start;
    this.#lineEnd = end === -1 ? this.#bytes.length : end;
    return true;
  }

  /** Goes past `text` (ASCII) when the rest of the line starts with it. */
  accept(text: string): boolean {
    const end = this.#position + text.length;
    if (end > this.#lineEnd) return false;
    for (let i = 0; i < text.length; i += 1) {
      if (this.#bytes[this.#position + i] !== text.charCodeAt(i)) return false;
    }
    this.#position = end;
    return true;
  }

  /** Goes to the end of the line when the rest of it, but for blanks at its end, is `text` (ASCII). */
  acceptLine(text: string): boolean {
    const start = this.#position;
    if (this.accept(text) && this.atLineEnd()) return true;
    this.#position = start;
    return false;
  }

  /** The next word; empty at the end of the line. */
  word(): string {
    const start = this.#skipBlanks();
    const end = this.#skipWord();
    return this.#text(start, end);
  }

  /** What is before the next `mark` in the line, without blanks in front; null, and no step, when there is none. */
  wordBefore(mark: string): string | null {
    const start = this.#skipBlanks();
    const end = this.#bytes.indexOf(mark.charCodeAt(0), start);
    if (end === -1 || end >= this.#lineEnd) return null;
    this.#position = end + 1;
    return this.#text(start, end);
  }

  /** What is before the last `mark` in the line, without blanks in front; null, and no step, when there is none. */
  wordBeforeLast(mark: string): string | null {
    const start = this.#skipBlanks();
    const code = mark.charCodeAt(0);
    let end = this.#lineEnd - 1;
    while (end >= start && this.#bytes[end] !== code) end -= 1;
    if (end < start) return null;
    this.#position = end + 1;
    return this.#text(start, end);
  }

  /** The next word as an unsigned decimal integer; NaN when it is none or there is none. */
  number(): number {
    const start = this.#skipBlanks();
    let value = 0;
    let position = start;
    for (; position < this.#lineEnd; position += 1) {
      const digit = (this.#bytes[position] as number) - ZERO;
      if (digit < 0 || digit > 9) break;
      value = value * 10 + digit;
    }
    const digits = position - start;
    const end = this.#skipWord();
    if (digits === 0 || end !== position || digits > MAX_DIGITS) return NaN;
    return digits <= EXACT_DIGITS ? value : Number(this.#text(start, position));
  }

  /** As `number`, with or without a minus sign. */
  integer(): number {
    const start = this.#skipBlanks();
    if (start === this.#lineEnd || this.#bytes[start] !== MINUS) return this.number();
    this.#position = start + 1;
    if (isBlank(this.#bytes[this.#position])) return NaN;
    return -this.number();
  }

  /** The next word as an unsigned hexadecimal integer without prefix; NaN when it is none or there is none. */
  hex(): number {
    const value = this.#hexDigits();
    const end = this.#position;
    return this.#skipWord() === end ? value : NaN;
  }

  /** As `hex`, for digits that end at a mark within the word, which is passed: `1F` of `1F:50`. */
  hexBefore(mark: string): number {
    const value = this.#hexDigits();
    if (this.accept(mark)) return value;
    this.#skipWord();
    return NaN;
  }

  /** Passes over words, at most as many as said; says how many there were. */
  skip(words: number): number {
    let skipped = 0;
    while (skipped < words && this.#skipBlanks() < this.#lineEnd) {
      this.#skipWord();
      skipped += 1;
    }
    return skipped;
  }

  /** True when nothing but blanks is left of the line. */
  atLineEnd(): boolean {
    return this.#skipBlanks() >= this.#lineEnd;
  }

  /** What is left of the line, without blanks around it. */
  rest(): string {
    const start = this.#skipBlanks();
    let end = this.#lineEnd;
    while (end > start && isBlank(this.#bytes[end - 1])) end -= 1;
    this.#position = this.#lineEnd;
    return this.#text(start, end);
  }

  #hexDigits(): number {
    const start = this.#skipBlanks();
    let value = 0;
    let digit = 0;
    while (this.#position < this.#lineEnd && (digit = hexDigit(this.#bytes[this.#position])) >= 0) {
      value = value * 16 + digit;
      this.#position += 1;
    }
    const digits = this.#position - start;
    if (digits === 0 || digits > MAX_HEX_DIGITS) return NaN;
    return digits <= EXACT_HEX_DIGITS ? value : Number(`0x${this.#text(start, this.#position)}`);
  }

  #skipBlanks(): number {
    while (this.#position < this.#lineEnd && isBlank(this.#bytes[this.#position])) this.#position += 1;
    return this.#position;
  }

  #skipWord(): number {
    while (this.#position < this.#lineEnd && !isBlank(this.#bytes[this.#position])) this.#position += 1;
    return this.#position;
  }

  #text(start: number, end: number): string {
    let text = '';
    for (let i = start; i < end; i += 1) {
      const byte = this.#bytes[i] as number;
      if (byte >= 0x80) return new TextDecoder().decode(this.#bytes.subarray(start, end));
      text += String.fromCharCode(byte);
    }
    return text;
  }
}

function hexDigit(byte: number | undefined): number {
  if (byte === undefined) return -1;
  if (byte >= ZERO && byte <= ZERO + 9) return byte - ZERO;
  const letter = byte | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

function isBlank(byte: number | undefined): boolean {
  return byte === SPACE || byte === TAB;
}
