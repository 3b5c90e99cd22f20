export interface Assignment {
  readonly name: string;
  readonly value: string;
  /** Counted from 1. */
  readonly line: number;
}

const ASSIGNMENT = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/;

/**
 * Lines `NAME=value`, with `#` comments, optional `export`, and optional quotes around the value;
 * within double quotes \n, \" and \\ are escapes. Returns the numbers of lines that are none of these.
 */
export function parseEnvFile(text: string): {
  readonly assignments: Assignment[];
  readonly badLines: number[];
} {
  const assignments: Assignment[] = [];
  const badLines: number[] = [];
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  for (const [index, raw] of lines.entries()) {
    const content = raw.trim();
    if (content === '' || content.startsWith('#')) continue;
    const [, name, rest] = ASSIGNMENT.exec(content) ?? [];
    const value = rest === undefined ? null : unquote(rest);
    if (name === undefined || value === null) badLines.push(index + 1);
    else assignments.push({ name, value, line: index + 1 });
  }
  return { assignments, badLines };
}

/** Null when a quote is not closed or something follows it. */
function unquote(text: string): string | null {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return text.replace(/\s+#.*$/, '').trim();
  const pattern = quote === '"' ? /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/ : /^'([^']*)'\s*(?:#.*)?$/;
  const inner = pattern.exec(text)?.[1];
  if (inner === undefined) return null;
  return quote === '"'
    ? inner.replace(/\\(.)/g, (_, escaped: string) => (escaped === 'n' ? '\n' : escaped))
    : inner;
}
