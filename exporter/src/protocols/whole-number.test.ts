import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wholeNumber } from './whole-number.ts';

describe('wholeNumber', () => {
  it.each([
    ['0\n', 0],
    ['512', 512],
    [' 7 \n', 7],
    ['18446744073709551615\n', 2 ** 64],
  ])('reads %j', (text, value) => expect(wholeNumber(Buffer.from(text))).toBe(value));

  it.each(['', '\n', '-1\n', '1.5\n', '1 2\n', '1\n2\n', 'none\n', '0x10\n', '9'.repeat(30), '1\0\n'])(
    'refuses %j',
    (text) => expect(wholeNumber(Buffer.from(text))).toBeNaN(),
  );

  it('fuzz: any bytes give NaN or a whole number', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const value = wholeNumber(bytes);
        expect(Number.isNaN(value) || (Number.isInteger(value) && value >= 0)).toBe(true);
      }),
    );
  });
});
