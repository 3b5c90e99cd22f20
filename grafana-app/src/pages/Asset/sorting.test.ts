import { describe, expect, it } from 'vitest';
import { sortedBy } from './sorting';

describe('sortedBy', () => {
  const sorted = (values: Array<string | number | null>, isDescending: boolean) =>
    sortedBy(values, (value) => value, isDescending);

  it('sorts numbers by value and text as people count', () => {
    expect(sorted([10, 9, 100], false)).toEqual([9, 10, 100]);
    expect(sorted(['port 10', 'port 9'], false)).toEqual(['port 9', 'port 10']);
  });

  it('keeps what has no value last in either order', () => {
    expect(sorted([null, 1, null, 2], false)).toEqual([1, 2, null, null]);
    expect(sorted([null, 1, null, 2], true)).toEqual([2, 1, null, null]);
  });
});
