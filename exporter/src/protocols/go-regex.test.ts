import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goRegex } from './go-regex.ts';

describe('goRegex', () => {
  it.each<[string, string, boolean]>([
    ['(?P<name>a+)', 'baab', true],
    ['(?<name>a+)', 'baab', true],
    ['(?i)ABC', 'xabcx', true],
    ['(?is)A.C', 'a\nc', true],
    ['(?:a|b)c', 'bc', true],
    ['\\Aabc\\z', 'abc', true],
    ['\\Aabc\\z', 'abcd', false],
    ['[[:digit:]]{2}', 'a12', true],
    ['[[:alpha:]_]+$', '12', false],
    ['[[:punct:]]', '{', true],
    ['\\\\z', 'a\\z', true],
    ['a.c', 'a\rc', true],
    ['a.c', 'a\nc', false],
    ['a\\sc', 'a\tc', true],
    ['a\\sc', 'a\u00a0c', false],
    ['a\\sc', 'a\vc', false],
    ['[^\\s]', '\t\n ', false],
    ['\\S', ' \u00a0', true],
    ['[]a]+', 'x]', true],
    ['^[^]a]$', ']', false],
    ['[[a]', '[', true],
    ['[.]', 'a', false],
    ['\\Qa.b*\\E+', 'a.b**', true],
    ['\\Qa.b', 'axb', false],
    ['\\pL\\p{Nd}', 'é5', true],
    ['\\p{Greek}', 'aβ', true],
    ['\\P{Greek}', 'β', false],
    ['\\p{^Greek}', 'β', false],
    ['^\\x{1F600}$', '😀', true],
    ['\\x41', 'A', true],
    ['\\x{41}\\-\\_\\/', 'A-_/', true],
    ['\\-\\_\\"\\@', '-_"@', true],
    ['\\a', 'a', false],
    ['/opt/([^/]+)/', '/opt/x/', true],
    ['-jar\\s+([^/]+).jar', 'java -jar x.jar', true],
  ])('%s on %j: %s', (source, text, matches) => expect(goRegex(source).test(text)).toBe(matches));

  it.each([
    '(',
    '[',
    'a{2,1}',
    '(?P<1>x)',
    '(?<',
    'a**',
    '\\',
    '\\y',
    '\\C',
    '\\1',
    '(a)\\2',
    '[[:^alpha:]]',
    '[[:alfa:]]',
    '\\p{Klingon}',
    'a(?i)b',
  ])('refuses %s', (source) => expect(() => goRegex(source)).toThrow(SyntaxError));

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
