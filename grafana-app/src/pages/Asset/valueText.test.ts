import { describe, expect, it } from 'vitest';
import { SHORT, shortText, valueText } from './valueText';

describe('valueText', () => {
  it('tells no value from an empty and a false one', () => {
    expect([null, undefined, '', false, 0].map(valueText)).toEqual([null, null, '', 'false', '0']);
  });

  it('writes objects as JSON that can be read', () => {
    expect(valueText({ a: [1] })).toBe('{\n  "a": [\n    1\n  ]\n}');
  });
});

describe('shortText', () => {
  it('is one line of bounded length', () => {
    expect(shortText('{\n  "a": 1\n}')).toBe('{ "a": 1 }');
    expect(shortText('x'.repeat(500))).toHaveLength(SHORT);
  });
});
