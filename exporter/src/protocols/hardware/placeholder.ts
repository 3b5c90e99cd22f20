/** What makers leave in the fields they forgot. */
const PLACEHOLDER =
  /^(?:to be filled.*|default string|not .*|system serial.*|none|empty|n\/a|unknown|chassis serial.*|[0x.-]+|f+[-f]*|0*123456789.*)$/i;

/** Whether a serial number, a UUID or a name says nothing. */
export function isPlaceholder(text: string): boolean {
  return text === '' || PLACEHOLDER.test(text);
}
