import { expect, it } from 'vitest';
import { placeLabels, type Candidate } from './labels';

const SIZE = { width: 400, height: 300 };
const label = (text: string, x: number, y: number, pinned = false): Candidate => ({
  text,
  at: { x, y },
  width: 60,
  pinned,
});
const texts = (candidates: readonly Candidate[]) => placeLabels(candidates, SIZE).map(({ text }) => text);

it('labels do not cover each other; the first one stays', () => {
  expect(texts([label('a', 100, 100), label('b', 130, 105), label('c', 100, 120), label('d', 200, 100)])).toEqual([
    'a',
    'c',
    'd',
  ]);
});

it('also across the borders of the cells they are looked up in', () => {
  expect(texts([label('a', 94, 27), label('b', 98, 29)])).toEqual(['a']);
});

it('a pinned label is shown whatever it covers', () => {
  expect(texts([label('a', 100, 100), label('b', 100, 100, true)])).toEqual(['a', 'b']);
});

it('labels out of sight take no room', () => {
  expect(texts([label('a', -40, 10), label('b', 500, 10), label('c', 10, 310)])).toEqual([]);
});

it('there are never more than can be drawn in a frame', () => {
  const many = Array.from({ length: 1000 }, (_, at) => ({
    ...label(`n${at}`, (at % 40) * 10, Math.floor(at / 40) * 15 - 20),
    width: 2,
  }));
  expect(texts(many)).toHaveLength(160);
});
