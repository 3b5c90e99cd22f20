/**
 * The entries of a large YAML file, each parsed by itself: that takes the memory of its largest part. A file which is
 * not written so plainly that its lines tell where an entry begins is parsed as a whole.
 */
import { LineCounter, parseDocument, type Document } from 'yaml';

export interface Part {
  readonly document: Document.Parsed;
  readonly lineOf: (offset: number) => number;
}

/** The lines of an entry. */
interface Slice {
  readonly key: string;
  /** Offset of its first line. */
  readonly from: number;
  /** Offset behind its last line. */
  readonly to: number;
  /** Of its first line, from 0. */
  readonly line: number;
  /** True when nothing follows the key on its line. */
  readonly bare: boolean;
}

/** What a generator writes: a plain key, its colon, and then nothing or a blank. */
const KEY = /([A-Za-z_][\w.-]*):(?=[ \t\r\n]|$)[ \t]*(#.*|\r)?/y;

/** Parses `text`, of which `line` lines come before it. */
export function parsePart(text: string, line = 0): Part {
  const lines = new LineCounter();
  // All scalars are texts, whose meaning depends on the key; duplicate keys are found where the keys are read.
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    schema: 'failsafe',
    uniqueKeys: false,
    // Those are for the console.
    logLevel: 'error',
  });
  return { document, lineOf: (offset) => lines.linePos(offset).line + line };
}

/**
 * The texts of the entries of the file's map, and where the value of one of `within` has nothing on the line of its
 * key, those of the entries of that value. Null when the lines do not tell.
 */
export function splitEntries(text: string, within: ReadonlySet<string>): readonly Entry[] | null {
  const top = slices(text, 0, text.length, 0);
  if (!top) return null;
  const entries: Entry[] = [];
  for (const slice of top) {
    const inner = within.has(slice.key) && slice.bare ? innerSlices(text, slice) : null;
    if (inner) entries.push(...inner.map((each) => entryOf(text, each, slice.key)));
    else entries.push(entryOf(text, slice, null));
  }
  return entries;
}

export interface Entry {
  /** The key of the file's map whose value it belongs to; null for an entry of the file's map itself. */
  readonly under: string | null;
  readonly key: string;
  readonly text: string;
  /** Of its first line, from 0. */
  readonly line: number;
}

function entryOf(text: string, { key, from, to, line }: Slice, under: string | null): Entry {
  return { under, key, text: text.slice(from, to), line };
}

function innerSlices(text: string, outer: Slice): Slice[] | null {
  const from = nextLine(text, outer.from, outer.to);
  const first = firstContent(text, from, outer.to);
  if (first === null || first.indent === 0) return null;
  const inner = slices(text, from, outer.to, first.indent);
  return inner?.map((each) => ({ ...each, line: each.line + outer.line + 1 })) ?? null;
}

/** Null when a line is neither a key with that indent, nor indented further, nor empty. */
function slices(text: string, from: number, to: number, indent: number): Slice[] | null {
  const found: Slice[] = [];
  let line = 0;
  for (let at = from; at < to; at = nextLine(text, at, to), line += 1) {
    const start = contentStart(text, at, to);
    if (start === null) continue;
    if (start - at > indent) {
      if (found.length === 0) return null;
      continue;
    }
    KEY.lastIndex = start;
    const match = start - at === indent ? KEY.exec(text) : null;
    if (!match) return null;
    const end = match.index + match[0].length;
    found.push({ key: match[1] ?? '', from: at, to, line, bare: end >= to || text[end] === '\n' });
  }
  return found.map((each, i) => ({ ...each, to: found[i + 1]?.from ?? to }));
}

function nextLine(text: string, at: number, to: number): number {
  const end = text.indexOf('\n', at);
  return end === -1 || end >= to ? to : end + 1;
}

/** Where the line that begins there has something besides blanks and comments; null when it has not. */
function contentStart(text: string, at: number, to: number): number | null {
  let start = at;
  while (start < to && text[start] === ' ') start += 1;
  const character = start < to ? text[start] : '\n';
  return character === '\n' || character === '\r' || character === '#' ? null : start;
}

function firstContent(text: string, from: number, to: number): { indent: number } | null {
  for (let at = from; at < to; at = nextLine(text, at, to)) {
    const start = contentStart(text, at, to);
    if (start !== null) return { indent: start - at };
  }
  return null;
}
