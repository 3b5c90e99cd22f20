import { describe, expect, it } from 'vitest';
import { indexAfter } from './keys';

const data = { times: [0, 1, 2, 3, 4], columns: [[undefined, 1, undefined, 3, undefined]] };

describe('indexAfter', () => {
  it('moves among the times with values and stays within them', () => {
    expect(indexAfter('ArrowRight', null, data)).toBe(1);
    expect(indexAfter('ArrowRight', 1, data)).toBe(3);
    expect(indexAfter('ArrowRight', 3, data)).toBe(3);
    expect(indexAfter('ArrowLeft', null, data)).toBe(3);
    expect(indexAfter('ArrowLeft', 1, data)).toBe(1);
    expect(indexAfter('PageDown', 1, data)).toBe(3);
    expect(indexAfter('Home', 3, data)).toBe(1);
    expect(indexAfter('End', null, data)).toBe(3);
  });

  it('goes on from where the pointer is, also between values', () => {
    expect(indexAfter('ArrowRight', 2, data)).toBe(3);
    expect(indexAfter('ArrowLeft', 4, data)).toBe(1);
  });

  it('leaves other keys and empty charts alone', () => {
    expect(indexAfter('Tab', 1, data)).toBeNull();
    expect(indexAfter('End', null, { times: [0], columns: [[null]] })).toBeNull();
  });
});
