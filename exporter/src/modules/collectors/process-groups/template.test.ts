import fc from 'fast-check';
import { expect, it } from 'vitest';
import { baseName } from './matcher.ts';
import { parseTemplate } from './template.ts';

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
