import { isMap, isScalar, LineCounter, parseDocument, type Document, type Node, type YAMLMap } from 'yaml';
import type { Entry, Layer, Origin, Problem } from './entry.ts';
import { isSection, type SchemaNode } from './json-schema.ts';
import { didYouMean } from '../../protocols/suggest.ts';
import { messageOf } from '../../model/errors.ts';

/** More than any hand-written file repeats an anchor, and far less than a bomb of aliases needs. */
const MAX_ALIASES = 100;

/** Reads fathom.yml: its values by key, each with its line, and whatever is no key. */
export function yamlLayer(file: string, text: string, schema: SchemaNode): Layer {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const originAt = (offset: number): Origin => ({ kind: 'file', file, line: lines.linePos(offset).line });
  if (document.errors.length > 0) {
    const problems = document.errors.map((error) => ({
      origin: originAt(error.pos[0]),
      message: error.message,
    }));
    return { entries: [], problems };
  }
  const reader = new Reader(document, originAt);
  reader.section(document.contents, schema, [], originAt(0));
  return reader;
}

class Reader implements Layer {
  readonly entries: Entry[] = [];
  readonly problems: Problem[] = [];
  readonly #document: Document;
  readonly #originAt: (offset: number) => Origin;

  constructor(document: Document, originAt: (offset: number) => Origin) {
    this.#document = document;
    this.#originAt = originAt;
  }

  section(node: unknown, schema: SchemaNode, path: readonly string[], origin: Origin): void {
    const map = this.#resolve(node);
    if (map === null || (isScalar(map) && map.value === null)) return;
    if (!isMap(map)) {
      this.problems.push({ origin, message: `${path.join('.') || 'the file'}: expected keys and values` });
      return;
    }
    this.#pairs(map, schema, path);
  }

  #pairs(map: YAMLMap, schema: SchemaNode, path: readonly string[]): void {
    for (const { key: keyNode, value } of map.items) {
      const name = isScalar(keyNode) ? String(keyNode.value) : String(keyNode);
      const origin = this.#originAt((keyNode as Node | null)?.range?.[0] ?? 0);
      const child = schema.properties?.[name];
      const childPath = [...path, name];
      if (!child) this.problems.push({ origin, message: unknownKey(childPath, schema) });
      else if (isSection(child)) this.section(value, child, childPath, origin);
      else this.#leaf(value, child, childPath, origin);
    }
  }

  #leaf(node: unknown, schema: SchemaNode, path: readonly string[], origin: Origin): void {
    const name = path.join('.');
    try {
      const value = (node as Node | null)?.toJS(this.#document, { maxAliasCount: MAX_ALIASES }) as unknown;
      this.entries.push({ key: { path, name, node: schema }, value: value ?? null, origin });
    } catch (error) {
      this.problems.push({ origin, message: `${name}: ${messageOf(error)}` });
    }
  }

  #resolve(node: unknown): Node | null {
    const candidate = node as (Node & { resolve?: (document: Document) => Node | undefined }) | null;
    return candidate?.resolve ? (candidate.resolve(this.#document) ?? null) : candidate;
  }
}

function unknownKey(path: readonly string[], schema: SchemaNode): string {
  const name = path.at(-1) ?? '';
  return `${path.join('.')}: unknown key${didYouMean(name, Object.keys(schema.properties ?? {}))}`;
}
