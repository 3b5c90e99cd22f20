export interface BenchResult {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly target: number;
  /** Which side of the target is good. */
  readonly better: 'lower' | 'higher';
  readonly note?: string;
}
