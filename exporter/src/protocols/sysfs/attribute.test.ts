import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, integer, prefixedInteger, text } from './attribute.ts';

const bytes = (content: string) => Buffer.from(content, 'latin1');

describe('numbers', () => {
  it.each([
    ['42\n', 42],
    ['  -7 \n', -7],
    ['+7', 7],
    ['0042\n', 42],
    ['18446744073709551615\n', 18446744073709552000],
    ['-9223372036854775808\n', -9223372036854776000],
    ['', NaN],
    ['\n', NaN],
    ['-\n', NaN],
    ['--1\n', NaN],
    ['1 2\n', NaN],
    ['1.5\n', NaN],
    ['0x10\n', NaN],
    ['9'.repeat(21), NaN],
    ['<unknown>\n', NaN],
    ['\xff\xfe', NaN],
    ['\0\0\0', NaN],
  ])('%j is the integer %d', (content, value) => expect(integer(bytes(content))).toBe(value));

  it.each([
    ['55000\n', 55000],
    ['8.2\n', 8.2],
    ['-1.5e3\n', -1500],
    ['.5', 0.5],
    ['1.\n', 1],
    ['.', NaN],
    ['1e\n', NaN],
    ['1e99999\n', NaN],
    ['N/A\n', NaN],
    ['', NaN],
  ])('%j is the decimal %d', (content, value) => expect(decimal(bytes(content))).toBe(value));

  it.each([
    ['0x8380\n', 0x8380],
    ['-0x1\n', -1],
    ['010\n', 8],
    ['0\n', 0],
    ['120\n', 120],
    ['0x\n', NaN],
    ['08\n', NaN],
    ['1f\n', NaN],
    [`0x${'f'.repeat(17)}`, NaN],
    ['', NaN],
  ])('%j is the prefixed integer %d', (content, value) =>
    expect(prefixedInteger(bytes(content))).toBe(value),
  );

  it('fuzz: any bytes are a number that JavaScript reads alike, or none', () => {
    const content = fc.oneof(
      fc.uint8Array({ maxLength: 30 }).map((each) => Buffer.from(each)),
      fc
        .tuple(fc.constantFrom('', ' ', '-', '+'), fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }))
        .map(([sign, number]) => bytes(`${sign}${number}\n`)),
    );
    fc.assert(
      fc.property(content, (each) => {
        for (const parse of [integer, decimal, prefixedInteger]) {
          const value = parse(each);
          const said = each.toString('latin1').trim().replace(/^\+/, '');
          if (!Number.isNaN(value) && !/^-?0/.test(said)) expect(value).toBe(Number(said));
        }
      }),
    );
  });
});

describe('text', () => {
  it.each([
    ['  LGC \n', 'LGC'],
    ['', ''],
    ['a\xff\xfeb', 'a\ufffdb'],
    ['\xef\xbf\xbd\xef\xbf\xbd', '\ufffd\ufffd'],
    ['\xc3\xa4', 'ä'],
  ])('%j is %j', (content, expected) => expect(text(bytes(content))).toBe(expected));
});
