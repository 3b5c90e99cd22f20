import { describe, expect, it } from 'vitest';
import { SequenceCounter, SequenceWindow } from './sequence-window.ts';

describe('the window of session sequence numbers', () => {
  it.each([
    ['in order', [1, 2, 3], [true, true, true]],
    ['out of order', [1, 4, 2, 3], [true, true, true, true]],
    ['twice', [1, 2, 2, 1], [true, true, false, false]],
    ['far behind', [100, 84, 85], [true, false, true]],
    ['far ahead', [100, 117, 116], [true, false, true]],
    ['after a gap', [1, 17, 2, 1], [true, true, true, false]],
    ['around the end', [0xfffffffe, 1, 0xffffffff, 1], [true, true, true, false]],
    ['from anywhere', [0x12345678, 0x12345679], [true, true]],
  ])('%s', (_name, numbers, expected) => {
    const window = new SequenceWindow();
    expect(numbers.map((number) => window.accept(number))).toEqual(expected);
  });
});

it.each([
  [1, [1, 2, 3]],
  [0xffffffff, [0xffffffff, 1, 2]],
  [0, [1, 2, 3]],
])('counts from %i and never gives 0', (first, expected) => {
  const counter = new SequenceCounter(first);
  expect(expected.map(() => counter.next())).toEqual(expected);
});
