import { describe, expect, it } from 'vitest';
import { readingsAt } from './readings';

const item = (label: string, indexes: number[]) => ({ label, color: 'red', isDashed: false, indexes });
const data = {
  times: [0, 10, 20, 30],
  columns: [
    [1, 2, undefined, undefined],
    [undefined, undefined, 3, 4],
    [undefined, undefined, 5, undefined],
  ],
};

describe('readingsAt', () => {
  it('says what has a value near the time, a band only with both edges', () => {
    const items = [item('line', [0]), item('band', [1, 2])];
    expect(readingsAt(data, items, 2)).toEqual([
      { label: 'line', color: 'red', values: [2] },
      { label: 'band', color: 'red', values: [3, 5] },
    ]);
    expect(readingsAt(data, items, 3)).toEqual([]);
  });
});
