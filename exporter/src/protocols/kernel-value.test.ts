import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { integerOf, textOf } from './kernel-value.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

describe('integerOf', () => {
  it.each([
    ['0\n', 0],
    [' 1500 \n', 1500],
    ['-1\n', -1],
    ['0x1003\n', 0x1003],
    ['0xffffffffffffffff', 2 ** 64],
    ['999999999999999', 999999999999999],
    ['9007199254740993', Number('9007199254740993')],
    ['-9223372036854775808', -(2 ** 63)],
    ['18446744073709551615\n', 2 ** 64],
    ['', NaN],
    ['\n', NaN],
    ['-', NaN],
    ['--1', NaN],
    ['+1', NaN],
    ['1 2', NaN],
    ['1.5', NaN],
    ['1e3', NaN],
    ['0x', NaN],
    ['ff', NaN],
    ['\0', NaN],
    ['\xff', NaN],
    ['9'.repeat(21), NaN],
    ['9'.repeat(100_000), NaN],
  ])('reads %j', (text, value) => expect(integerOf(bytes(text))).toBe(value));

  it('agrees with Number on every 64-bit integer', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), (value) => {
        expect(integerOf(bytes(`${value}\n`))).toBe(Number(value) + 0);
      }),
    );
  });
});

describe('textOf', () => {
  it.each([
    ['up\n', 'up'],
    ['\t a b \r\n', 'a b'],
    ['', ''],
    ['\n\n', ''],
    ['Gr\xc3\xbc\xc3\x9fe\n', 'Grüße'],
    ['a\xffb', 'a\ufffdb'],
  ])('reads %j', (text, value) => expect(textOf(bytes(text))).toBe(value));

  it('reads anything', () => {
    fc.assert(fc.property(fc.uint8Array(), (each) => textOf(each).isWellFormed()));
  });
});
