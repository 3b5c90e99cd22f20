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

export type AnyMetric = Metric | MetricPattern;
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

export function isPattern(metric: AnyMetric): metric is MetricPattern {
  return 'prefix' in metric;
}

type ValuesOf<L extends readonly string[]> = { readonly [K in keyof L]: string };
type Writer<D> =
  D extends MetricPattern<infer L>
    ? (variable: string, value: number, ...labels: ValuesOf<L>) => void
    : D extends Metric<infer L>
      ? (value: number, ...labels: ValuesOf<L>) => void
      : never;

/** One function for each declared metric; label values come in the order of declaration. */
export type Out<M extends Metrics> = { readonly [K in keyof M]: Writer<M[K]> };
