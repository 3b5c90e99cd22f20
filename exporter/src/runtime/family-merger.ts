/** Families of many modules as one page shows them. */
import type { FamilySamples } from './samples.ts';

type LeftOut = (family: string) => void;

/** Keeps the order of the last merge: at most scrapes the same families come in the same order as before. */
export class FamilyMerger {
  #names: readonly string[] = [];
  /** Positions in what is merged, by name. */
  #order: readonly number[] = [];
  #repeated = false;

  /**
   * Sorted by name. A family that two modules emit appears once, with the type and help of the first; samples of
   * another type, and series that are there already, are left out: they would spoil the whole scrape. `leftOut` is
   * told the name of the family each time.
   */
  merge(families: readonly FamilySamples[], leftOut: LeftOut = () => undefined): FamilySamples[] {
    if (!this.#knows(families)) this.#learn(families);
    const sorted = this.#order.map((position) => families[position] as FamilySamples);
    return this.#repeated ? united(sorted, leftOut) : sorted;
  }

  #knows(families: readonly FamilySamples[]): boolean {
    const names = this.#names;
    return families.length === names.length && families.every(({ name }, i) => name === names[i]);
  }

  #learn(families: readonly FamilySamples[]): void {
    const names = families.map(({ name }) => name);
    const order = names.map((_, position) => position);
    order.sort((a, b) => compare(names[a] as string, names[b] as string));
    this.#names = names;
    this.#order = order;
    this.#repeated = new Set(names).size < names.length;
  }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

function united(sorted: readonly FamilySamples[], leftOut: LeftOut): FamilySamples[] {
  const merged: FamilySamples[] = [];
  for (const family of sorted) {
    const last = merged[merged.length - 1];
    if (last?.name !== family.name) merged.push(family);
    else if (last.type === family.type) merged[merged.length - 1] = withSeriesOf(last, family, leftOut);
    else leftOut(family.name);
  }
  return merged;
}

function withSeriesOf(first: FamilySamples, second: FamilySamples, leftOut: LeftOut): FamilySamples {
  const linesOf = ({ lines }: FamilySamples) => lines.trimEnd().split('\n');
  const seriesOf = (line: string) => line.slice(0, line.lastIndexOf(' '));
  const known = new Set(linesOf(first).map(seriesOf));
  const lines = linesOf(second);
  const more = lines.filter((line) => !known.has(seriesOf(line)));
  if (more.length < lines.length) leftOut(first.name);
  const { name, type, help } = first;
  return { name, type, help, lines: first.lines + more.map((line) => `${line}\n`).join('') };
}
