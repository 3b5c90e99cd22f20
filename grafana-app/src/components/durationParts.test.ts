import { describe, expect, it } from 'vitest';
import { durationParts } from './durationParts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe('a duration', () => {
  it.each([
    [-5, '0 milliseconds'],
    [0.4, '0 milliseconds'],
    [999, '999 milliseconds'],
    [59_999, '59 seconds'],
    [MINUTE, '1 minutes'],
    [MINUTE + 3 * SECOND, '1 minutes 3 seconds'],
    [2 * HOUR + 59 * SECOND, '2 hours'],
    [25 * HOUR + 30 * MINUTE, '1 days 1 hours'],
    [24 * HOUR + 30 * MINUTE, '1 days'],
    [400 * 24 * HOUR, '400 days'],
  ])('of %d ms', (milliseconds, expected) => {
    const parts = durationParts(milliseconds);
    expect(parts.map(({ unit, value }) => `${value} ${unit}`).join(' ')).toBe(expected);
  });
});
