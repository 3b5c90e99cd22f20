/** Comma-separated values as RFC 4180 has them, safe to open in a spreadsheet. */

/** Excel takes a file without it for one in the local code page. */
export const BYTE_ORDER_MARK = '\uFEFF';

/**
 * What a spreadsheet would run as a formula: also after blanks, which some strip, and in full width
 * (OWASP, CSV injection).
 */
const FORMULA = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;
/** The same within a text, after what one that splits at semicolons takes for the end of a cell, quotes or not. */
const INNER_FORMULA = /([;\t\r\n])(?=[\s\p{Cc}"]*[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;
const NEEDS_QUOTES = /[",\r\n]/;

/** One line. Whatever in a text looks like a formula gets an apostrophe before it; numbers stay as they are. */
export function csvLine(cells: readonly (string | number | boolean | null)[]): string {
  return `${cells.map(cellOf).join(',')}\r\n`;
}

function cellOf(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const text = (FORMULA.test(value) ? `'${value}` : value).replace(INNER_FORMULA, "$1'");
  return NEEDS_QUOTES.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
