import { formatGoFloat } from '../../../protocols/text-format/go-number.ts';
import { formatValue, seriesPrefix } from '../../../protocols/text-format/series.ts';

/** Counts of durations, told in the text format. Seconds. */
export class Histogram {
  readonly #bounds: readonly number[];
  readonly #counts: number[];
  #sum = 0;

  /** `bounds`: upper ones of the buckets, ascending. */
  constructor(bounds: readonly number[]) {
    this.#bounds = bounds;
    this.#counts = bounds.map(() => 0).concat(0);
  }

  observe(seconds: number): void {
    const found = this.#bounds.findIndex((bound) => seconds <= bound);
    const bucket = found < 0 ? this.#bounds.length : found;
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.#sum += seconds;
  }

  lines(name: string, labels: readonly string[], values: readonly string[]): string {
    let text = '';
    let count = 0;
    [...this.#bounds, Infinity].forEach((bound, i) => {
      count += this.#counts[i] ?? 0;
      const prefix = seriesPrefix(`${name}_bucket`, [...labels, 'le'], [...values, formatGoFloat(bound)]);
      text += `${prefix}${count}\n`;
    });
    text += `${seriesPrefix(`${name}_sum`, labels, values)}${formatValue(this.#sum)}\n`;
    return `${text}${seriesPrefix(`${name}_count`, labels, values)}${count}\n`;
  }
}
