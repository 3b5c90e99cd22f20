/** What a file of sysfs says: one value, as text, with blanks and a line end around it. */

const ZERO = 0x30;
const MINUS = 0x2d;
const PLUS = 0x2b;
const LAST_BLANK = 0x20;
/** Beyond 15 digits a sum of doubles may round differently from one conversion of the whole. */
const EXACT_DIGITS = 15;
/** 2^63 has 19 digits, 2^64 has 20. */
const MAX_DIGITS = 20;
/** What C and Go take for a number with its base in front, as drivers write them with `%#x`. */
const PREFIXED = /^([+-]?)(0x[0-9a-f]{1,16}|0[0-7]{1,22}|0|[1-9]\d{0,19})$/i;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i;

/** A decimal integer with or without a sign; NaN when it is none. */
export function integer(bytes: Uint8Array): number {
  let start = 0;
  let end = bytes.length;
  while (start < end && (bytes[start] as number) <= LAST_BLANK) start += 1;
  while (end > start && (bytes[end - 1] as number) <= LAST_BLANK) end -= 1;
  const sign = bytes[start];
  if (sign === MINUS || sign === PLUS) start += 1;
  const magnitude = digits(bytes, start, end);
  return sign === MINUS ? -magnitude : magnitude;
}

function digits(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end || end - start > MAX_DIGITS) return NaN;
  let value = 0;
  for (let i = start; i < end; i += 1) {
    const digit = (bytes[i] as number) - ZERO;
    if (digit < 0 || digit > 9) return NaN;
    value = value * 10 + digit;
  }
  return end - start <= EXACT_DIGITS ? value : Number(String.fromCharCode(...bytes.subarray(start, end)));
}

/** A number with a fraction or an exponent, or an integer; NaN when it is none. */
export function decimal(bytes: Buffer): number {
  const whole = integer(bytes);
  if (!Number.isNaN(whole)) return whole;
  const text = bytes.toString('latin1').trim();
  return DECIMAL.test(text) ? Number(text) : NaN;
}

/** An integer that may be hexadecimal (`0x1f`) or octal (`017`); NaN when it is none. */
export function prefixedInteger(bytes: Buffer): number {
  const match = PREFIXED.exec(bytes.toString('latin1').trim());
  if (!match) return NaN;
  const [, sign = '', magnitude = ''] = match;
  const octal = /^0[0-7]/.test(magnitude);
  const value = Number(octal ? `0o${magnitude.slice(1)}` : magnitude);
  return sign === '-' ? -value : value;
}

/** Text without the blanks around it. What is not UTF-8 becomes one U+FFFD for each run, as Go's ToValidUTF8 has it. */
export function text(bytes: Buffer): string {
  return validUtf8(bytes).trim();
}

export function validUtf8(bytes: Buffer): string {
  const decoded = bytes.toString('utf8');
  // A U+FFFD may stand in the file itself.
  if (!decoded.includes('\uFFFD') || Buffer.from(decoded).equals(bytes)) return decoded;
  return decoded.replace(/\uFFFD+/g, '\uFFFD');
}
