import { describe, expect, it } from 'vitest';
import { splitEntries } from './yaml-parts.ts';

const WITHIN = new Set(['modules']);
const split = (text: string) => splitEntries(text, WITHIN);

describe('entries of a file', () => {
  it('are told by its lines', () => {
    const text =
      '# first\na: 1\n\nmodules: # here\n    # about x\n    x:\n        y: 1\n\n    z: {}\n# end\nb:\n- c: 1\n';
    expect(split(text.replace('- c', '  c'))).toEqual([
      { under: null, key: 'a', line: 1, text: 'a: 1\n\n' },
      { under: 'modules', key: 'x', line: 5, text: '    x:\n        y: 1\n\n' },
      { under: 'modules', key: 'z', line: 8, text: '    z: {}\n# end\n' },
      { under: null, key: 'b', line: 10, text: 'b:\n  c: 1\n' },
    ]);
  });

  it.each([
    ['nothing below the key', 'modules:\n'],
    ['a value on the line of the key', 'modules: {a: 1}\n'],
    ['another key', 'auths:\n  a: 1\n'],
    ['no newline at the end', 'modules:'],
    ['keys that are not plain below', 'modules:\n  "a": 1\n'],
    ['lines ended as on Windows', 'modules: {}\r\n'],
  ])('are one: %s', (_, text) => expect(split(text)?.map((each) => each.text)).toEqual([text]));

  it.each([
    ['a list', '- a\n'],
    ['a document that begins', '---\na: 1\n'],
    ['a quoted key', '"a": 1\n'],
    ['a tab', '\ta: 1\n'],
    ['a map in braces', '{a: 1}\n'],
    ['an indented beginning', '  a: 1\nb: 2\n'],
    ['a text', 'a b\n'],
    ['a key without a blank', 'a:1\n'],
  ])('are not told by the lines of %s', (_, text) => expect(split(text)).toBeNull());

  it('are none in a file without any', () => expect(split('# nothing\n\n')).toEqual([]));

  it('may have ends as on Windows', () => {
    expect(split('modules:\r\n  a:\r\n    b: 1\r\n  c: 2\r\n')?.map(({ key, line }) => [key, line])).toEqual([
      ['a', 1],
      ['c', 3],
    ]);
  });
});
