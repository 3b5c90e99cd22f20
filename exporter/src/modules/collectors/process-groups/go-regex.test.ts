import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goRegex } from './go-regex.ts';
import { baseName } from './matcher.ts';
import { parseTemplate } from './template.ts';

describe('goRegex', () => {
  it.each([
    ['(?P<name>a+)', 'baab', true],
    ['(?i)ABC', 'xabcx', true],
    ['\\Aabc\\z', 'abc', true],
    ['\\Aabc\\z', 'abcd', false],
    ['[[:digit:]]{2}', 'a12', true],
    ['[[:alpha:]_]+$', '12', false],
    ['\\\\z', 'a\\z', true],
  ])('%s on %s: %s', (source, text, matches) => expect(goRegex(source).test(text)).toBe(matches));

  it.each(['(', '[', 'a{2,1}', '(?P<1>x)', '(?<'])('refuses %s', (source) =>
    expect(() => goRegex(source)).toThrow(SyntaxError),
  );

  it('fails in no other way', () => {
    fc.assert(
      fc.property(fc.string(), (source) => {
        try {
          goRegex(source);
        } catch (error) {
          expect(error).toBeInstanceOf(SyntaxError);
        }
      }),
    );
  });
});

it.each([
  ['', '.'],
  ['/', '/'],
  ['///', '/'],
  ['a', 'a'],
  ['/usr/bin/a', 'a'],
  ['/usr/bin/a//', 'a'],
])('baseName(%j) is %j as in Go', (path, base) => expect(baseName(path)).toBe(base));

it('parseTemplate never throws', () => {
  const piece = fc.constantFrom('{{', '}}', '.Comm', '.Matches.', ' index ', '"', '-', ' ', 'x', '{{.PID}}');
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
      parseTemplate(pieces.join(''));
    }),
  );
});
