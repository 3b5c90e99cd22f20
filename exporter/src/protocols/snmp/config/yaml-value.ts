import { isAlias, isMap, isScalar, isSeq, Scalar, type Document, type Node, type YAMLMap } from 'yaml';
import { UserError } from '../../../model/errors.ts';
import { didYouMean } from '../../suggest.ts';
import type { Mistakes } from './mistakes.ts';
import { isNull } from './scalars.ts';
import type { Part } from './yaml-parts.ts';

/** Thirty times the 53 public modules of snmp_exporter. More than that is a bomb made of aliases. */
const MAX_VALUES = 5_000_000;
/** Of a value that is shown with what is wrong with it. */
const MAX_SHOWN = 100;

/** The file that is read. */
export class Source {
  readonly file: string;
  readonly mistakes: Mistakes;
  /** True when an alias was met whose anchor is not in the part that was parsed. */
  anchorMissing = false;
  #values = 0;

  constructor(file: string, mistakes: Mistakes) {
    this.file = file;
    this.mistakes = mistakes;
  }

  /** The value of the whole part, which stands at that path in the file. */
  valueOf(part: Part, path: Path | null = null): Value {
    return new Value(this, part, part.document.contents, path, 0);
  }

  count(): void {
    this.#values += 1;
    if (this.#values > MAX_VALUES) throw new UserError(`more than ${MAX_VALUES} values  (${this.file})`);
  }
}

/** Keys and numbers of items that lead to a value, the last first. */
export interface Path {
  readonly up: Path | null;
  readonly step: string | number;
}

function describe(path: Path | null): string {
  const steps: string[] = [];
  for (let at = path; at; at = at.up) {
    const { step } = at;
    steps.unshift(typeof step === 'number' ? `[${step}]` : at.up ? `.${step}` : step);
  }
  return steps.join('');
}

/** A value of a YAML document, and where it stands. What cannot be read is noted as a mistake. */
export class Value {
  readonly #source: Source;
  readonly #part: Part;
  readonly #node: Node | null;
  readonly #path: Path | null;
  /** Where it is when there is no node: that of its key. */
  readonly #offset: number;

  constructor(source: Source, part: Part, node: unknown, path: Path | null, offset: number) {
    source.count();
    this.#source = source;
    this.#part = part;
    this.#path = path;
    this.#node = resolved(node, source, part.document);
    this.#offset = (node as Node | null)?.range?.[0] ?? offset;
  }

  get path(): Path | null {
    return this.#path;
  }

  /** Keys that lead to it: `modules.if_mib.metrics[3]`. */
  get at(): string {
    return describe(this.#path);
  }

  get line(): number {
    return this.#part.lineOf(this.#offset);
  }

  get isNull(): boolean {
    const node = this.#node;
    return node === null || (isScalar(node) && node.type === Scalar.PLAIN && isNull(String(node.value)));
  }

  /** Null when there is none, or a list or a map, which is a mistake. */
  text(): string | null {
    if (this.isNull) return null;
    if (isScalar(this.#node)) return String(this.#node.value);
    this.mistake('expected a text');
    return null;
  }

  /** `first`: the number of the first one, where the list is a part of a longer one. */
  items(first = 0): Value[] {
    if (this.isNull) return [];
    const node = this.#node;
    if (isSeq(node)) return node.items.map((item, i) => this.#child(first + i, item, this.#offset));
    this.mistake('expected a list');
    return [];
  }

  /** By key, those of a merge key (`<<`) where the map has none of its own. */
  entries(): Map<string, Value> {
    const entries = new Map<string, Value>();
    if (this.isNull) return entries;
    if (isMap(this.#node)) this.#addEntries(this.#node, entries, []);
    else this.mistake('expected keys and values');
    return entries;
  }

  /** The entries, of which each key has to be an allowed one. */
  fields<K extends string>(allowed: readonly K[]): Partial<Record<K, Value>> {
    const entries = this.entries();
    for (const [key, value] of entries) {
      if ((allowed as readonly string[]).includes(key)) continue;
      const hint = didYouMean(key, allowed);
      value.mistake(`unknown key${hint} (allowed: ${allowed.join(', ')})`);
    }
    return Object.fromEntries(entries) as Partial<Record<K, Value>>;
  }

  mistake(reason: string): void {
    this.#source.mistakes.add(`${this.at || 'the file'}: ${reason}`, this.#source.file, this.line);
  }

  /** A mistake in a text that is no secret. */
  mistaken(text: string, reason: string): void {
    const shown = JSON.stringify(text.slice(0, MAX_SHOWN));
    this.#source.mistakes.add(`${this.at} = ${shown}: ${reason}`, this.#source.file, this.line);
  }

  #child(step: string | number, node: unknown, offset: number): Value {
    return new Value(this.#source, this.#part, node, { up: this.#path, step }, offset);
  }

  #addEntries(map: YAMLMap, entries: Map<string, Value>, within: readonly Node[]): void {
    const own = new Set<string>();
    const merges: unknown[] = [];
    for (const { key, value } of map.items) {
      this.#source.count();
      const offset = (key as Node | null)?.range?.[0] ?? this.#offset;
      const name = isScalar(key) ? String(key.value) : null;
      if (name === null) this.#child('?', null, offset).mistake('expected a text as key');
      else if (name === '<<' && isScalar(key) && key.type === Scalar.PLAIN) merges.push(value);
      else if (own.has(name)) this.#child(name, null, offset).mistake('is given twice');
      else if (!entries.has(name)) entries.set(name, this.#child(name, value, offset));
      if (name !== null) own.add(name);
    }
    for (const each of merges) this.#merge(each, entries, [...within, map]);
  }

  #merge(node: unknown, entries: Map<string, Value>, within: readonly Node[]): void {
    this.#source.count();
    const from = resolved(node, this.#source, this.#part.document);
    if (from && within.includes(from)) this.mistake('<<: contains itself');
    else if (isSeq(from)) for (const each of from.items) this.#merge(each, entries, [...within, from]);
    else if (isMap(from)) this.#addEntries(from, entries, within);
    else this.mistake('<<: expected another map');
  }
}

/** What an alias stands for. */
function resolved(node: unknown, source: Source, document: Document.Parsed): Node | null {
  if (!isAlias(node)) return (node ?? null) as Node | null;
  const target = node.resolve(document);
  if (!target) source.anchorMissing = true;
  return target ?? null;
}
