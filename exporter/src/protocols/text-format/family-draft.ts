import type { CompoundSeries, Labels, SimpleSeries, TextFamily, TextType } from './families.ts';

interface CompoundDraft {
  readonly labels: Labels;
  readonly points: Map<number, number>;
  sum: number;
  count: number;
}

/** What a sample of a summary or histogram gives. */
export type Part = { readonly point: number } | 'sum' | 'count' | 'nothing';

/** A family while its lines are read. */
export class FamilyDraft {
  readonly name: string;
  help: string | null = null;
  /** Null until a TYPE or a sample tells. */
  type: TextType | null = null;
  readonly #simple: SimpleSeries[] = [];
  readonly #compound = new Map<string, CompoundDraft>();

  constructor(name: string) {
    this.name = name;
  }

  get isCompound(): boolean {
    return this.type === 'summary' || this.type === 'histogram';
  }

  add(labels: Labels, value: number): void {
    this.#simple.push({ labels, value });
  }

  /** Counts are whole numbers, as in the protocol between Go's libraries. */
  addPart(labels: Labels, part: Part, value: number): void {
    const key = JSON.stringify([...labels].sort(([a], [b]) => (a < b ? -1 : 1)));
    let series = this.#compound.get(key);
    if (!series) this.#compound.set(key, (series = { labels, points: new Map(), sum: 0, count: 0 }));
    if (part === 'sum') series.sum = value;
    else if (part === 'count') series.count = Math.trunc(value);
    else if (part !== 'nothing')
      series.points.set(part.point, this.type === 'histogram' ? Math.trunc(value) : value);
  }

  /** Null when there are no samples. */
  finish(): TextFamily | null {
    const { name, help, type } = this;
    if (type === 'summary' || type === 'histogram') {
      const series: CompoundSeries[] = [...this.#compound.values()];
      return series.length === 0 ? null : { name, help, type, series };
    }
    return this.#simple.length === 0 ? null : { name, help, type: type ?? 'untyped', series: this.#simple };
  }
}
