/** Samples as text, under the prefix that the configuration wants; what a service gives twice is shown once. */
import type { Metric } from '../../../contract/metrics.ts';
import type { TextFamily } from '../../../model/text-family.ts';
import { formatValue, seriesPrefix } from '../../../protocols/text-format/series.ts';
import { metrics, type RedfishOut } from './metrics.ts';

/** Of one service: machines with a hundred accelerators have some thousands. */
const MAX_SERIES = 20_000;
const PEER_PREFIX = 'idrac_';

interface Draft {
  readonly metric: Metric;
  readonly lines: string[];
}

export class FamilyTexts {
  readonly out: RedfishOut;
  /** By metric: how many were left out. */
  readonly duplicates = new Map<string, number>();
  readonly #drafts = new Map<string, Draft>();
  readonly #known = new Set<string>();
  readonly #prefix: string;

  constructor(prefix: string) {
    this.#prefix = `${prefix}_`;
    const out = Object.entries(metrics).map(([name, metric]) => {
      const shown = name.startsWith(PEER_PREFIX) ? this.#prefix + name.slice(PEER_PREFIX.length) : name;
      const write = (value: number, ...labels: (string | null)[]) =>
        this.#write(shown, metric, value, labels);
      return [name, write];
    });
    this.out = Object.fromEntries(out) as RedfishOut;
  }

  /** Whether there is no room for more: the rest is not shown. */
  get full(): boolean {
    return this.#known.size >= MAX_SERIES;
  }

  finish(): TextFamily[] {
    return [...this.#drafts].map(([name, { metric, lines }]) => ({
      name,
      type: metric.type,
      help: metric.help,
      lines: lines.join(''),
    }));
  }

  #write(name: string, metric: Metric, value: number, labels: readonly (string | null)[]): void {
    if (this.full) return;
    const prefix = seriesPrefix(name, metric.labels, labels);
    if (this.#known.has(prefix)) {
      this.duplicates.set(name, (this.duplicates.get(name) ?? 0) + 1);
      return;
    }
    this.#known.add(prefix);
    let draft = this.#drafts.get(name);
    if (!draft) this.#drafts.set(name, (draft = { metric, lines: [] }));
    draft.lines.push(`${prefix}${formatValue(value)}\n`);
  }
}
