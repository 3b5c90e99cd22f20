import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModuleError } from '../../model/errors.ts';
import { formatGoFloat, parseGoFloat } from './go-number.ts';
import { parseTextFormat } from './parser.ts';

const parse = (text: string) => parseTextFormat(Buffer.from(text, 'latin1'));
/** Simple series as `name{labels} value`. */
const linesOf = (text: string) =>
  parse(text).flatMap((family) =>
    family.series.map((series) => {
      const labels = series.labels.map(([name, value]) => `${name}=${JSON.stringify(value)}`).join();
      return 'value' in series ? `${family.name}{${labels}} ${series.value}` : family.name;
    }),
  );

describe('parseTextFormat', () => {
  it.each([
    ['', []],
    ['\n  \n', []],
    ['a 1\n  ', ['a{} 1']],
    ['  a\t\t1\n', ['a{} 1']],
    ['a.5\nb-1\nc{x="1"}2\n', ['a{} 0.5', 'b{} -1', 'c{x="1"} 2']],
    ['a{} 1\nb{ } 2\nc{x="1",} 3\n', ['a{} 1', 'b{} 2', 'c{x="1"} 3']],
    ['d{ x = "1" , y="2" } 4\n', ['d{x="1",y="2"} 4']],
    ['a:b_1 1\n', ['a:b_1{} 1']],
    ['a{x="q\\"b\\\\n\\n"} 1\n', ['a{x="q\\"b\\\\n\\n"} 1']],
    ['a{x="1"} 1\na{x="1"} 2\n', ['a{x="1"} 1', 'a{x="1"} 2']],
    ['{"a",x="1"} 1\n{x="2","b"} 2\nc{"y"="3"} 3\n', ['a{x="1"} 1', 'b{x="2"} 2', 'c{y="3"} 3']],
    ['# x \xff\n#\n# HELP\n# HELP a\n# TYPE\n# TYPE a\nb 2\n', ['b{} 2']],
    ['# TYPE a gauge\n', []],
  ])('reads %j', (text, lines) => expect(linesOf(text)).toEqual(lines));

  it.each([
    ['# HELP a one\\ntwo\\\\ "x"\n# TYPE a GAUGE\na 1\n', 'gauge', 'one\ntwo\\ "x"'],
    ['# TYPE a counter\na 1\n', 'counter', null],
    ['a 1\n# HELP a later\n', 'untyped', 'later'],
    ['# HELP a \na 1\n', 'untyped', null],
    ['#HELP a x \na 1\n', 'untyped', 'x '],
  ])('takes from %j the type %s and the help %j', (text, type, help) =>
    expect(parse(text)).toMatchObject([{ name: 'a', type, help }]),
  );

  it('puts the parts of histograms and summaries together', () => {
    const text = `# TYPE h histogram
h_bucket{le="+Inf",a="x"} 3
h_bucket{a="x",le="0.5"} 1.9
h_sum{a="x"} 4.5
h_count{a="x"} 3
h_bucket{le="1"} 7
# TYPE s summary
s{quantile="0.5"} 1.5
s{quantile="NaN"} 2
s_sum 4
s_count 2.7
s_bucket 9
`;
    expect(parse(text)).toEqual([
      {
        name: 'h',
        type: 'histogram',
        help: null,
        series: [
          {
            labels: [['a', 'x']],
            points: new Map([
              [Infinity, 3],
              [0.5, 1],
            ]),
            sum: 4.5,
            count: 3,
          },
          { labels: [], points: new Map([[1, 7]]), sum: 0, count: 0 },
        ],
      },
      {
        name: 's',
        type: 'summary',
        help: null,
        series: [{ labels: [], points: new Map([[0.5, 1.5]]), sum: 4, count: 2 }],
      },
      { name: 's_bucket', type: 'untyped', help: null, series: [{ labels: [], value: 9 }] },
    ]);
  });

  it('leaves a sample to the family that has just its name', () => {
    const families = parse('h_count 5\n# TYPE h histogram\nh_count 7\nh_sum 1\n');
    expect(families.map(({ name, series }) => [name, series.length])).toEqual([
      ['h_count', 2],
      ['h', 1],
    ]);
  });

  it.each([
    ['a 1', 'line 1: unexpected end of input stream'],
    ['b 2\n# x', 'line 2: unexpected end of input stream'],
    ['a 1 \n', 'line 1: expected integer as timestamp, got ""'],
    ['a 1\r\n', 'line 1: expected float as value, got "1\\r"'],
    ['a 1 2\n', 'line 1: unsupported client-side timestamp, skipping entire file'],
    ['a 1 2 3\n', 'line 1: spurious string after timestamp: " 3"'],
    ['a{x="1"}\n', 'line 1: expected float as value, got ""'],
    ['a-b 1\n', 'line 1: expected float as value, got "-b"'],
    ['\n1a 2\n', 'line 2: invalid metric name'],
    ['{x="1"} 2\n', 'line 1: invalid metric name'],
    ['{"a.b"} 2\n', 'line 1: invalid metric name'],
    ['a{"b"} 2\n', "line 1: expected '=' after label name, found '}'"],
    ['a{"b.c"="1"} 2\n', 'line 1: invalid label name for metric "a"'],
    ['a{x} 1\n', "line 1: expected '=' after label name, found '}'"],
    ['a{x=1} 1\n', `line 1: expected '"' at start of label value, found '1'`],
    ['a{x="1"y="2"} 1\n', 'line 1: unexpected end of label value "x"'],
    ['a{x="b\n"} 1\n', 'line 1: label value "b" contains unescaped new-line'],
    ['a{x="\\t"} 1\n', "line 1: invalid escape sequence '\\t'"],
    ['a{x="\xff"} 1\nb 2\n', 'line 1: invalid label value "\uFFFD"'],
    ['a{=""} 1\n', 'line 1: invalid label name for metric "a"'],
    ['a{x="1",x="2"} 1\n', 'line 1: duplicate label names for metric "a"'],
    ['a{__name__="1"} 1\n', 'line 1: label name "__name__" is reserved'],
    ['# HELP a one\\t\na 1\n', "line 1: invalid escape sequence '\\t'"],
    ['# HELP a{ b\n', 'line 1: invalid metric name in comment'],
    ['# HELP a x\n# HELP a y\na 1\n', 'line 2: second HELP line for metric name "a"'],
    ['a 1\n# TYPE a gauge\n', 'line 2: second TYPE line for metric name "a", or TYPE reported after samples'],
    ['# TYPE a gauge \na 1\n', 'line 1: unknown metric type "gauge "'],
    ['# TYPE a info\na 1\n', 'line 1: unknown metric type "info"'],
    ['# TYPE h histogram\nh_bucket{le="x"} 1\n', `line 2: expected float as value for 'le' label, got "x"`],
    ['\0\0\0', 'line 1: unexpected end of input stream'],
  ])('refuses %j', (text, message) => {
    const error = (() => {
      try {
        return parse(text);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(ModuleError);
    expect(error).toMatchObject({ code: 'malformed_reply', message });
  });

  it('refuses more samples than may be shown', () => {
    expect(() => parse('a 1\n'.repeat(50_001))).toThrow(expect.objectContaining({ code: 'limit_exceeded' }));
  });

  it('takes a long label', () => {
    const value = 'x'.repeat(2 * 1024 * 1024);
    expect(parse(`a{b="${value}"} 1\n`)[0]?.series[0]?.labels[0]?.[1]).toBe(value);
  });

  it('understands any bytes or says why not', () => {
    const word = fc.constantFrom(
      ...[
        '# ',
        'HELP ',
        'TYPE ',
        'a',
        'b_sum',
        '{',
        '}',
        '=',
        '"',
        ',',
        ' ',
        '\n',
        '1',
        'histogram',
        '\\',
        '\xff',
      ],
    );
    const check = (bytes: Uint8Array) => {
      try {
        parseTextFormat(Buffer.from(bytes));
      } catch (error) {
        expect(error).toMatchObject({ code: 'malformed_reply' });
      }
    };
    fc.assert(fc.property(fc.uint8Array(), check));
    fc.assert(
      fc.property(fc.array(word), (words) => check(Buffer.from(`${words.join('')}\n`, 'latin1'))),
      { numRuns: 2000 },
    );
  });
});

describe('numbers of Go', () => {
  it.each([
    ['1e3', 1000],
    ['+Inf', Infinity],
    ['-inf', -Infinity],
    ['infinity', Infinity],
    ['NaN', NaN],
    ['.5', 0.5],
    ['1.', 1],
    ['+1', 1],
    ['18446744073709551615', 2 ** 64],
    ['0x10', null],
    ['1_0', null],
    ['1e999', null],
    ['+nan', null],
    ['.', null],
    ['', null],
  ])('%j is read as %j', (text, value) => expect(parseGoFloat(text)).toEqual(value));

  it.each([
    [0, '0'],
    [-0, '-0'],
    [0.5, '0.5'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [409_600, '409600'],
    [1_000_000, '1e+06'],
    [1_638_400, '1.6384e+06'],
    [-26_214_400, '-2.62144e+07'],
    [1e21, '1e+21'],
    [1.5e300, '1.5e+300'],
    [123_456.789, '123456.789'],
    [Infinity, '+Inf'],
    [-Infinity, '-Inf'],
    [NaN, 'NaN'],
  ])('%d is written as %s', (value, text) => expect(formatGoFloat(value)).toBe(text));
});
