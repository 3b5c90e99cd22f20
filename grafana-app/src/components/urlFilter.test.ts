import { describe, expect, it } from 'vitest';
import { chosenOf, hasAny, searchOf, unlessEmpty, without, type UrlReader } from './urlFilter';

function reader(search: string): UrlReader {
  const url = new URLSearchParams(search);
  const get = (name: string) => url.get(name) ?? '';
  return { get, list: (name) => get(name).split(',') };
}

describe('filters of a URL', () => {
  it('are searches without spaces around them, no longer than the API takes', () => {
    expect(searchOf(reader('search=+db+'))).toBe('db');
    expect(searchOf(reader(`search=${'x'.repeat(300)}`))).toHaveLength(256);
    expect(searchOf(reader(''))).toBe('');
  });

  it('are known values in their own order, whatever else is named', () => {
    expect(chosenOf(reader('severity=low,huge,critical'), 'severity', ['critical', 'high', 'low'])).toEqual([
      'critical',
      'low',
    ]);
  });

  it('are there when one of them is not empty', () => {
    expect(hasAny(reader('status=open'), ['search', 'status'])).toBe(true);
    expect(hasAny(reader('status=&page=2'), ['search', 'status'])).toBe(false);
  });

  it('go when they are set to nothing', () => {
    expect(without(['search', 'status'])).toStrictEqual({ search: undefined, status: undefined });
  });

  it('are left out of a query when they are empty', () => {
    expect(unlessEmpty('')).toBeUndefined();
    expect(unlessEmpty([])).toBeUndefined();
    expect(unlessEmpty(['open'])).toEqual(['open']);
  });
});
