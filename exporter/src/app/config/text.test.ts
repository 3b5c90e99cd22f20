import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseEnvFile } from './env-file.ts';
import { editDistance, nearestFew } from '../../protocols/suggest.ts';
import { valueOfText } from './text-value.ts';
import { yamlLayer } from './yaml-file.ts';

describe('parseEnvFile', () => {
  it.each([
    ['A=1', [['A', '1']], []],
    ['A = b c  # note', [['A', 'b c']], []],
    ['export A="x # \\"y\\"\\n" # z', [['A', 'x # "y"\n']], []],
    ["A='x\\n'", [['A', 'x\\n']], []],
    ['A=', [['A', '']], []],
    [
      '\uFEFFA=1\r\nB=2',
      [
        ['A', '1'],
        ['B', '2'],
      ],
      [],
    ],
    ['A="open', [], [1]],
    ['A="x"y', [], [1]],
    ['# c\n\n1A=2\nwhat', [], [3, 4]],
  ])('reads %j', (text, assignments, badLines) => {
    const read = parseEnvFile(text);
    expect(read.assignments.map(({ name, value }) => [name, value])).toEqual(assignments);
    expect(read.badLines).toEqual(badLines);
  });

  it('takes any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void parseEnvFile(text)));
  });
});

it('yamlLayer takes any text', () => {
  const schema = { type: 'object', properties: { a: { type: 'object', properties: { b: {} } }, c: {} } };
  const unit = fc.constantFrom(
    'a',
    'b',
    'c',
    ':',
    ' ',
    '\n',
    '- ',
    '*x',
    '&x ',
    '{',
    '}',
    '"',
    '? ',
    '!!t ',
    '\0',
  );
  fc.assert(
    fc.property(fc.string({ unit }), (text) => void yamlLayer('f', text, schema)),
    { numRuns: 500 },
  );
});

it.each([
  ['', 'abc', 3],
  ['abc', 'abc', 0],
  ['abc', 'acb', 1],
  ['kitten', 'sitting', 3],
])('editDistance of %j and %j is %d', (a, b, distance) => expect(editDistance(a, b)).toBe(distance));

it('nearestFew puts the most alike first', () => {
  expect(nearestFew('cpuu', ['disk', 'gpu', 'cpu'], 2)).toEqual(['cpu']);
  expect(nearestFew('host-web1', ['host-web2', 'host-web', 'db'], 5)).toEqual(['host-web', 'host-web2']);
});

it.each<[string, object, unknown]>([
  ['on', { type: 'boolean' }, true],
  ['0', { type: 'boolean' }, false],
  ['maybe', { type: 'boolean' }, 'maybe'],
  ['1e3', { type: 'number' }, 1000],
  ['0x10', { type: 'integer' }, '0x10'],
  ['', { type: ['string', 'null'] }, null],
  ['null', { anyOf: [{ type: 'number' }, { type: 'null' }] }, null],
  ['1, 2', { type: 'array', items: { type: 'integer' } }, [1, 2]],
  ['["a,b"]', { type: 'array' }, ['a,b']],
  ['[broken]', { type: 'array' }, '[broken]'],
  ['[::1]:80,[::2]:80', { anyOf: [{ type: 'string' }, { type: 'array' }] }, ['[::1]:80', '[::2]:80']],
  ['/a,b', { type: 'array', commas: 'kept' }, ['/a,b']],
  ['', { type: 'array', commas: 'kept' }, []],
  ['["/a","/b"]', { type: 'array', commas: 'kept' }, ['/a', '/b']],
  ['{"a":1}', { type: 'object' }, { a: 1 }],
  ['7', { type: 'string' }, '7'],
])('%j for %j is %j', (text, node, value) => expect(valueOfText(text, node)).toEqual(value));
