import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseNumberFile } from './number-file.ts';

const parse = (text: string) => parseNumberFile(Buffer.from(text, 'latin1'), 'pid_max');

describe('parseNumberFile', () => {
  it.each([
    ['0', 0],
    ['32768\n', 32768],
    [' 7 \n', 7],
    ['18446744073709551615\n', 2 ** 64],
  ])('reads %j', (text, value) => expect(parse(text)).toBe(value));

  it.each(['', '\n', '-1\n', '1.5\n', '1 2\n', '1\n2\n', '0x10\n', 'many\n', '9'.repeat(21), '1\xff', '\0'])(
    'refuses %j',
    (text) => expect(() => parse(text)).toThrow('pid_max: not one unsigned number'),
  );

  it('fuzz: any bytes give a number or malformed_reply', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        try {
          expect(parseNumberFile(bytes, 'x')).toBeGreaterThanOrEqual(0);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
