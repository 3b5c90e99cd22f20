/**
 * Theil–Sen: the median of the slopes between all pairs of points, which a few wild points do not move.
 * Its interval is Sen's: the slopes whose ranks lie z·√(n(n−1)(2n+5)/18) around the middle.
 * P. K. Sen, "Estimates of the regression coefficient based on Kendall's tau", JASA 63 (1968).
 */

export type Point = readonly [x: number, y: number];

export interface Trend {
  /** y per x. */
  readonly slope: number;
  /** 90 % interval of the slope. */
  readonly slopeLow: number;
  readonly slopeHigh: number;
  /** Median of y − slope·x. */
  readonly intercept: number;
  readonly count: number;
}

/** 95th percentile of the normal distribution: a two-sided interval of 90 %. */
const Z = 1.6449;

/** Pairs grow with the square: 120 points are 7,140 slopes. */
export const MAX_POINTS = 120;

/** Null with fewer than three points or without extent in x. */
export function theilSen(points: readonly Point[]): Trend | null {
  const used = thin(points, MAX_POINTS);
  const slopes: number[] = [];
  used.forEach(([x1, y1], i) => {
    for (const [x2, y2] of used.slice(i + 1)) if (x2 !== x1) slopes.push((y2 - y1) / (x2 - x1));
  });
  if (used.length < 3 || slopes.length === 0) return null;
  slopes.sort((a, b) => a - b);
  const n = used.length;
  const half = Z * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const low = Math.floor((slopes.length - half) / 2);
  const high = Math.ceil((slopes.length + half) / 2);
  const slope = medianOfSorted(slopes);
  return {
    slope,
    slopeLow: slopes[Math.max(0, low)] ?? slope,
    slopeHigh: slopes[Math.min(slopes.length - 1, high)] ?? slope,
    intercept: medianOfSorted(used.map(([x, y]) => y - slope * x).sort((a, b) => a - b)),
    count: n,
  };
}

/** So many points, evenly spread, with the first and the last. */
export function thin(points: readonly Point[], limit: number): readonly Point[] {
  if (points.length <= limit) return points;
  const step = (points.length - 1) / (limit - 1);
  return Array.from({ length: limit }, (_, i) => points[Math.round(i * step)] as Point);
}

function medianOfSorted(sorted: readonly number[]): number {
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
