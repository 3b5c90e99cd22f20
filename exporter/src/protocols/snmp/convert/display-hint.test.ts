import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyDisplayHint, parseDisplayHint } from './display-hint.ts';
import { utf8Text } from './octets-text.ts';

function shown(hint: string, octets: Buffer): string | null {
  const steps = parseDisplayHint(hint);
  const text = steps && applyDisplayHint(steps, octets);
  return text && utf8Text(text);
}
const bytes = (value: string | readonly number[]) =>
  typeof value === 'string' ? Buffer.from(value) : Buffer.from(value);

describe('a display hint', () => {
  it.each<[hint: string, octets: string | readonly number[], text: string | null]>([
    ['1d.1d.1d.1d', [192, 168, 1, 1], '192.168.1.1'],
    ['1d.1d.1d.1d%4d', [192, 168, 1, 1, 0, 0, 0, 3], '192.168.1.1%3'],
    ['1x:', [0, 0x1a, 0x2b], '00:1A:2B'],
    ['2x:2x:2x', [0x20, 1, 0xd, 0xb8, 0, 1], '2001:0DB8:0001'],
    ['255a', 'Hello, World!', 'Hello, World!'],
    ['10t', 'hé世', 'hé世'],
    ['10a', [0x48, 0x80, 0xff, 0x21], 'H�!'],
    ['1d', [42], '42'],
    ['4d', [0, 1, 0, 0], '65536'],
    ['8d', [255, 255, 255, 255, 255, 255, 255, 255], '18446744073709551615'],
    ['10d', [0, 0, 0, 0, 0, 0, 0, 1], '1'],
    ['1o', [8], '10'],
    ['2o', [1, 0], '400'],
    ['1x-', [0xaa, 0xbb], 'AA-BB'],
    ['1x', [0x0f], '0F'],
    ['1d.', [42], '42'],
    // The last step goes on; the separator is not written behind the end.
    ['1d.', [1, 2, 3], '1.2.3'],
    ['1d-1d.', [1, 2, 3, 4], '1-2.3.4'],
    ['1d.1d.1d.1d', [10, 20], '10.20'],
    ['2d-1d-1d,1d:1d:1d.1d', [7, 0xe6, 8, 15, 8, 1, 15, 0], '2022-8-15,8:1:15.0'],
    [
      '4x-2x-2x-1x1x-6x',
      [0x12, 0x34, 0x56, 0x78, 0xab, 0xcd, 0xef, 1, 0x23, 0x45, 0, 0x11, 0x22, 0x33, 0x44, 0x55],
      '12345678-ABCD-EF01-2345-001122334455',
    ],
    ['*1x:', [3, 0xaa, 0xbb, 0xcc], 'AA:BB:CC'],
    ['*1d./1d', [3, 10, 20, 30, 40], '10.20.30/40'],
    ['*1d./1d', [5, 10, 20], '10.20'],
    ['*1d.', [0, 1, 9], '9'],
    ['*1d*1x', [1, 10, 1, 10], '100A'],
    ['0a[1a]1a', 'AB', '[A]B'],
    ['0a[1a', 'A', '[A'],
    ['0a[2x]0a:2d', [0x20, 1, 0, 0x50], '[2001]:80'],
    ['1d-0a.1d', [10, 20], '10-.20'],
    ['', [1], null],
    ['1d', [], null],
    ['1z', [1], null],
    ['1', [1], null],
    ['d', [1], null],
    ['*', [1], null],
    ['1d**', [1], null],
    ['0d', [1, 2], null],
    ['0a.', [1, 2], null],
    ['9d', [1, 0, 0, 0, 0, 0, 0, 0, 0], null],
    ['9o', [1, 0, 0, 0, 0, 0, 0, 0, 0], null],
    ['9x', [1, 0, 0, 0, 0, 0, 0, 0, 0], '010000000000000000'],
    ['2d9999999999999999999d', [0, 1, 2, 3], '1515'],
  ])('%s of %o → %s', (hint, octets, text) => expect(shown(hint, bytes(octets))).toBe(text));

  const STEP = fc.tuple(
    fc.constantFrom('', '*'),
    fc.nat(10),
    fc.constantFrom('d', 'x', 'o', 'a', 't'),
    fc.constantFrom('', '.', '%', ':/'),
  );
  it('of whatever kind comes to an end with a text that is not much longer than the octets', () => {
    const hints = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.array(STEP, { maxLength: 5 }).map((steps) => steps.map((step) => step.join('')).join('')),
    );
    fc.assert(
      fc.property(hints, fc.uint8Array({ maxLength: 300 }), (hint, octets) => {
        const text = shown(hint, Buffer.from(octets));
        // Numbers of up to three digits, a separator and a terminator; steps without octets are as many as the hint has.
        expect((text ?? '').length).toBeLessThanOrEqual(octets.length * 5 + hint.length * 3);
      }),
    );
  });
});
