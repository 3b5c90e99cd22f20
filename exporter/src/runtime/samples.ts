/**
 * Const samples as text. A series' name and labels are encoded once and found again by its label values; most values
 * are what they were at the last scrape, and a family in which none has changed is the text of before: it costs one
 * look-up for each sample, and no garbage.
 */
import type {
  AnyMetric,
  ForeignFamily,
  Metric,
  MetricPattern,
  Metrics,
  MetricType,
  Out,
} from '../contract/metrics.ts';
import { isForeign, isPattern } from '../contract/metrics.ts';
import { ModuleError } from '../model/errors.ts';
import type { TextFamily } from '../model/text-family.ts';
import { formatValue, seriesPrefix, textHead } from '../protocols/text-format/series.ts';

/** Series one module may emit in one run; beyond it the module is at fault, and Prometheus would suffer. */
export const MAX_SERIES = 50_000;
const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;

/** The samples of one family in one run. */
export interface FamilySamples extends TextFamily {
  /** HELP and TYPE in the text format, from a writer that makes them once and not at each scrape. */
  readonly head?: string;
}

interface Leaf {
  readonly prefix: string;
  value: number;
  /** Of the value, with the line end. */
  line: string;
  /** The run in which the series was last written: twice in one run is a fault. */
  run: number;
}
type Trie = Map<string | null, Trie | Leaf>;

interface Family {
  readonly name: string;
  readonly type: MetricType;
  readonly help: string;
  readonly labels: readonly string[];
  readonly head: string;
  readonly series: Trie;
  run: number;
  /** In the order in which they were written; those beyond `written` are of an earlier run. */
  readonly leaves: Leaf[];
  written: number;
  /** Whether `lines` is no longer what the leaves say. */
  changed: boolean;
  lines: string;
}

/** Collects what one module writes. One run at a time: `begin`, writes through `out`, `finish`. */
export class SampleWriter<M extends Metrics = Metrics> {
  readonly out: Out<M>;
  readonly #families = new Map<string, Family>();
  #foreign: FamilySamples[] = [];
  #run = 0;
  #count = 0;
  #known = 0;
  #open = false;

  constructor(metrics: M) {
    const out: Record<string, unknown> = {};
    for (const [key, metric] of Object.entries(metrics)) out[key] = this.#writerOf(key, metric);
    this.out = out as Out<M>;
  }

  begin(): void {
    // Series that came and went (devices, processes) leave their prefixes behind; start afresh now and then.
    if (this.#known > 2 * this.#count + 1000) this.#forgetSeries();
    this.#run += 1;
    this.#count = 0;
    this.#foreign = [];
    this.#open = true;
  }

  /** Ends the run and hands out its families, sorted by name. */
  finish(): FamilySamples[] {
    this.#open = false;
    const families = this.#foreign;
    for (const family of this.#families.values()) {
      if (family.run !== this.#run) continue;
      const { name, type, help, head } = family;
      families.push({ name, type, help, lines: linesOf(family), head });
    }
    return families.sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Number of samples written in this run. */
  get count(): number {
    return this.#count;
  }

  #forgetSeries(): void {
    this.#families.clear();
    this.#known = 0;
  }

  #writerOf(key: string, metric: AnyMetric): (...args: never[]) => void {
    if (isForeign(metric)) return (family: ForeignFamily) => this.#writeForeign(family);
    if (isPattern(metric)) {
      return (variable: string, value: number, ...labels: (string | null)[]) =>
        this.#write(this.#patternFamily(metric, variable), value, labels);
    }
    if (metric.labels.length === 0)
      return (value: number) => this.#write(this.#family(key, metric), value, []);
    return (value: number, ...labels: (string | null)[]) =>
      this.#write(this.#family(key, metric), value, labels);
  }

  #writeForeign({ name, type, help, samples }: ForeignFamily): void {
    if (!this.#open) return; // a module that writes after its deadline
    if (!NAME.test(name))
      throw new ModuleError('bug', `not a metric name: ${JSON.stringify(name.slice(0, 200))}`);
    if (this.#foreign.some((family) => family.name === name))
      throw new ModuleError('bug', `written twice: ${name}`);
    this.#count += samples.length;
    if (this.#count > MAX_SERIES) throw new ModuleError('limit_exceeded', `more than ${MAX_SERIES} series`);
    const lines = samples.map((sample) => {
      const names = sample.labels.map(([label]) => label);
      const values = sample.labels.map(([, value]) => value);
      return `${seriesPrefix(sample.name, names, values)}${formatValue(sample.value)}\n`;
    });
    this.#foreign.push({ name, type, help, lines: lines.join('') });
  }

  #family(name: string, metric: Metric): Family {
    return this.#families.get(name) ?? this.#addFamily(name, metric.type, metric.help, metric.labels);
  }

  #patternFamily(metric: MetricPattern, variable: string): Family {
    const name = metric.prefix + variable + metric.suffix;
    const known = this.#families.get(name);
    if (known) return known;
    const type = typeof metric.type === 'function' ? metric.type(variable) : metric.type;
    return this.#addFamily(name, type, metric.help(variable), metric.labels);
  }

  #addFamily(name: string, type: MetricType, help: string, labels: readonly string[]): Family {
    if (!NAME.test(name))
      throw new ModuleError('bug', `not a metric name: ${JSON.stringify(name.slice(0, 200))}`);
    const head = textHead(name, type, help);
    const none = { run: 0, leaves: [], written: 0, changed: false, lines: '' };
    const family: Family = { name, type, help, labels, head, series: new Map(), ...none };
    this.#families.set(name, family);
    return family;
  }

  #write(family: Family, value: number, labels: readonly (string | null)[]): void {
    if (!this.#open) return; // a module that writes after its deadline
    if (typeof value !== 'number') throw new ModuleError('bug', `${family.name}: the value is no number`);
    const leaf = this.#leaf(family, labels);
    if (leaf.run === this.#run) throw new ModuleError('bug', `written twice: ${leaf.prefix}`);
    leaf.run = this.#run;
    this.#count += 1;
    if (this.#count > MAX_SERIES) throw new ModuleError('limit_exceeded', `more than ${MAX_SERIES} series`);
    if (family.run !== this.#run) {
      family.run = this.#run;
      family.written = 0;
    }
    if (!Object.is(leaf.value, value)) {
      leaf.value = value;
      leaf.line = `${leaf.prefix}${formatValue(value)}\n`;
      family.changed = true;
    }
    if (family.leaves[family.written] !== leaf) {
      family.leaves[family.written] = leaf;
      family.changed = true;
    }
    family.written += 1;
  }

  #leaf(family: Family, labels: readonly (string | null)[]): Leaf {
    if (labels.length !== family.labels.length) {
      throw new ModuleError(
        'bug',
        `${family.name}: ${labels.length} label values for ${family.labels.length} labels`,
      );
    }
    let node = family.series;
    for (let i = 0; i < labels.length - 1; i += 1) {
      const label = labels[i] as string | null;
      let next = node.get(label) as Trie | undefined;
      if (next === undefined) node.set(label, (next = new Map()));
      node = next;
    }
    const last = labels.length === 0 ? '' : (labels[labels.length - 1] as string | null);
    const known = node.get(last) as Leaf | undefined;
    if (known !== undefined) return known;
    const prefix = seriesPrefix(family.name, family.labels, labels);
    const leaf: Leaf = { prefix, value: 0, line: `${prefix}0\n`, run: 0 };
    node.set(last, leaf);
    this.#known += 1;
    return leaf;
  }
}

function linesOf(family: Family): string {
  if (family.changed || family.written !== family.leaves.length) {
    family.leaves.length = family.written;
    family.lines = family.leaves.map(({ line }) => line).join('');
    family.changed = false;
  }
  return family.lines;
}
