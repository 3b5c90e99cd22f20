export type SortValue = string | number | null;

/** By a value of each row; rows without one come last in either order. Equal ones stay as they were. */
export function sortedBy<R>(rows: readonly R[], valueOf: (row: R) => SortValue, isDescending: boolean): R[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const [left, right] = [valueOf(a), valueOf(b)];
    if (left === null || right === null) {
      return Number(left === null) - Number(right === null);
    }
    return sign * compare(left, right);
  });
}

function compare(left: string | number, right: string | number): number {
  return typeof left === 'number' && typeof right === 'number'
    ? left - right
    : String(left).localeCompare(String(right), undefined, { numeric: true });
}
