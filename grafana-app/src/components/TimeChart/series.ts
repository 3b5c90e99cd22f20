export type SeriesRole = 'observed' | 'forecast' | 'lower' | 'upper' | 'line';

/** Milliseconds since the epoch and a value; null is a gap. */
export type ChartPoint = readonly [number, number | null];

export interface ChartSeries {
  readonly name: string;
  /** `lower` and `upper` enclose a band, the first with the first; `forecast` is dashed. Default: `line`. */
  readonly role?: SeriesRole;
  /** Oldest first. */
  readonly points: readonly ChartPoint[];
  /** A CSS colour; otherwise one of the theme's palette. */
  readonly color?: string;
}

export interface ChartThreshold {
  readonly value: number;
  readonly label: string;
}

export interface ChartMarker {
  /** Milliseconds since the epoch. */
  readonly time: number;
  readonly label: string;
}

/** Milliseconds since the epoch. */
export interface ChartTimeRange {
  readonly from: number;
  readonly to: number;
}

export type Column = Array<number | null | undefined>;

/** As uPlot wants it: one time axis for all; undefined where a series has no point at that time, null for its gaps. */
export interface AlignedData {
  readonly times: number[];
  readonly columns: readonly Column[];
}

/** The ends of `range` are part of the axis, so that the axis alone says what it spans. */
export function alignSeries(series: readonly ChartSeries[], range?: ChartTimeRange): AlignedData {
  const isShown = ([time]: ChartPoint) => range === undefined || (time >= range.from && time <= range.to);
  const shown = series.map(({ points }) => points.filter(isShown));
  const ends = range === undefined ? [] : [range.from, range.to];
  const times = [...new Set([...ends, ...shown.flatMap((points) => points.map(([time]) => time))])].sort(
    (a, b) => a - b
  );
  const columns = shown.map((points) => {
    const values = new Map(points);
    return times.map((time) => values.get(time));
  });
  return { times, columns };
}

export const hasValues = ({ columns }: AlignedData): boolean =>
  columns.some((column) => column.some((value) => typeof value === 'number'));

/** Pairs of a lower and an upper edge, as indexes of the series. */
export function bandsOf(series: ReadonlyArray<Pick<ChartSeries, 'role'>>): Array<{ lower: number; upper: number }> {
  const indexesOf = (role: SeriesRole) => series.flatMap((each, index) => (each.role === role ? [index] : []));
  const uppers = indexesOf('upper');
  return indexesOf('lower').flatMap((lower, nth) => {
    const upper = uppers[nth];
    return upper === undefined ? [] : [{ lower, upper }];
  });
}

/** How far from a point it still speaks for a time: one and a half of the usual distance between points. */
export function toleranceOf(times: readonly number[], column: Column): number {
  const filled = times.filter((_, index) => typeof column[index] === 'number');
  const steps = filled.slice(1).map((time, index) => time - (filled[index] ?? time));
  const median = steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)];
  return (median ?? 0) * 1.5;
}

/** The index nearest to `index` at which the series has a value, null when there is none within `tolerance` ms. */
export function nearestFilled(
  times: readonly number[],
  column: Column,
  index: number,
  tolerance: number
): number | null {
  const time = times[index];
  if (time === undefined) {
    return null;
  }
  const isNear = (at: number) => Math.abs((times[at] ?? Infinity) - time) <= tolerance;
  for (let distance = 0; isNear(index - distance) || isNear(index + distance); distance++) {
    const near = [index - distance, index + distance].find((at) => isNear(at) && typeof column[at] === 'number');
    if (near !== undefined) {
      return near;
    }
  }
  return null;
}
