import { describe, expect, it } from 'vitest';
import { alignSeries, bandsOf, hasValues, nearestFilled, toleranceOf } from './series';

describe('alignSeries', () => {
  it('puts all series on one time axis and tells what is absent from what is a gap', () => {
    const aligned = alignSeries([
      {
        name: 'a',
        points: [
          [10, 1],
          [30, null],
        ],
      },
      { name: 'b', points: [[20, 2]] },
    ]);
    expect(aligned.times).toEqual([10, 20, 30]);
    expect(aligned.columns).toEqual([
      [1, undefined, null],
      [undefined, 2, undefined],
    ]);
  });

  it('spans the range given, and leaves out what is beyond', () => {
    const aligned = alignSeries(
      [
        {
          name: 'a',
          points: [
            [5, 0],
            [20, 2],
            [95, 9],
          ],
        },
      ],
      { from: 10, to: 50 }
    );
    expect(aligned.times).toEqual([10, 20, 50]);
    expect(aligned.columns).toEqual([[undefined, 2, undefined]]);
  });

  it('knows when there is nothing to draw', () => {
    expect(hasValues(alignSeries([{ name: 'a', points: [[1, null]] }], { from: 0, to: 9 }))).toBe(false);
    expect(hasValues(alignSeries([{ name: 'a', points: [[1, 0]] }]))).toBe(true);
  });
});

describe('bandsOf', () => {
  it('pairs lower and upper edges in their order, and leaves an edge alone that has no other', () => {
    expect(
      bandsOf([{ role: 'observed' }, { role: 'upper' }, { role: 'lower' }, { role: 'lower' }, { role: 'forecast' }])
    ).toEqual([{ lower: 2, upper: 1 }]);
  });
});

describe('nearestFilled', () => {
  const times = [0, 10, 20, 30, 40];
  const column = [1, undefined, undefined, 4, null];

  it('finds the nearest point within the tolerance, the earlier of two', () => {
    expect(nearestFilled(times, column, 1, 10)).toBe(0);
    expect(nearestFilled(times, column, 2, 10)).toBe(3);
    expect(nearestFilled(times, [1, undefined, 3], 1, 10)).toBe(0);
    expect(nearestFilled(times, column, 3, 0)).toBe(3);
  });

  it('finds none that is too far, nor beyond the ends', () => {
    expect(nearestFilled(times, column, 1, 5)).toBeNull();
    expect(nearestFilled(times, [undefined], 0, 1000)).toBeNull();
    expect(nearestFilled(times, column, 9, 10)).toBeNull();
  });
});

describe('toleranceOf', () => {
  it('is one and a half of the usual step, none for a single point', () => {
    expect(toleranceOf([0, 10, 20, 30, 1000], [1, 1, 1, 1, 1])).toBe(15);
    expect(toleranceOf([0, 10], [1, undefined])).toBe(0);
  });
});
