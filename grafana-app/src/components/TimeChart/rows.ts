import type { AlignedData } from './series';

/** More rows than a person reads; a chart of more points is thinned evenly for its table. */
export const MAX_ROWS = 200;

export interface Row {
  readonly time: number;
  readonly values: ReadonlyArray<number | null>;
}

/** The times at which any series has a value, newest first. */
export function tableRows({ times, columns }: AlignedData): Row[] {
  const rows = times
    .map((time, index) => ({ time, values: columns.map((column) => column[index] ?? null) }))
    .filter(({ values }) => values.some((value) => value !== null))
    .reverse();
  const every = Math.ceil(rows.length / MAX_ROWS);
  return rows.filter((_, index) => index % every === 0);
}

export interface Extent {
  readonly last: number;
  readonly lowest: number;
  readonly highest: number;
}

export function extentOf(values: ReadonlyArray<number | null | undefined>): Extent | null {
  const given = values.filter((value) => typeof value === 'number');
  const last = given.at(-1);
  if (last === undefined) {
    return null;
  }
  return given.reduce<Extent>(
    (extent, value) => ({
      last,
      lowest: Math.min(extent.lowest, value),
      highest: Math.max(extent.highest, value),
    }),
    { last, lowest: last, highest: last }
  );
}
