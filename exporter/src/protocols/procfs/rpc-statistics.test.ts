import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { callsOfLine, numbersOfLine, parseRpcStatistics } from './rpc-statistics.ts';

const NAMES = new Set(['net', 'th', 'proc2']);
const parse = (text: string) => parseRpcStatistics(Buffer.from(text, 'latin1'), NAMES);
const malformed = expect.objectContaining({ code: 'malformed_reply' }) as Error;

describe('RPC statistics', () => {
  it.each([
    ['net 1 2 3 4\n', 'net', 4, [1, 2, 3, 4]],
    ['net\t1  2', 'net', 2, [1, 2]],
    ['th 8 0 0.000 0.000\n', 'th', 2, [8, 0]],
    ['net 1\nnet 2\n', 'net', 1, [2]],
    ['later 1\nnet 1\n', 'net', 1, [1]],
    ['net 1\n', 'th', 2, []],
    ['net 18446744073709551615\n', 'net', 1, [2 ** 64]],
  ])('%j has behind %s at least %i numbers: %j', (text, name, least, numbers) =>
    expect(numbersOfLine(parse(text), name, least)).toEqual(numbers),
  );

  it.each([
    ['proc2 3 7 8 9\n', [7, 8, 9]],
    ['net 1\n', []],
  ])('%j counts the calls %j', (text, calls) => expect(callsOfLine(parse(text), 'proc2', 3)).toEqual(calls));

  it.each(['', '\n\n', 'invalid', 'other 1 2\n', '\xff\xfe\0', 'net1 2\n'])('refuses %j', (text) =>
    expect(() => parse(text)).toThrow(malformed),
  );

  it.each(['net', 'net x', 'net 1 -2 3 4', 'net 1 2 3', `net ${'9'.repeat(30)} 2 3 4`, 'net 0.1 2 3 4'])(
    'does not find four numbers in %j',
    (text) => expect(() => numbersOfLine(parse(text), 'net', 4)).toThrow(malformed),
  );

  it.each(['proc2', 'proc2 2 1', 'proc2 2 1 1', 'proc2 3 1 1', 'proc2 3 1 1 1 1', 'proc2 x 1 1 1'])(
    'does not find the calls of at least three procedures in %j',
    (text) => expect(() => callsOfLine(parse(text), 'proc2', 3)).toThrow(malformed),
  );

  it('takes no more numbers than a line can have', () => {
    expect(numbersOfLine(parse(`net ${'1 '.repeat(100_000)}`), 'net', 1)).toHaveLength(256);
  });

  it('fuzz: any bytes give numbers or malformed_reply', () => {
    const line = fc
      .tuple(fc.constantFrom(...NAMES, 'x'), fc.array(fc.oneof(fc.nat().map(String), fc.string())))
      .map(([name, values]) => `${name} ${values.join(' ')}`);
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.array(line).map((lines) => Buffer.from(lines.join('\n'))),
    );
    fc.assert(
      fc.property(bytes, (each) => {
        try {
          const lines = parseRpcStatistics(each, NAMES);
          for (const [, numbers] of lines) expect(numbers.every((value) => value >= 0)).toBe(true);
          expect(callsOfLine(lines, 'proc2').every((value) => value >= 0)).toBe(true);
        } catch (error) {
          expect(error).toMatchObject({ code: 'malformed_reply' });
        }
      }),
    );
  });
});
