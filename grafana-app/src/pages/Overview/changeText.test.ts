import { describe, expect, it } from 'vitest';
import { valueText } from './changeText';

describe('a changed value in short', () => {
  it('is as it is, or as JSON', () => {
    expect(valueText('6.1.0')).toBe('6.1.0');
    expect(valueText(false)).toBe('false');
    expect(valueText(0)).toBe('0');
    expect(valueText(['a', 1])).toBe('["a",1]');
  });

  it('is nothing where there was nothing', () => {
    expect(valueText(null)).toBeNull();
    expect(valueText(undefined)).toBeNull();
  });

  it('is cut where it is long', () => {
    const text = valueText('x'.repeat(500));
    expect(text).toHaveLength(60);
    expect(text?.endsWith('x…')).toBe(true);
  });
});
