/**
 * The items of a long list in a map, cut out by their lines, so that they can be parsed a few at a time. As in
 * yaml-parts.ts, what is not written plainly is left whole.
 */

/** Parsed in a few milliseconds. */
const CHUNK_CHARACTERS = 8192;

export interface Chunk {
  readonly text: string;
  /** Of its first line, from 0. */
  readonly line: number;
}

export interface CutOut {
  /** The map, with empty lines for those of the items. */
  readonly rest: string;
  /** The items, some in each. */
  readonly chunks: readonly Chunk[];
}

/**
 * Of a text `name:` with a map below it, of which one value is the list. `line`: of its first line, from 0.
 * Null when there is no such list, or when it is short.
 */
export function cutOutList(text: string, key: string, line: number): CutOut | null {
  if (text.length <= 2 * CHUNK_CHARACTERS) return null;
  const lines = text.split('\n');
  const inner = indentOf(lines.slice(1).find(hasContent) ?? '');
  const isKey = (each: string) => indentOf(each) === inner && each.slice(inner).startsWith(`${key}:`);
  const at = lines.findIndex(isKey);
  if (at < 1 || !isBare(lines[at] ?? '', key) || lines.findLastIndex(isKey) !== at) return null;
  const first = lines.findIndex((each, i) => i > at && hasContent(each));
  const indent = indentOf(lines[first] ?? '');
  const isItem = (each: string) => indentOf(each) === indent && isItemAt(each, indent);
  if (first < 0 || indent < inner || !isItem(lines[first] ?? '')) return null;
  let end = first;
  while (end < lines.length && (!hasContent(lines[end] ?? '') || isWithin(lines[end] ?? '', indent)))
    end += 1;
  if (end < lines.length && indentOf(lines[end] ?? '') > inner) return null;
  const rest = lines.map((each, i) => (i >= first && i < end ? '' : each)).join('\n');
  return { rest, chunks: chunksOf(lines.slice(first, end), isItem, line + first) };
}

function chunksOf(lines: readonly string[], isItem: (line: string) => boolean, line: number): Chunk[] {
  const chunks: Chunk[] = [];
  let from = 0;
  let size = 0;
  lines.forEach((each, i) => {
    if (size > CHUNK_CHARACTERS && isItem(each)) {
      chunks.push({ text: lines.slice(from, i).join('\n'), line: line + from });
      from = i;
      size = 0;
    }
    size += each.length + 1;
  });
  return [...chunks, { text: lines.slice(from).join('\n'), line: line + from }];
}

const hasContent = (line: string) => /^ *[^ #\r]/.test(line);
const indentOf = (line: string) => /^ */.exec(line)?.[0].length ?? 0;
const isItemAt = (line: string, at: number) => /^-(?:[ \r]|$)/.test(line.slice(at));
const isWithin = (line: string, indent: number) => indentOf(line) > indent || isItemAt(line, indent);
const isBare = (line: string, key: string) => new RegExp(`^ *${key}:[ \\t]*(?:#.*)?\\r?$`).test(line);
