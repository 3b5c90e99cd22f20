import { ModuleError } from '../../../model/errors.ts';
import { escapeLabel } from '../../text-format/series.ts';
import type { LabelPlan, LookupPlan } from '../plan/plan.ts';
import { packSubIds, unpackSubIds } from '../row-key.ts';
import type { Cell, Cells } from './cells.ts';
import { indexPart, subtypeOf } from './index-text.ts';
import { enumNumber, integerValue } from './number-value.ts';
import { valueText } from './value-text.ts';

/** The labels of a row, as they go into the text. */
export interface Row {
  /** `name="value"`, in the order of the names. */
  readonly pairs: readonly string[];
  /** All of them, with commas. */
  readonly text: string;
  /** Another row with the same labels that came before; null for none. */
  readonly twin: Row | null;
  /** The family it was last written into. */
  family: number;
}

/** Twice what 250,000 rows have of usual labels: some devices have one long text for all of them. */
const MAX_CHARACTERS = 64_000_000;

/** Labels are made once for each row, not for each of its columns. */
export class RowLabels {
  readonly #plan: LabelPlan;
  readonly #cells: Cells;
  readonly #rows = new Map<string, Row>();
  readonly #byText = new Map<string, Row>();
  #characters = 0;

  constructor(plan: LabelPlan, cells: Cells) {
    this.#plan = plan;
    this.#cells = cells;
  }

  /** `key`: what its OIDs have behind the column. */
  of(key: string): Row {
    const known = this.#rows.get(key);
    if (known) return known;
    const row = this.#make(key);
    this.#rows.set(key, row);
    return row;
  }

  #make(key: string): Row {
    const values = this.#values(key);
    const pairs = this.#plan.names.map((name) => `${name}="${escapeLabel(values.get(name) ?? '')}"`);
    const text = pairs.join(',');
    this.#characters += text.length;
    if (this.#characters > MAX_CHARACTERS) throw tooLong();
    const twin = this.#byText.get(text) ?? null;
    const row: Row = { pairs, text, twin, family: -1 };
    if (!twin) this.#byText.set(text, row);
    return row;
  }

  #values(key: string): ReadonlyMap<string, string> {
    const values = new Map<string, string>();
    // By label: the sub-identifiers that it was made of, or the number that was looked up.
    const subIds = new Map<string, readonly number[]>();
    let rest: readonly number[] = this.#plan.indexes.length === 0 ? [] : unpackSubIds(key);
    for (const index of this.#plan.indexes) {
      const part = indexPart(rest, index);
      values.set(index.labelname, part.text);
      subIds.set(index.labelname, part.used);
      rest = part.rest;
    }
    for (const lookup of this.#plan.lookups) {
      if ('remove' in lookup) values.delete(lookup.remove);
      else this.#lookUp(lookup, values, subIds);
    }
    return values;
  }

  #lookUp(lookup: LookupPlan, values: Map<string, string>, subIds: Map<string, readonly number[]>): void {
    const key = rowOf(lookup.labels, subIds);
    const cell = key !== null && lookup.column ? this.#cells.at(lookup.column, key) : undefined;
    if (!cell || key === null) {
      values.set(lookup.labelname, '');
      return;
    }
    values.set(lookup.labelname, this.#text(lookup, cell, key));
    subIds.set(lookup.labelname, [integerValue(cell.varbinds, cell.i)]);
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

/** Null where a label is not there, or is no part of an OID. */
function rowOf(labels: readonly string[], subIds: ReadonlyMap<string, readonly number[]>): string | null {
  let key = '';
  for (const label of labels) {
    const part = subIds.get(label);
    if (!part || part.some((subId) => subId < 0)) return null;
    key += packSubIds(part);
  }
  return key;
}
