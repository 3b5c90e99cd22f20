import { ModuleError } from '../../../model/errors.ts';
import type { FamilyType, TextFamily } from '../../../model/text-family.ts';
import { formatValue } from '../../text-format/series.ts';
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

  /** For what one metric gives; where another has written into the family before, its type and help stay. */
  open(name: string, type: FamilyType, help: string): FamilyDraft {
    const known = this.#drafts.get(name);
    if (known) {
      known.expectOthers();
      return known;
    }
    const draft = new FamilyDraft({ name, type, help }, (this.#writers += 1), (line) =>
      this.#count(line),
    );
    this.#drafts.set(name, draft);
    return draft;
  }

  /** Those that have samples, by name. */
  finish(): TextFamily[] {
    const families = [...this.#drafts.values()].map((draft) => draft.finish());
    return families.filter(({ lines }) => lines !== '').sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  #count(line: string): void {
    this.#samples += 1;
    this.#characters += line.length;
    if (this.#samples <= MAX_SAMPLES && this.#characters <= MAX_CHARACTERS) return;
    const amount = this.#samples > MAX_SAMPLES ? `${MAX_SAMPLES} samples` : `${MAX_CHARACTERS} characters`;
    throw new ModuleError('limit_exceeded', `more than ${amount}: let the modules walk less`);
  }
}

/** A series is written once; what comes again is left out, and its writer is told. */
export class FamilyDraft {
  readonly #head: Omit<TextFamily, 'lines'>;
  readonly #id: number;
  readonly #count: (line: string) => void;
  #lines = '';
  /** Labels of what is written; null as long as rows know by themselves that they were. */
  #written: Set<string> | null = null;

  constructor(head: Omit<TextFamily, 'lines'>, id: number, count: (line: string) => void) {
    this.#head = head;
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
    const start = this.#head.name.length + 1;
    const lines = this.#lines === '' ? [] : this.#lines.slice(0, -1).split('\n');
    this.#written = new Set(lines.map((line) => line.slice(start, Math.max(start, line.lastIndexOf('} ')))));
  }

  finish(): TextFamily {
    return { ...this.#head, lines: this.#lines };
  }

  #append(labels: string, value: number): void {
    const { name } = this.#head;
    const series = labels === '' ? name : `${name}{${labels}}`;
    const line = `${series} ${formatValue(value)}\n`;
    this.#count(line);
    this.#lines += line;
  }
}
