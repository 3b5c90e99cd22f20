/** Octets as text. */

const REPLACEMENTS = /\ufffd{2,}/g;

/** UTF-8; octets in a row that are none become one U+FFFD, as Go's strings.ToValidUTF8 has it. */
export function utf8Text(octets: Buffer): string {
  const text = octets.toString('utf8');
  if (!text.includes('\ufffd')) return text;
  // A device may have sent U+FFFD itself: that is valid and stays as it is.
  return Buffer.from(text).equals(octets) ? text : text.replace(REPLACEMENTS, '\ufffd');
}
