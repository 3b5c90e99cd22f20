import { expect, it } from 'vitest';
import { hoursOf, rangeText } from './range';

it.each([1, 6, 24, 168])('reads what it writes: %d', (hours) => {
  expect(hoursOf(rangeText(hours))).toBe(hours);
});

it.each(['', '2h', 'week', '-1h'])('takes six hours for what it does not know: %j', (text) => {
  expect(hoursOf(text)).toBe(6);
});
