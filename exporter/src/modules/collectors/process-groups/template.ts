/** The part of Go's text/template that names of process groups use. */

/** What a template may tell of a process. */
export interface Subject {
  readonly comm: string;
  readonly exeBase: string;
  readonly exeFull: string;
  /** Costs a file, as `cgroups` does. */
  readonly username: () => string;
  readonly pid: number;
  /** Seconds since the epoch. */
  readonly startTime: number;
  readonly cgroups: () => readonly string[];
  readonly matches: ReadonlyMap<string, string>;
}

export interface Template {
  readonly source: string;
  /** Names of the fields it uses, such as `Username`. */
  readonly fields: ReadonlySet<string>;
  render(subject: Subject): string;
}

export const ALLOWED_ACTIONS =
  '{{.Comm}} {{.ExeBase}} {{.ExeFull}} {{.Username}} {{.PID}} {{.StartTime}} {{.Cgroups}} {{.Matches.Name}} ' +
  '{{index .Matches "Name"}} {{index .Cgroups 0}}';

const FIELDS: Readonly<Record<string, (subject: Subject) => string>> = {
  Comm: ({ comm }) => comm,
  ExeBase: ({ exeBase }) => exeBase,
  ExeFull: ({ exeFull }) => exeFull,
  Username: ({ username }) => username(),
  PID: ({ pid }) => String(pid),
  StartTime: ({ startTime }) => formatGoTime(startTime),
  Cgroups: ({ cgroups }) => `[${cgroups().join(' ')}]`,
};

interface Action {
  readonly field: string;
  /** Null ends the text: Go stops at an error and keeps what it has written. */
  readonly render: (subject: Subject) => string | null;
}

/** Null when it uses anything else than ALLOWED_ACTIONS. */
export function parseTemplate(text: string): Template | null {
  const parts: (string | Action)[] = [];
  let rest = text;
  for (;;) {
    const open = rest.indexOf('{{');
    if (open < 0) break;
    const close = rest.indexOf('}}', open);
    if (close < 0) return null;
    const inner = rest.slice(open + 2, close);
    const trimLeft = /^-\s/.test(inner);
    const trimRight = /\s-$/.test(inner);
    const action = parseAction(inner.slice(trimLeft ? 1 : 0, trimRight ? -1 : undefined).trim());
    if (!action) return null;
    const before = rest.slice(0, open);
    parts.push(trimLeft ? before.trimEnd() : before, action);
    rest = trimRight ? rest.slice(close + 2).trimStart() : rest.slice(close + 2);
  }
  parts.push(rest);
  const fields = new Set(parts.flatMap((part) => (typeof part === 'string' ? [] : [part.field])));
  return { source: text, fields, render: (subject) => render(parts, subject) };
}

function render(parts: readonly (string | Action)[], subject: Subject): string {
  let text = '';
  for (const part of parts) {
    const piece = typeof part === 'string' ? part : part.render(subject);
    if (piece === null) return text;
    text += piece;
  }
  return text;
}

function parseAction(source: string): Action | null {
  const field = /^\.(\w+)$/.exec(source)?.[1];
  const plain = field === undefined || !Object.hasOwn(FIELDS, field) ? undefined : FIELDS[field];
  if (field !== undefined && plain) return { field, render: plain };
  const match = /^\.Matches\.(\w+)$/.exec(source)?.[1];
  if (match !== undefined)
    return { field: 'Matches', render: ({ matches }) => matches.get(match) ?? '<no value>' };
  const key = /^index\s+\.Matches\s+(?:"([^"\\]*)"|`([^`]*)`)$/.exec(source);
  if (key) return { field: 'Matches', render: ({ matches }) => matches.get(key[1] ?? key[2] ?? '') ?? '' };
  const position = /^index\s+\.Cgroups\s+(\d{1,4})$/.exec(source)?.[1];
  if (position !== undefined) {
    return { field: 'Cgroups', render: ({ cgroups }) => cgroups()[Number(position)] ?? null };
  }
  return null;
}

/** As Go prints a UTC time: `2026-11-21 03:02:00.12 +0000 UTC`. */
function formatGoTime(seconds: number): string {
  const hundredths = Math.round(seconds * 100);
  const iso = new Date(hundredths * 10).toISOString();
  const fraction = iso.slice(20, 22).replace(/0+$/, '');
  return `${iso.slice(0, 10)} ${iso.slice(11, 19)}${fraction && `.${fraction}`} +0000 UTC`;
}
