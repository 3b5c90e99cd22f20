import { nearestFilled, toleranceOf, type AlignedData } from './series';
import type { ChartItem } from './shape';

/** What an item says at a time: its value, or the two edges of its band. */
export interface Reading {
  readonly label: string;
  readonly color: string;
  readonly values: readonly number[];
}

/** Of every item that has a point near the time at `index`. */
export function readingsAt({ times, columns }: AlignedData, items: readonly ChartItem[], index: number): Reading[] {
  return items.flatMap(({ label, color, indexes }) => {
    const values = indexes.flatMap((of) => {
      const column = columns[of] ?? [];
      const at = nearestFilled(times, column, index, toleranceOf(times, column));
      const value = at === null ? undefined : column[at];
      return typeof value === 'number' ? [value] : [];
    });
    return values.length < indexes.length ? [] : [{ label, color, values }];
  });
}
