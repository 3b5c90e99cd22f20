import { describe, expect, it } from 'vitest';
import { toPageSize, toSort, toTrail } from './listState';

describe('the address of the inventory', () => {
  it('sorts by what every asset has, else by name', () => {
    expect(toSort('lastSeen', 'desc')).toEqual({ by: 'lastSeen', order: 'desc' });
    expect(toSort('lastSeen', 'sideways')).toEqual({ by: 'lastSeen', order: 'asc' });
    expect(toSort('labels.env', 'desc')).toEqual({ by: 'name', order: 'asc' });
  });

  it('has pages of the sizes offered', () => {
    expect(toPageSize('250')).toBe(250);
    expect(toPageSize('100000')).toBe(50);
    expect(toPageSize('')).toBe(50);
  });

  it('knows the pages before from the history of the browser', () => {
    expect(toTrail('c', { trail: ['a', 'b', 'c'] })).toEqual(['a', 'b', 'c']);
    expect(toTrail('', { trail: ['a'] })).toEqual([]);
  });

  it('starts anew from the first page when the history is of another place', () => {
    expect(toTrail('c', { trail: ['a', 'b'] })).toEqual(['c']);
    expect(toTrail('c', null)).toEqual(['c']);
    expect(toTrail('c', { trail: 'c' })).toEqual(['c']);
  });
});
