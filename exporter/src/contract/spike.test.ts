import { expect, it } from 'vitest';
import { averaged, riseOf, withinWindow } from './spike.ts';

it('an average is plain at first and then weighs what is old ever less', () => {
  let average = averaged(null, 10, 5, 20);
  average = averaged(average, 20, 5, 20);
  expect(average).toEqual({ value: 15, seconds: 10 });
  for (let i = 0; i < 100; i += 1) average = averaged(average, 30, 5, 20);
  expect(average.value).toBeCloseTo(30, 5);
  expect(average.seconds).toBe(20);
});

it('levels stay bounded', () => {
  let levels = withinWindow([], { timeMs: 0, percent: 1 }, 1e9);
  for (let i = 1; i < 4000; i += 1) levels = withinWindow(levels, { timeMs: i, percent: 1 }, 1e9);
  expect(levels.length).toBe(3600);
  expect(riseOf([])).toBe(0);
});
