import { ModuleError } from '../../../model/errors.ts';
import type { FamilyType, TextFamily } from '../../../model/text-family.ts';
import { formatValue } from '../../text-format/series.ts';
import { LineBytes } from './line-bytes.ts';
import type { Row } from './row-labels.ts';

/** Of one answer: some 50 MB of text. Beyond it the module is at fault, and Prometheus would suffer. */
const MAX_SAMPLES = 500_000;
/** The same with labels that are longer than most. */
const MAX_CHARACTERS = 100_000_000;

/** Families that are being written, of one or several modules. */
export class FamilyDrafts {
  readonly #drafts = new Map<string, FamilyDraft>();
  #writers = 0;
  #samples = 0;
  #characters = 0;
  #last: FamilyDraft | null = null;

  /** For what one metric gives; where another has written into the family before, its type and help stay. */
  open(name: string, type: FamilyType, help: string): FamilyDraft {
    // One metric after the other: what is written of the one before is not kept on the heap.
    this.#last?.settle();
    return (this.#last = this.#draftOf(name, type, help));
  }

  #draftOf(name: string, type: FamilyType, help: string): FamilyDraft {
    const known = this.#drafts.get(name);
    if (known) {
      known.expectOthers();
      return known;
    }
    const draft = new FamilyDraft({ name, type, help }, (this.#writers += 1), (line) => this.#count(line));
    this.#drafts.set(name, draft);
    return draft;
  }

  /** Those that have samples, by name. */
  finish(): TextFamily[] {
    const families = [...this.#drafts.values()].map((draft) => draft.finish());
    return families.filter(({ bytes }) => bytes.length > 0).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #count(line: string): void {
    this.#samples += 1;
    this.#characters += line.length;
    if (this.#samples <= MAX_SAMPLES && this.#characters <= MAX_CHARACTERS) return;
    const amount = this.#samples > MAX_SAMPLES ? `${MAX_SAMPLES} samples` : `${MAX_CHARACTERS} characters`;
    throw new ModuleError('limit_exceeded', `more than ${amount}: let the modules walk less`);
  }
}

type Head = Pick<TextFamily, 'name' | 'type' | 'help'>;

/** A series is written once; what comes again is left out, and its writer is told. */
export class FamilyDraft {
  readonly #head: Head;
  /** What each line begins with when there are labels. */
  readonly #start: string;
  readonly #id: number;
  readonly #count: (line: string) => void;
  readonly #lines = new LineBytes();
  /** Labels of what is written; null as long as rows know by themselves that they were. */
  #written: Set<string> | null = null;

  constructor(head: Head, id: number, count: (line: string) => void) {
    this.#head = head;
    this.#start = `${head.name}{`;
    this.#id = id;
    this.#count = count;
  }

  /** False when it was there before. */
  addRow(row: Row, value: number): boolean {
    if (this.#written) return this.addLabels(row.text, value);
    const owner = row.twin ?? row;
    if (owner.family === this.#id) return false;
    owner.family = this.#id;
    this.#append(row.text, value);
    return true;
  }

  /** `labels`: `a="x",b="y"`. False when they were there before. */
  addLabels(labels: string, value: number): boolean {
    this.expectOthers();
    const written = this.#written as Set<string>;
    if (written.has(labels)) return false;
    written.add(labels);
    this.#append(labels, value);
    return true;
  }

  /** From now on labels tell what was written. */
  expectOthers(): void {
    if (this.#written) return;
    const start = this.#start.length;
    const lines = this.#lines.bytes.toString().split('\n').slice(0, -1);
    this.#written = new Set(lines.map((line) => line.slice(start, Math.max(start, line.lastIndexOf('} ')))));
  }

  settle(): void {
    this.#lines.settle();
  }

  finish(): TextFamily & { readonly bytes: Buffer } {
    const { bytes } = this.#lines;
    return {
      ...this.#head,
      bytes,
      get lines() {
        return bytes.toString();
      },
    };
  }

  #append(labels: string, value: number): void {
    const series = labels === '' ? this.#head.name : `${this.#start}${labels}}`;
    const line = `${series} ${formatValue(value)}\n`;
    this.#count(line);
    this.#lines.append(line);
  }
}
