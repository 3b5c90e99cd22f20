/** Values that fill a file of sysfs or /proc/sys. */

const ZERO = 0x30;
const MINUS = 0x2d;
/** Up to here digits add up to an exact double. */
const EXACT_DIGITS = 15;
/** The length of the longest 64-bit integer. */
const MAX_CHARACTERS = 20;

/** A decimal integer, or a hexadecimal one after `0x`, without the blanks around it; NaN when it is none. */
export function integerOf(bytes: Uint8Array): number {
  const end = textEnd(bytes);
  let at = textStart(bytes, end);
  const negative = bytes[at] === MINUS;
  if (negative) at += 1;
  if (end - at > EXACT_DIGITS) return unusualInteger(bytes, at, end, negative);
  if (at === end) return NaN;
  let value = 0;
  for (let i = at; i < end; i += 1) {
    const digit = (bytes[i] as number) - ZERO;
    if (digit < 0 || digit > 9) return unusualInteger(bytes, at, end, negative);
    value = value * 10 + digit;
  }
  return negative ? -value : value;
}

function unusualInteger(bytes: Uint8Array, start: number, end: number, negative: boolean): number {
  if (end - start > MAX_CHARACTERS) return NaN;
  const text = String.fromCharCode(...bytes.subarray(start, end));
  if (!/^(?:0x[0-9a-fA-F]{1,16}|\d+)$/.test(text)) return NaN;
  return negative ? -Number(text) : Number(text);
}

/** The text of a file without the blanks around it; what is not UTF-8 becomes U+FFFD. */
export function textOf(bytes: Uint8Array): string {
  const end = textEnd(bytes);
  const start = textStart(bytes, end);
  let text = '';
  for (let i = start; i < end; i += 1) {
    const byte = bytes[i] as number;
    if (byte >= 0x80) return new TextDecoder().decode(bytes.subarray(start, end));
    text += String.fromCharCode(byte);
  }
  return text;
}

function textEnd(bytes: Uint8Array): number {
  let end = bytes.length;
  while (end > 0 && isBlank(bytes[end - 1] as number)) end -= 1;
  return end;
}

function textStart(bytes: Uint8Array, end: number): number {
  let start = 0;
  while (start < end && isBlank(bytes[start] as number)) start += 1;
  return start;
}

/** Space, tab, line feed, vertical tab, form feed, carriage return. */
function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
