import { ModuleError } from '../../../model/errors.ts';
import type { Varbinds } from '../../../model/snmp.ts';
import { escapeLabel } from '../../text-format/series.ts';
import type { LabelPlan, LookupPlan } from '../plan/plan.ts';
import { packSubIds, unpackSubIds } from '../row-key.ts';
import type { Cell, Cells } from './cells.ts';
import { indexPart, subtypeOf } from './index-text.ts';
import { enumNumber, integerValue } from './number-value.ts';
import { valueText } from './value-text.ts';

/** The labels of a row, as they go into the text. */
export interface Row {
  /** What its OIDs have behind the column. */
  readonly key: string;
  /** `name="value"`, in the order of the names. */
  readonly pairs: readonly string[];
  /** All of them, with commas. */
  readonly text: string;
  /** Another row with the same labels that came before; null for none. */
  readonly twin: Row | null;
  /** The family it was last written into. */
  family: number;
  /** What labels of that family say besides those of the row: none, one text, or several. */
  further: string | Set<string> | null;
}

/** Twice what 250,000 rows have of usual labels: some devices have one long text for all of them. */
const MAX_CHARACTERS = 64_000_000;

/** Labels are made once for each row, not for each of its columns. */
export class RowLabels {
  readonly #plan: LabelPlan;
  readonly #cells: Cells;
  readonly #rows = new Map<string, Row>();
  readonly #byText = new Map<string, Row>();
  /** In the order in which they came last. */
  readonly #places: Row[] = [];
  #characters = 0;
  /** Of the row that is being made, by the plan's slots: texts, and the sub-identifiers or the number behind them. */
  readonly #texts: string[];
  readonly #subIds: (readonly number[] | null)[];

  constructor(plan: LabelPlan, cells: Cells) {
    this.#plan = plan;
    this.#cells = cells;
    this.#texts = plan.slots.map(() => '');
    this.#subIds = plan.slots.map(() => null);
  }

  /**
   * The row of the i-th varbind, which is the `place`-th of its column; `skip`: octets of the column's OID. Columns have
   * their rows in the same order: whichever had that place in the one before is looked at first.
   */
  of(varbinds: Varbinds, i: number, skip: number, place: number): Row {
    const usual = this.#places[place];
    if (usual && varbinds.hasSuffix(i, skip, usual.key)) return usual;
    return (this.#places[place] = this.#row(varbinds.suffix(i, skip)));
  }

  #row(key: string): Row {
    const known = this.#rows.get(key);
    if (known) return known;
    const row = this.#make(key);
    this.#rows.set(key, row);
    return row;
  }

  #make(key: string): Row {
    this.#read(key);
    const { slots, names } = this.#plan;
    const pairs = names.map((name) => `${name}="${escapeLabel(this.#texts[slots.indexOf(name)] ?? '')}"`);
    const text = pairs.join(',');
    this.#characters += text.length;
    if (this.#characters > MAX_CHARACTERS) throw tooLong();
    const twin = this.#byText.get(text) ?? null;
    const row: Row = { key, pairs, text, twin, family: -1, further: null };
    if (!twin) this.#byText.set(text, row);
    return row;
  }

  /** What the labels of a row say, and which sub-identifiers that was made of. */
  #read(key: string): void {
    const { slots, indexes, lookups } = this.#plan;
    this.#texts.fill('');
    this.#subIds.fill(null);
    let rest: readonly number[] = indexes.length === 0 ? [] : unpackSubIds(key);
    for (const index of indexes) {
      const part = indexPart(rest, index);
      const slot = slots.indexOf(index.labelname);
      this.#texts[slot] = part.text;
      this.#subIds[slot] = part.used;
      rest = part.rest;
    }
    for (const lookup of lookups) {
      if ('remove' in lookup) this.#texts[slots.indexOf(lookup.remove)] = '';
      else this.#lookUp(lookup);
    }
  }

  #lookUp(lookup: LookupPlan): void {
    const slot = this.#plan.slots.indexOf(lookup.labelname);
    const key = this.#rowOf(lookup.labels);
    const cell = key !== null && lookup.column ? this.#cells.at(lookup.column, key) : undefined;
    if (!cell || key === null) {
      this.#texts[slot] = '';
      return;
    }
    this.#texts[slot] = this.#text(lookup, cell, key);
    this.#subIds[slot] = [integerValue(cell.varbinds, cell.i)];
  }

  /** Null where a label is not there, or is no part of an OID. */
  #rowOf(labels: readonly string[]): string | null {
    let key = '';
    for (const label of labels) {
      const part = this.#subIds[this.#plan.slots.indexOf(label)];
      if (!part || part.some((subId) => subId < 0)) return null;
      key += packSubIds(part);
    }
    return key;
  }

  #text(lookup: LookupPlan, { varbinds, i }: Cell, key: string): string {
    const { type, enumValues, subtypeColumn, hint } = lookup;
    if (type === 'EnumAsInfo' && enumValues.size > 0) {
      const number = integerValue(varbinds, i);
      return enumValues.get(number) ?? String(number);
    }
    const before = subtypeColumn && this.#cells.at(subtypeColumn, key);
    const subtype = before && subtypeOf(type, enumNumber(before.varbinds, before.i));
    return valueText(varbinds, i, subtype ?? type, hint);
  }
}

function tooLong(): ModuleError {
  const amount = `${MAX_CHARACTERS} characters of labels`;
  return new ModuleError('limit_exceeded', `more than ${amount}: let the modules walk less`);
}
