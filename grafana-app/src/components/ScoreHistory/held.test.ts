import { describe, expect, it } from 'vitest';
import { heldPoints } from './held';

const MINUTE = 60_000;

describe('the points of a score', () => {
  it('hold until the next after a silence', () => {
    expect(
      heldPoints(
        [
          [0, 0],
          [10 * MINUTE, 70],
        ],
        { to: 10 * MINUTE }
      )
    ).toEqual([
      [0, 0],
      [10 * MINUTE - 1, 0],
      [10 * MINUTE, 70],
    ]);
  });

  it('go over into each other while the score changes', () => {
    const points = [
      [0, 70],
      [15_000, 60],
      [30_000, 52],
    ] as const;
    expect(heldPoints(points, { to: 30_000 })).toEqual(points);
  });

  it('hold until the end of the period', () => {
    expect(heldPoints([[0, 12]], { to: 5 * MINUTE })).toEqual([
      [0, 12],
      [5 * MINUTE, 12],
    ]);
  });

  it('are none where there are none', () => {
    expect(heldPoints([], { to: 5 })).toEqual([]);
  });
});
