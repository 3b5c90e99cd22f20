/** How a module declares its metrics, and the typed writer that follows from the declaration. */

export type MetricType = 'counter' | 'gauge' | 'untyped';

/** One family whose name is known beforehand: the key under which it is declared. */
export interface Metric<L extends readonly string[] = readonly string[]> {
  readonly type: MetricType;
  readonly help: string;
  readonly labels: L;
}

/**
 * Families whose names come from the kernel (meminfo, netdev): prefix + variable part + suffix.
 * Type and help may depend on the variable part.
 */
export interface MetricPattern<L extends readonly string[] = readonly string[]> {
  readonly prefix: string;
  readonly suffix: string;
  /** What stands for the variable part in the documentation. */
  readonly variable: string;
  readonly type: MetricType | ((variable: string) => MetricType);
  readonly help: (variable: string) => string;
  readonly labels: L;
}

/** Families that are wholly another's, such as those of textfiles: name, type, help and labels come with each. */
export interface ForeignMetrics {
  readonly foreign: true;
  /** What they are, for the documentation. */
  readonly help: string;
}

export interface ForeignSample {
  /** The family's name; with `_bucket`, `_sum` or `_count` in histograms and summaries. */
  readonly name: string;
  readonly labels: readonly (readonly [name: string, value: string])[];
  readonly value: number;
}

export interface ForeignFamily {
  readonly name: string;
  readonly type: MetricType | 'histogram' | 'summary';
  readonly help: string;
  readonly samples: readonly ForeignSample[];
}

export type AnyMetric = Metric | MetricPattern | ForeignMetrics;
export type Metrics = Readonly<Record<string, AnyMetric>>;

const declare =
  (type: MetricType) =>
  <const L extends readonly string[] = readonly []>(help: string, labels?: L): Metric<L> => ({
    type,
    help,
    labels: labels ?? ([] as unknown as L),
  });

export const gauge = declare('gauge');
export const counter = declare('counter');
export const untyped = declare('untyped');

export function pattern<const L extends readonly string[] = readonly []>(
  declaration: Omit<MetricPattern<L>, 'labels' | 'suffix'> & {
    readonly labels?: L;
    readonly suffix?: string;
  },
): MetricPattern<L> {
  return { suffix: '', ...declaration, labels: declaration.labels ?? ([] as unknown as L) };
}

export const foreign = (help: string): ForeignMetrics => ({ foreign: true, help });

export function isForeign(metric: AnyMetric): metric is ForeignMetrics {
  return 'foreign' in metric;
}

export function isPattern(metric: AnyMetric): metric is MetricPattern {
  return 'prefix' in metric;
}

/** Null leaves the label out, as some collectors of node_exporter do with what a machine does not tell. */
type ValuesOf<L extends readonly string[]> = { readonly [K in keyof L]: string | null };
type Writer<D> = D extends ForeignMetrics
  ? (family: ForeignFamily) => void
  : D extends MetricPattern<infer L>
    ? (variable: string, value: number, ...labels: ValuesOf<L>) => void
    : D extends Metric<infer L>
      ? (value: number, ...labels: ValuesOf<L>) => void
      : never;

/** One function for each declared metric; label values come in the order of declaration. */
export type Out<M extends Metrics> = { readonly [K in keyof M]: Writer<M[K]> };
