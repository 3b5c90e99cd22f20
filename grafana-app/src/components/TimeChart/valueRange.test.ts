import { describe, expect, it } from 'vitest';
import { valueRange } from './valueRange';

describe('valueRange', () => {
  it('begins at zero when values are not far above it', () => {
    const [bottom, top] = valueRange(10, 50, [], {});
    expect(bottom).toBe(0);
    expect(top).toBeCloseTo(53.2);
  });

  it('does not flatten values that vary little far from zero', () => {
    const [bottom, top] = valueRange(1000, 1010, [], {});
    expect(bottom).toBeCloseTo(999.2);
    expect(top).toBeCloseTo(1010.8);
  });

  it('reaches thresholds', () => {
    expect(valueRange(1, 2, [90], {})[1]).toBeGreaterThan(90);
  });

  it('keeps to known bounds unless values are beyond', () => {
    expect(valueRange(10, 50, [], { min: 0, max: 100 })).toEqual([0, 100]);
    const [bottom, top] = valueRange(-20, 130, [], { min: 0, max: 100 });
    expect(bottom).toBeLessThan(-20);
    expect(top).toBeGreaterThan(130);
  });

  it('has room for a constant, and for nothing', () => {
    const [bottom, top] = valueRange(5, 5, [], {});
    expect(bottom).toBeLessThan(5);
    expect(top).toBeGreaterThan(5);
    expect(valueRange(0, 0, [], {})).toEqual([0, 1]);
    expect(valueRange(null, null, [], { max: 100 })).toEqual([0, 100]);
  });
});
