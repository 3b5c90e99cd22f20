import { ModuleError } from '../../../model/errors.ts';
import { FamilyDraft, type Desk, type FamilyHead } from './family-draft.ts';
import { LineBytes } from './line-bytes.ts';

/** Of one answer: some 50 MB of text. Beyond it the module is at fault, and Prometheus would suffer. */
const MAX_SAMPLES = 500_000;
/** The same with labels that are longer than most. */
const MAX_BYTES = 100_000_000;

/** Families that are being written, of one or several modules. */
export class FamilyDrafts implements Desk {
  readonly lines = new LineBytes();
  readonly #drafts = new Map<string, FamilyDraft>();
  #samples = 0;
  #bytes = 0;

  /** For what one metric gives; where another has written into the family before, its type and help stay. */
  open(head: FamilyHead): FamilyDraft {
    const known = this.#drafts.get(head.name);
    if (known) {
      known.expectOthers();
      return known;
    }
    const draft = new FamilyDraft(head, this.#drafts.size, this);
    this.#drafts.set(head.name, draft);
    return draft;
  }

  /** Those that have samples, by name. Nothing is left behind that would keep them in memory. */
  finish(): FamilyDraft[] {
    const families: FamilyDraft[] = [];
    for (const draft of this.#drafts.values()) if (draft.size > 0) families.push(draft);
    this.#drafts.clear();
    return families.sort(byName);
  }

  count(bytes: number): void {
    this.#samples += 1;
    this.#bytes += bytes;
    if (this.#samples <= MAX_SAMPLES && this.#bytes <= MAX_BYTES) return;
    const amount = this.#samples > MAX_SAMPLES ? `${MAX_SAMPLES} samples` : `${MAX_BYTES} bytes`;
    throw new ModuleError('limit_exceeded', `more than ${amount}: let the modules walk less`);
  }
}

const byName = (a: FamilyDraft, b: FamilyDraft) => (a.name < b.name ? -1 : 1);
