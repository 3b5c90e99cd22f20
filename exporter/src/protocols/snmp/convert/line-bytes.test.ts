import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineBytes } from './line-bytes.ts';

describe('LineBytes', () => {
  it('has what was appended, however much and of whatever characters', () => {
    const text = fc.tuple(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 3000 }));
    fc.assert(
      fc.property(fc.array(text), (parts) => {
        const lines = new LineBytes();
        for (const [part, times] of parts) lines.append(part.repeat(times));
        const all = Buffer.from(parts.map(([part, times]) => part.repeat(times)).join(''));
        expect([lines.length, lines.copy().equals(all)]).toEqual([all.length, true]);
      }),
    );
  });

  const numbers = (values: readonly number[]) => {
    const lines = new LineBytes();
    for (const value of values) {
      lines.appendNumber(value);
      lines.append(' ');
    }
    return lines.copy().toString().trimEnd().split(' ');
  };

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
