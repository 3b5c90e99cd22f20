/** Octets as text. */

/** Stands for octets that are no UTF-8. */
export const REPLACEMENT = '\ufffd';
const REPLACEMENTS = /\ufffd{2,}/g;

/** UTF-8; octets in a row that are none become one U+FFFD, as Go's strings.ToValidUTF8 has it. */
export function utf8Text(octets: Buffer): string {
  const text = octets.toString('utf8');
  if (!text.includes(REPLACEMENT)) return text;
  // A device may have sent U+FFFD itself: that is valid and stays as it is.
  return Buffer.from(text).equals(octets) ? text : text.replace(REPLACEMENTS, REPLACEMENT);
}

const DIGITS = Buffer.from('0123456789ABCDEF');
/** To put one together in: each interface has an address, and would leave a dozen of pieces behind. */
const ADDRESS = Buffer.from('00:00:00:00:00:00');

/** `01:23:45:67:89:AB`, of six octets. */
export function physAddress(octets: Buffer): string {
  for (let i = 0; i < 6; i += 1) {
    const octet = octets[i] ?? 0;
    ADDRESS[3 * i] = DIGITS[octet >> 4] ?? 0;
    ADDRESS[3 * i + 1] = DIGITS[octet & 0x0f] ?? 0;
  }
  return ADDRESS.toString('latin1');
}
