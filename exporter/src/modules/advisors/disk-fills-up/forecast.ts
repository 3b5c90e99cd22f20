import { theilSen, thin, MAX_POINTS, type Point, type Trend } from './trend.ts';

/** The trend's x is seconds since the first point. */
export interface Forecast {
  readonly trend: Trend;
  readonly first: Point;
  readonly last: Point;
  readonly historySeconds: number;
  /** From the last point on, at the median slope. */
  readonly secondsToFull: number;
  readonly earliestSeconds: number;
  readonly latestSeconds: number;
  /** From 0.3 for a wide interval to 0.9 for a sharp one. */
  readonly confidence: number;
}

/** When nothing is left, from free bytes over time; null when there is too little history or it may not shrink at all. */
export function forecast(avail: readonly Point[], minHistoryMs: number, minPoints: number): Forecast | null {
  const finite = thin(
    avail.filter(([, bytes]) => Number.isFinite(bytes)),
    MAX_POINTS,
  );
  const first = finite[0];
  const last = finite.at(-1);
  if (first === undefined || last === undefined || finite.length < minPoints) return null;
  if (last[0] - first[0] < minHistoryMs) return null;
  const trend = theilSen(finite.map(([ms, bytes]) => [(ms - first[0]) / 1000, bytes]));
  if (trend === null || trend.slopeHigh >= 0) return null;
  const secondsToFull = last[1] / -trend.slope;
  const earliestSeconds = last[1] / -trend.slopeLow;
  const latestSeconds = last[1] / -trend.slopeHigh;
  return {
    trend,
    first,
    last,
    historySeconds: (last[0] - first[0]) / 1000,
    secondsToFull,
    earliestSeconds,
    latestSeconds,
    confidence: last[1] === 0 ? 0.9 : 0.3 + 0.6 * (earliestSeconds / latestSeconds),
  };
}
