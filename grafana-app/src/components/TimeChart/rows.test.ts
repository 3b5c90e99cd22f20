import { describe, expect, it } from 'vitest';
import { MAX_ROWS, extentOf, tableRows } from './rows';

describe('tableRows', () => {
  it('has the times with values, newest first', () => {
    expect(
      tableRows({
        times: [1, 2, 3],
        columns: [
          [5, undefined, null],
          [undefined, undefined, 7],
        ],
      })
    ).toEqual([
      { time: 3, values: [null, 7] },
      { time: 1, values: [5, null] },
    ]);
  });

  it('is thinned evenly when long, and keeps the newest', () => {
    const times = Array.from({ length: 1000 }, (_, index) => index);
    const rows = tableRows({ times, columns: [times] });
    expect(rows.length).toBe(MAX_ROWS);
    expect(rows.slice(0, 2).map(({ time }) => time)).toEqual([999, 994]);
  });
});

describe('extentOf', () => {
  it('is of what is there', () => {
    expect(extentOf([3, null, 9, 1, undefined])).toEqual({ last: 1, lowest: 1, highest: 9 });
    expect(extentOf([null, undefined])).toBeNull();
  });
});
