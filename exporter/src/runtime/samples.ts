/**
 * Const samples as text. A series' name and labels are encoded once and found again by its label values; most values
 * are what they were at the last scrape, and a family in which none has changed is the text of before: it costs one
 * look-up for each sample, and no garbage.
 */
import type {
  AnyMetric,
  ForeignFamily,
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
  /** True when its bytes are its characters; absent when that is not known. */
  readonly ascii?: boolean;
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
  /** Comes and goes with what the kernel tells. */
  readonly ofPattern: boolean;
  /** By the values of the labels, one level for each; a family without labels has its only series under ''. */
  series: Trie;
  run: number;
  /** In the order in which they were written; those beyond `written` are of an earlier run. */
  leaves: Leaf[];
  written: number;
  /** Whether `samples` is no longer what the leaves say. */
  changed: boolean;
  /** Whether head and all series are of ASCII. */
  ascii: boolean;
  samples: FamilySamples | null;
}

/** Collects what one module writes. One run at a time: `begin`, writes through `out`, `finish`. */
export class SampleWriter<M extends Metrics = Metrics> {
  readonly out: Out<M>;
  readonly #families = new Map<string, Family>();
  /** The families by name; null when there is a new one. */
  #sorted: Family[] | null = null;
  /** Those of each pattern by the variable part of their name. */
  readonly #byVariable: Map<string, Family>[] = [];
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
    const families: FamilySamples[] = [];
    this.#sorted ??= [...this.#families.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const family of this.#sorted) if (family.run === this.#run) families.push(samplesOf(family));
    if (this.#foreign.length === 0) return families;
    return families.concat(this.#foreign).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Number of samples written in this run. */
  get count(): number {
    return this.#count;
  }

  #forgetSeries(): void {
    for (const families of this.#byVariable) families.clear();
    for (const family of this.#families.values()) {
      if (family.ofPattern) this.#families.delete(family.name);
      else Object.assign(family, noSeries(family.head));
    }
    this.#sorted = null;
    this.#known = 0;
  }

  /** A function for each number of labels: those of none and of one, which most are, make no array of their values. */
  #writerOf(key: string, metric: AnyMetric): (...args: never[]) => void {
    if (isForeign(metric)) return (family: ForeignFamily) => this.#writeForeign(family);
    const { length } = metric.labels;
    if (isPattern(metric)) {
      const families = new Map<string, Family>();
      this.#byVariable.push(families);
      const familyOf = (variable: string) =>
        families.get(variable) ?? this.#patternFamily(families, metric, variable);
      if (length === 0)
        return (variable: string, value: number) => this.#writeOne(familyOf(variable), value, '');
      if (length === 1)
        return (variable: string, value: number, label?: string | null) =>
          this.#writeOne(familyOf(variable), value, label);
      return (variable: string, value: number, ...labels: (string | null)[]) =>
        this.#writeMany(familyOf(variable), value, labels);
    }
    const family = this.#addFamily({ name: key, ...metric, ofPattern: false });
    if (length === 0) return (value: number) => this.#writeOne(family, value, '');
    if (length === 1) return (value: number, label?: string | null) => this.#writeOne(family, value, label);
    return (value: number, ...labels: (string | null)[]) => this.#writeMany(family, value, labels);
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

  #patternFamily(families: Map<string, Family>, metric: MetricPattern, variable: string): Family {
    const name = metric.prefix + variable + metric.suffix;
    const type = typeof metric.type === 'function' ? metric.type(variable) : metric.type;
    const family = this.#addFamily({
      name,
      type,
      help: metric.help(variable),
      labels: metric.labels,
      ofPattern: true,
    });
    families.set(variable, family);
    return family;
  }

  #addFamily(declared: Pick<Family, 'name' | 'type' | 'help' | 'labels' | 'ofPattern'>): Family {
    const { name, type, help } = declared;
    if (!NAME.test(name))
      throw new ModuleError('bug', `not a metric name: ${JSON.stringify(name.slice(0, 200))}`);
    const known = this.#families.get(name);
    if (known) return known;
    const head = textHead(name, type, help);
    const family: Family = { ...declared, head, ...noSeries(head) };
    this.#families.set(name, family);
    this.#sorted = null;
    return family;
  }

  /** For families of one label or none, which has the value ''. */
  #writeOne(family: Family, value: number, label: string | null | undefined): void {
    if (!this.#open) return; // a module that writes after its deadline
    if (label === undefined) throw tooFewLabels(family, 0);
    const known = family.series.get(label) as Leaf | undefined;
    this.#write(
      family,
      known ?? this.#addLeaf(family, family.series, family.labels.length ? [label] : []),
      value,
    );
  }

  #writeMany(family: Family, value: number, labels: readonly (string | null)[]): void {
    if (!this.#open) return; // a module that writes after its deadline
    if (labels.length !== family.labels.length) throw tooFewLabels(family, labels.length);
    let node = family.series;
    for (let i = 0; i < labels.length - 1; i += 1) {
      const label = labels[i] as string | null;
      let next = node.get(label) as Trie | undefined;
      if (next === undefined) node.set(label, (next = new Map()));
      node = next;
    }
    const known = node.get(labels[labels.length - 1] as string | null) as Leaf | undefined;
    this.#write(family, known ?? this.#addLeaf(family, node, labels), value);
  }

  #write(family: Family, leaf: Leaf, value: number): void {
    if (typeof value !== 'number') throw new ModuleError('bug', `${family.name}: the value is no number`);
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

  #addLeaf(family: Family, node: Trie, labels: readonly (string | null)[]): Leaf {
    const prefix = seriesPrefix(family.name, family.labels, labels);
    const leaf: Leaf = { prefix, value: 0, line: `${prefix}0\n`, run: 0 };
    node.set(labels.length === 0 ? '' : (labels[labels.length - 1] as string | null), leaf);
    this.#known += 1;
    family.ascii &&= isAscii(prefix);
    return leaf;
  }
}

function noSeries(
  head: string,
): Pick<Family, 'series' | 'run' | 'leaves' | 'written' | 'changed' | 'ascii' | 'samples'> {
  const ascii = isAscii(head);
  return { series: new Map(), run: 0, leaves: [], written: 0, changed: false, ascii, samples: null };
}

function isAscii(text: string): boolean {
  return Buffer.byteLength(text) === text.length;
}

function tooFewLabels({ name, labels }: Family, given: number): ModuleError {
  return new ModuleError('bug', `${name}: ${given} label values for ${labels.length} labels`);
}

/** The very object of the last run when nothing has changed: another scrape may still hold that one. */
function samplesOf(family: Family): FamilySamples {
  if (family.samples !== null && !family.changed && family.written === family.leaves.length)
    return family.samples;
  family.leaves.length = family.written;
  family.changed = false;
  let lines = '';
  for (const { line } of family.leaves) lines += line;
  const { name, type, help, head, ascii } = family;
  return (family.samples = { name, type, help, head, ascii, lines });
}
