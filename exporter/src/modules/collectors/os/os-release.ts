import { ModuleError } from '../../../contract/module.ts';

/** Real ones have about 15 lines. */
const MAX_LINES = 1000;

/**
 * os-release(5) as node_exporter reads it: `KEY=value`, `KEY="a \"value\""`, `KEY='value'`, `# comment`.
 * @throws ModuleError `malformed_reply` when a line is something else.
 */
export function parseOsRelease(text: string): Map<string, string> {
  const lines = text.split('\n', MAX_LINES + 1);
  if (lines.length > MAX_LINES)
    throw new ModuleError('limit_exceeded', `os-release: more than ${MAX_LINES} lines`);
  const values = new Map<string, string>();
  lines.forEach((each, i) => {
    const line = each.trim();
    if (line === '' || line.startsWith('#')) return;
    const equals = line.indexOf('=');
    const key = line
      .slice(0, Math.max(equals, 0))
      .replace(/^export /, '')
      .trimEnd();
    const value = /^[A-Za-z_]/.test(key) ? parseValue(line.slice(equals + 1).trimStart()) : null;
    if (value === null)
      throw new ModuleError('malformed_reply', `os-release: line ${i + 1} is not an assignment`);
    values.set(key, value);
  });
  return values;
}

const ESCAPED: Readonly<Record<string, string>> = { '"': '"', '\\': '\\', n: '\n', t: '\t' };
/** One piece of a value: bare text, a text in quotes of either kind, blanks, or the beginning of a comment. */
const PIECE = /([^\s"'#]+)|"((?:[^"\\]|\\["\\nt])*)"|'([^']*)'|(\s+)|(#)/y;
const CONTROL = /[\0-\x1f]/;

/** Null when a quote is not closed, or for an escape or control character that os-release does not have. */
function parseValue(text: string): string | null {
  if (CONTROL.test(text)) return null;
  let value = '';
  /** Blanks count only when something follows that is no comment. */
  let blanks = '';
  PIECE.lastIndex = 0;
  while (PIECE.lastIndex < text.length) {
    const match = PIECE.exec(text);
    if (!match) return null;
    const [, bare, double, single, blank, comment] = match;
    if (comment !== undefined) return value;
    if (blank !== undefined) blanks += blank;
    else {
      const unescaped = double?.replace(/\\(.)/g, (_all, letter: string) => ESCAPED[letter] ?? letter);
      value += blanks + (bare ?? unescaped ?? single ?? '');
      blanks = '';
    }
  }
  return value;
}

/** The beginning of a version as a number: 20.04 of `20.04.2 LTS`; null when it does not begin with one. */
export function majorMinor(version: string): number | null {
  const match = /^\d+(?:\.\d*)?/.exec(version);
  return match ? Number(match[0]) : null;
}

/** Seconds since the epoch at the beginning of a day such as `2027-04-30`; null when it is none. */
export function startOfDay(day: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return null;
  const date = new Date(`${day}T00:00:00Z`);
  // 30 February becomes a day in March.
  return Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day) ? null : date.getTime() / 1000;
}
