/** What a page in Prometheus' text format says, as its parser understands it. */

export type TextType = 'counter' | 'gauge' | 'untyped' | 'summary' | 'histogram';

export type Labels = readonly (readonly [name: string, value: string])[];

export interface SimpleSeries {
  readonly labels: Labels;
  readonly value: number;
}

/** A histogram or a summary of one set of labels. */
export interface CompoundSeries {
  readonly labels: Labels;
  /** Upper bound of a bucket → its count, or quantile → its value. */
  readonly points: ReadonlyMap<number, number>;
  readonly sum: number;
  readonly count: number;
}

interface FamilyHead {
  readonly name: string;
  /** Null when there is no HELP. */
  readonly help: string | null;
}

export type TextFamily =
  | (FamilyHead & {
      readonly type: Exclude<TextType, 'summary' | 'histogram'>;
      readonly series: readonly SimpleSeries[];
    })
  | (FamilyHead & { readonly type: 'summary'; readonly series: readonly CompoundSeries[] })
  | (FamilyHead & { readonly type: 'histogram'; readonly series: readonly CompoundSeries[] });
