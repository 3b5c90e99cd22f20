/** Longer ones are folded up. */
export const SHORT = 120;

/** A value as it was before or after a change; null when there was none. */
export function valueText(value: unknown): string | null {
  if (value === null || value === undefined) {
    return null;
  }
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

/** On one line, cut short. */
export function shortText(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length > SHORT ? `${line.slice(0, SHORT - 1)}…` : line;
}
