/** A change of an asset in short; its page has the whole of it. */

const MAX_VALUE = 60;

/** As JSON, but for what needs none; null where there was nothing. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
  return text.length <= MAX_VALUE ? text : `${text.slice(0, MAX_VALUE - 1)}…`;
}
