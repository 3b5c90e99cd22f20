import { describe, expect, it } from 'vitest';
import { courseOf, sparklinePath } from './linePath';

const PERIOD = { from: 1000, to: 2000 };
const BOX = { width: 100, height: 20 };

describe('the line of a score', () => {
  it('spans the period and the scale', () => {
    expect(
      sparklinePath(
        [
          [1000, 0],
          [1500, 50],
          [2000, 100],
        ],
        PERIOD,
        BOX
      )
    ).toBe('M0 20L50 10L100 0');
  });

  it('does not leave its box', () => {
    expect(
      sparklinePath(
        [
          [500, 120],
          [2500, -3],
        ],
        PERIOD,
        BOX
      )
    ).toBe('M0 0L100 20');
  });

  it('is empty without points', () => {
    expect(sparklinePath([], PERIOD, BOX)).toBe('');
  });
});

describe('the course of a score', () => {
  it('is its beginning, top and end', () => {
    expect(
      courseOf([
        [1, 10],
        [2, 80],
        [3, 40],
      ])
    ).toEqual({ first: 10, highest: 80, last: 40 });
  });

  it('is none without points', () => {
    expect(courseOf([])).toBeNull();
  });
});
