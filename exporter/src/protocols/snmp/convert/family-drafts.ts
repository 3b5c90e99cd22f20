import { ModuleError } from '../../../model/errors.ts';
import type { FamilyType, TextFamily } from '../../../model/text-family.ts';
import { LineBytes } from './line-bytes.ts';
import type { Row } from './row-labels.ts';

/** Of one answer: some 50 MB of text. Beyond it the module is at fault, and Prometheus would suffer. */
const MAX_SAMPLES = 500_000;
/** The same with labels that are longer than most. */
const MAX_BYTES = 100_000_000;

/** What drafts share. */
interface Desk {
  /** @throws ModuleError `limit_exceeded` */
  count(bytes: number): void;
  /** To write on until the draft is settled. */
  sheetFor(draft: FamilyDraft): LineBytes;
}

/** Families that are being written, of one or several modules. */
export class FamilyDrafts implements Desk {
  readonly #drafts = new Map<string, FamilyDraft>();
  /** Those that have sheets. */
  readonly #open: FamilyDraft[] = [];
  readonly #sheets: LineBytes[] = [];
  #samples = 0;
  #bytes = 0;

  /** For what one metric gives; where another has written into the family before, its type and help stay. */
  open(name: string, type: FamilyType, help: string): FamilyDraft {
    const known = this.#drafts.get(name);
    if (known) {
      known.expectOthers();
      return known;
    }
    const draft = new FamilyDraft({ name, type, help }, this.#drafts.size, this);
    this.#drafts.set(name, draft);
    return draft;
  }

  /** After each metric: few sheets do for all, and what is kept is as large as it has to be. */
  settle(): void {
    for (const draft of this.#open.splice(0)) this.#sheets.push(...draft.settle());
  }

  /** Those that have samples, by name. */
  finish(): TextFamily[] {
    this.settle();
    const families = [...this.#drafts.values()].map((draft) => draft.finish());
    return families.filter(({ bytes }) => bytes.length > 0).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  sheetFor(draft: FamilyDraft): LineBytes {
    this.#open.push(draft);
    return this.#sheets.pop() ?? new LineBytes();
  }

  count(bytes: number): void {
    this.#samples += 1;
    this.#bytes += bytes;
    if (this.#samples <= MAX_SAMPLES && this.#bytes <= MAX_BYTES) return;
    const amount = this.#samples > MAX_SAMPLES ? `${MAX_SAMPLES} samples` : `${MAX_BYTES} bytes`;
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
  readonly #desk: Desk;
  readonly #settled: Buffer[] = [];
  #sheet: LineBytes | null = null;
  /** Labels of what is written; null as long as rows know by themselves that they were. */
  #written: Set<string> | null = null;

  /** `id`: a number that no other draft has. */
  constructor(head: Head, id: number, desk: Desk) {
    this.#head = head;
    this.#start = `${head.name}{`;
    this.#id = id;
    this.#desk = desk;
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
    const lines = Buffer.concat([...this.#settled, ...(this.#sheet ? [this.#sheet.copy()] : [])]).toString();
    const labels = lines
      .split('\n')
      .slice(0, -1)
      .map((line) => line.slice(start, Math.max(start, line.lastIndexOf('} '))));
    this.#written = new Set(labels);
  }

  /** The sheets that it needs no longer. */
  settle(): LineBytes[] {
    const sheet = this.#sheet;
    if (!sheet) return [];
    this.#settled.push(sheet.copy());
    sheet.clear();
    this.#sheet = null;
    return [sheet];
  }

  finish(): TextFamily & { readonly bytes: Buffer } {
    const [first = Buffer.alloc(0), ...others] = this.#settled;
    const bytes = others.length === 0 ? first : Buffer.concat(this.#settled);
    return {
      ...this.#head,
      bytes,
      get lines() {
        return bytes.toString();
      },
    };
  }

  #append(labels: string, value: number): void {
    const lines = (this.#sheet ??= this.#desk.sheetFor(this));
    const before = lines.length;
    if (labels === '') {
      lines.append(this.#head.name);
      lines.append(' ');
    } else {
      lines.append(this.#start);
      lines.append(labels);
      lines.append('} ');
    }
    lines.appendNumber(value);
    lines.append('\n');
    this.#desk.count(lines.length - before);
  }
}
