/** One family of an answer, written line by line. */
import type { FamilyType, TextFamily, WrittenText } from '../../../model/text-family.ts';
import { textHead } from '../../text-format/series.ts';
import { type LineBytes, mostBytes } from './line-bytes.ts';
import type { Row } from './row-labels.ts';

/** What drafts share. */
export interface Desk {
  readonly lines: LineBytes;
  /** @throws ModuleError `limit_exceeded` */
  count(bytes: number): void;
}

/** Made once for all scrapes. */
export class FamilyHead {
  readonly name: string;
  readonly type: FamilyType;
  readonly help: string;
  /** HELP and TYPE. */
  readonly text: string;
  readonly textBytes: number;
  /** What each line begins with when there are labels. */
  readonly start: string;

  constructor(name: string, type: FamilyType, help: string) {
    this.name = name;
    this.type = type;
    this.help = help;
    this.text = textHead(name, type, help);
    this.textBytes = Buffer.byteLength(this.text);
    this.start = `${name}{`;
  }
}

/** One that stands among the labels of rows. */
export interface FurtherLabel {
  /** `name="`. */
  readonly start: string;
  /** How many of the row's stand before it. */
  readonly before: number;
}

/** Some lines of a family, which follow each other in memory. */
interface Piece {
  readonly chunk: Buffer;
  readonly start: number;
  readonly end: number;
}

const NO_BYTES = Buffer.alloc(0);
/** Characters of a line beside its name, its labels and its number: `{`, `,`, `="`, `"`, `} `, and the line end. */
const PUNCTUATION = 8;

/** A series is written once; what comes again is left out, and its writer is told. */
export class FamilyDraft implements TextFamily, WrittenText {
  readonly #head: FamilyHead;
  readonly #id: number;
  readonly #desk: Desk;
  /** The last piece; those before it. */
  #chunk: Buffer = NO_BYTES;
  #start = 0;
  #end = 0;
  #earlier: Piece[] | null = null;
  /** Labels of what is written; null as long as rows know by themselves that they were. */
  #series: Set<string> | null = null;

  /** `id`: a number that no other draft has. */
  constructor(head: FamilyHead, id: number, desk: Desk) {
    this.#head = head;
    this.#id = id;
    this.#desk = desk;
  }

  get name(): string {
    return this.#head.name;
  }

  get type(): FamilyType {
    return this.#head.type;
  }

  get help(): string {
    return this.#head.help;
  }

  get lines(): string {
    const text = this.#pieces()
      .map(({ chunk, start, end }) => chunk.toString('utf8', start, end))
      .join('');
    return text.slice(this.#head.text.length);
  }

  get written(): WrittenText {
    return this;
  }

  get size(): number {
    let size = this.#end - this.#start;
    if (this.#earlier) for (const { start, end } of this.#earlier) size += end - start;
    return size;
  }

  copyTo(page: Buffer, at: number): number {
    let to = at;
    if (this.#earlier)
      for (const { chunk, start, end } of this.#earlier) to += chunk.copy(page, to, start, end);
    return to + this.#chunk.copy(page, to, this.#start, this.#end);
  }

  /** False when it was there before. */
  addRow(row: Row, value: number): boolean {
    if (this.#series) return this.#addLabels(row.text, value);
    const owner = row.twin ?? row;
    if (owner.family === this.#id) return false;
    owner.family = this.#id;
    this.#append(row.text, value);
    return true;
  }

  /** `text`: of the further label, escaped. False when it was there before. */
  addRowWith(row: Row, label: FurtherLabel, text: string, value: number): boolean {
    if (this.#series) return this.#addLabels(labelsWith(row, label, text), value);
    if (!this.#isNew(row.twin ?? row, text)) return false;
    this.#appendWith(row, label, text, value);
    return true;
  }

  /** Marks what it is asked for. */
  #isNew(owner: Row, text: string): boolean {
    const { further } = owner;
    if (owner.family !== this.#id || further === null) {
      owner.family = this.#id;
      owner.further = text;
      return true;
    }
    const texts = typeof further === 'string' ? new Set([further]) : further;
    if (texts.has(text)) return false;
    owner.further = texts.add(text);
    return true;
  }

  /** `labels`: `a="x",b="y"`. False when they were there before. */
  #addLabels(labels: string, value: number): boolean {
    const series = this.#series as Set<string>;
    if (series.has(labels)) return false;
    series.add(labels);
    this.#append(labels, value);
    return true;
  }

  /** From now on labels tell what was written. */
  expectOthers(): void {
    if (this.#series) return;
    const start = this.#head.start.length;
    const labels = this.lines
      .split('\n')
      .slice(0, -1)
      .map((line) => line.slice(start, Math.max(start, line.lastIndexOf('} '))));
    this.#series = new Set(labels);
  }

  #append(labels: string, value: number): void {
    const { start, name } = this.#head;
    const lines = this.#begin(labels.length);
    const before = lines.end;
    if (labels === '') {
      lines.append(name);
      lines.append(' ');
    } else {
      lines.append(start);
      lines.append(labels);
      lines.append('} ');
    }
    this.#finishLine(lines, value, before);
  }

  #appendWith({ text: rowText, pairs }: Row, label: FurtherLabel, text: string, value: number): void {
    const lines = this.#begin(rowText.length + label.start.length + text.length);
    const before = lines.end;
    lines.append(this.#head.start);
    for (let k = 0; k < label.before; k += 1) {
      lines.append(pairs[k] as string);
      lines.append(',');
    }
    lines.append(label.start);
    lines.append(text);
    lines.append('"');
    for (let k = label.before; k < pairs.length; k += 1) {
      lines.append(',');
      lines.append(pairs[k] as string);
    }
    lines.append('} ');
    this.#finishLine(lines, value, before);
  }

  /** Where the next line goes: right behind the last one, unless somebody else has written meanwhile. */
  #begin(characters: number): LineBytes {
    const { lines } = this.#desk;
    const { text, name } = this.#head;
    const isFirst = this.#end === 0;
    lines.begin(mostBytes(characters + name.length + PUNCTUATION + (isFirst ? text.length : 0)));
    if (this.#chunk !== lines.chunk || this.#end !== lines.end) this.#beginPiece(lines);
    if (isFirst) lines.append(text);
    return lines;
  }

  #beginPiece({ chunk, end }: LineBytes): void {
    if (this.#end > 0)
      (this.#earlier ??= []).push({ chunk: this.#chunk, start: this.#start, end: this.#end });
    this.#chunk = chunk;
    this.#start = end;
  }

  #finishLine(lines: LineBytes, value: number, before: number): void {
    lines.appendNumber(value);
    lines.append('\n');
    this.#end = lines.end;
    this.#desk.count(lines.end - before);
  }

  #pieces(): Piece[] {
    return [...(this.#earlier ?? []), { chunk: this.#chunk, start: this.#start, end: this.#end }];
  }
}

function labelsWith({ pairs }: Row, { start, before }: FurtherLabel, text: string): string {
  return [...pairs.slice(0, before), `${start}${text}"`, ...pairs.slice(before)].join(',');
}
