import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csvLine } from './csv.ts';

const texts = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(';', '=', '-', '"', ',', '\n', '\t', ' ', 'x', "'") }),
);

describe('csvLine', () => {
  it.each([
    [['a', 'b c'], 'a,b c'],
    [[], ''],
    [['', null, ''], ',,'],
    [[1, -2.5, true, false], '1,-2.5,true,false'],
    [['say "hi"'], '"say ""hi"""'],
    [['a,b', 'c\nd', 'e\r'], '"a,b","c\nd","e\r"'],
    [['Сервер', '日本'], 'Сервер,日本'],
    [['=1+1'], "'=1+1"],
    [['+1', '-1', '@x'], "'+1,'-1,'@x"],
    [['=cmd|"/C calc"!A0'], `"'=cmd|""/C calc""!A0"`],
    [['  =1', '\u00a0=1', '\u0000=1'], `'  =1,'\u00a0=1,'\u0000=1`],
    [['\t1', '\r1', '\n1'], `'\t1,"'\r1","'\n1"`],
    [['＝1', '＠x'], "'＝1,'＠x"],
    [['a=1', 'x-y', 'user@host'], 'a=1,x-y,user@host'],
    [['x;=1', 'a;b', 'x\t +1;@y'], "x;'=1,a;b,x\t' +1;'@y"],
    [['x\n=1', 'x;"=1'], `"x\n'=1","x;'""=1"`],
  ])('%j', (cells, line) => expect(csvLine(cells)).toBe(`${line}\r\n`));

  it('gives back what went in, and nothing that a spreadsheet would run', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1 }), (cells) => {
        const line = csvLine(cells);
        const read = readLine(line);
        expect(read.map(withoutApostrophes)).toEqual(cells.map(withoutApostrophes));
        for (const cell of read) expect(cell).not.toMatch(/^\s*[=+\-@]|^[\t\r\n]/);
        for (const cell of line
          .slice(0, -2)
          .split(/[;\t\r\n]/)
          .slice(1))
          expect(cell).not.toMatch(/^[\s"]*[=+\-@]/);
      }),
    );
  });
});

const withoutApostrophes = (text: string) => text.replaceAll("'", '');

/** A reader of one line that knows quotes only. */
function readLine(line: string): string[] {
  const cells = `,${line.slice(0, -2)}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^",\r\n]*))/g);
  return [...cells].map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
}
