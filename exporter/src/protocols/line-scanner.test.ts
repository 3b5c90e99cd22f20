import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LineScanner } from './line-scanner.ts';

const scan = (text: string) => new LineScanner(Buffer.from(text, 'latin1'));
const first = (text: string) => {
  const scanner = scan(text);
  scanner.nextLine();
  return scanner;
};

describe('LineScanner', () => {
  it.each([
    ['', 0],
    ['\n', 1],
    ['a', 1],
    ['a\n', 1],
    ['a\nb', 2],
    ['a\n\nb\n', 3],
  ])('finds the lines of %j', (text, count) => {
    const scanner = scan(text);
    let lines = 0;
    while (scanner.nextLine()) lines += 1;
    expect(lines).toBe(count);
    expect(scanner.nextLine()).toBe(false);
    expect(scanner.word()).toBe('');
  });

  it('reads words and numbers of one line only', () => {
    const scanner = first('cpu0  12\t34 x5 \nnext 1\n');
    expect([scanner.word(), scanner.number(), scanner.number(), scanner.number()]).toEqual([
      'cpu0',
      12,
      34,
      NaN,
    ]);
    expect(scanner.atLineEnd()).toBe(true);
    expect([scanner.word(), scanner.number()]).toEqual(['', NaN]);
    expect(scanner.nextLine()).toBe(true);
    expect([scanner.accept('nix'), scanner.accept('next '), scanner.number()]).toEqual([false, true, 1]);
  });

  it.each([
    ['0', 0],
    ['007', 7],
    ['999999999999999', 999999999999999],
    ['9007199254740993', Number('9007199254740993')],
    ['18446744073709551615', 2 ** 64],
    ['9'.repeat(21), NaN],
    ['9'.repeat(5000), NaN],
    ['', NaN],
    ['-1', NaN],
    ['1.5', NaN],
    ['1e3', NaN],
    ['12a', NaN],
    ['\0', NaN],
    ['\xff', NaN],
  ])('%j is the number %d', (text, value) => expect(first(text).number()).toBe(value));

  it.each([
    ['-1', -1],
    ['5', 5],
    ['-9007199254740993', -Number('9007199254740993')],
    ['', NaN],
    ['-', NaN],
    ['- 5', NaN],
    ['--5', NaN],
    ['+5', NaN],
    ['-5a', NaN],
  ])('%j is the integer %d', (text, value) => expect(first(text).integer()).toBe(value));

  it.each([
    [' 10: 5 6', '10', 5],
    ['IPI0:12 x:y', 'IPI0', 12],
    [': 7', '', 7],
    ['no mark 8', null, NaN],
    ['', null, NaN],
    ['of\nthis: line', null, NaN],
  ])('in %j %j is before the next mark', (text, word, value) => {
    const scanner = first(text);
    expect([scanner.wordBefore(':'), scanner.number()]).toEqual([word, value]);
  });

  it('ends an integer with its line', () => {
    const scanner = first('-\n5');
    expect(scanner.integer()).toBeNaN();
    expect([scanner.nextLine(), scanner.integer()]).toEqual([true, 5]);
  });

  it.each([
    ['0', 0],
    ['00ff', 255],
    ['DEADbeef', 0xdeadbeef],
    ['ffffffffffffffff', 2 ** 64],
    ['20000000000001ff', Number('0x20000000000001ff')],
    ['10000000000000000', NaN],
    ['', NaN],
    ['0x1f', NaN],
    ['1g', NaN],
    ['-1', NaN],
    ['1:2', NaN],
    ['\xff', NaN],
  ])('%j is %d in hexadecimal digits', (text, value) => expect(first(text).hex()).toBe(value));

  it('reads hexadecimal digits before a mark', () => {
    const scanner = first(' 1F:50 7; :9 a');
    const values = [scanner.hexBefore(':'), scanner.hex(), scanner.hexBefore(':'), scanner.hexBefore(':')];
    expect(values).toEqual([31, 80, NaN, NaN]);
    expect([scanner.hex(), scanner.hex(), scanner.hex()]).toEqual([9, 10, NaN]);
  });

  it('passes over a line that is known as a whole', () => {
    const scanner = first('ab cd \nab');
    expect([scanner.acceptLine('ab'), scanner.acceptLine('ab cd e'), scanner.acceptLine('b cd')]).toEqual([
      false,
      false,
      false,
    ]);
    expect([scanner.acceptLine('ab cd'), scanner.atLineEnd(), scanner.word()]).toEqual([true, true, '']);
  });

  it('passes over words', () => {
    const scanner = first('a  b\tc d \ne');
    expect([scanner.skip(2), scanner.word(), scanner.skip(5), scanner.skip(1)]).toEqual([2, 'c', 1, 0]);
  });

  it('splits at the last mark', () => {
    const scanner = first('  eth0:1:123 4');
    expect([scanner.wordBeforeLast(':'), scanner.number(), scanner.wordBeforeLast(':')]).toEqual([
      'eth0:1',
      123,
      null,
    ]);
    expect(scanner.number()).toBe(4);
  });

  it('hands out the rest without blanks around it', () => {
    const scanner = first('model name\t:  A B \t\n');
    expect([scanner.word(), scanner.rest(), scanner.rest()]).toEqual(['model', 'name\t:  A B', '']);
  });

  it.each([
    ['/mnt/\xc3\xa4 1', '/mnt/\u00e4'],
    ['a\xff\xfeb', 'a\ufffd\ufffdb'],
  ])('takes %j for UTF-8', (text, word) => expect(first(text).word()).toBe(word));

  it('agrees with splitting the text', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.stringMatching(/^[!-~]{1,8}$/), { maxLength: 5 }), { minLength: 1 }),
        (rows) => {
          const scanner = scan(`${rows.map((words) => words.join(' ')).join('\n')}\n`);
          for (const words of rows) {
            expect(scanner.nextLine()).toBe(true);
            for (const word of words) expect(scanner.word()).toBe(word);
            expect(scanner.atLineEnd()).toBe(true);
          }
          expect(scanner.nextLine()).toBe(false);
        },
      ),
    );
  });

  it('agrees with Number on every 64-bit integer', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), (value) => {
        expect(first(`${value}`).number()).toBe(Number(value));
        expect(first(value.toString(16)).hex()).toBe(Number(value));
      }),
    );
  });
});
