/** Texts of records and inventories: a type/length byte and its content (IPMI 2.0, 43.15; FRU 1.3, 13). */

/** Bits 7:6 of a type/length byte; 0 is Unicode in records and binary in inventories. */
export const TEXT_TYPE = { unicodeOrBinary: 0, bcdPlus: 1, sixBit: 2, eightBit: 3 } as const;

const BCD_PLUS = '0123456789 -.:,_';
/** Six-bit ASCII has the characters from the space on. */
const SIX_BIT_FIRST = 0x20;

/** ASCII with Latin 1, up to a NUL: some firmware pads with them. */
export function latin1(bytes: Uint8Array): string {
  const nul = bytes.indexOf(0);
  return String.fromCharCode(...(nul < 0 ? bytes : bytes.subarray(0, nul)));
}

export function bcdPlus(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += `${BCD_PLUS.charAt(byte >> 4)}${BCD_PLUS.charAt(byte & 0x0f)}`;
  return text;
}

/** Four characters in three bytes, the first in the lowest bits. */
export function sixBit(bytes: Uint8Array): string {
  let text = '';
  let bits = 0;
  let count = 0;
  for (const byte of bytes) {
    bits |= byte << count;
    count += 8;
    for (; count >= 6; count -= 6, bits >>= 6) text += String.fromCharCode(SIX_BIT_FIRST + (bits & 0x3f));
  }
  return text;
}

/** UCS-2, lowest byte first, up to a NUL; what is no character becomes U+FFFD. */
export function unicode(bytes: Uint8Array): string {
  const text = new TextDecoder('utf-16le').decode(bytes.subarray(0, bytes.length & ~1));
  const nul = text.indexOf('\0');
  return nul < 0 ? text : text.slice(0, nul);
}

/** As lower-case hexadecimal digits. */
export function hexDigits(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
