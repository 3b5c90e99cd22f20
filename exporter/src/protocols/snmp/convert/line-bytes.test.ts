import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineBytes, mostBytes } from './line-bytes.ts';

describe('LineBytes', () => {
  it('has each line whole, whatever its characters and however many there were before', () => {
    const line = fc.tuple(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 3000 }));
    fc.assert(
      fc.property(fc.array(line), (all) => {
        const lines = new LineBytes();
        const texts = all.map(([part, times]) => part.repeat(times));
        const written = texts.map((text) => {
          lines.begin(mostBytes(text.length));
          const start = lines.end;
          lines.append(text);
          return { chunk: lines.chunk, start, end: lines.end };
        });
        expect(written.map(({ chunk, start, end }) => chunk.toString('utf8', start, end))).toEqual(
          texts.map((text) => text.toWellFormed()),
        );
      }),
    );
  });

  const numbers = (values: readonly number[]) =>
    values.map((value) => {
      const lines = new LineBytes();
      lines.begin(mostBytes(0));
      lines.appendNumber(value);
      return lines.chunk.toString('latin1', 0, lines.end);
    });

  it('writes numbers as the text format has them', () => {
    const odd = [0, -0, 7, -1, 1e9 - 1, 1e9, 1e9 + 1, 1e15, -1e15, 2 ** 53 - 1, 2 ** 53, 1e21, 0.1, 1 / 3];
    expect(numbers(odd)).toEqual(odd.map(String));
    expect(numbers([NaN, Infinity, -Infinity])).toEqual(['NaN', '+Inf', '-Inf']);
    const any = fc.oneof(
      fc.maxSafeInteger(),
      fc.integer(),
      fc.double({ noNaN: true, max: 1e300, min: -1e300 }),
    );
    fc.assert(
      fc.property(fc.array(any, { minLength: 1 }), (values) => {
        expect(numbers(values)).toEqual(values.map(String));
      }),
    );
  });
});
