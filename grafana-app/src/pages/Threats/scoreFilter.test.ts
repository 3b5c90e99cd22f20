import { describe, expect, it } from 'vitest';
import { isFiltered, levelsOf, queryOf, sortingOf } from './scoreFilter';

function source(search: string) {
  const values = new URLSearchParams(search);
  return {
    get: (name: string) => values.get(name) ?? '',
    list: (name: string) => (values.get(name) ?? '').split(',').filter((each) => each !== ''),
  };
}

describe('the query of a URL', () => {
  it('asks for the highest without filters', () => {
    expect(queryOf(source(''))).toEqual({
      sort: 'score',
      order: 'desc',
      limit: 20,
      level: undefined,
      search: undefined,
      cursor: undefined,
    });
  });

  it('has levels, search, order and the page', () => {
    expect(queryOf(source('level=HIGH,CRITICAL&search=%20web%20&sort=time&order=asc&after=a,b'))).toEqual({
      sort: 'time',
      order: 'asc',
      limit: 20,
      level: ['CRITICAL', 'HIGH'],
      search: 'web',
      cursor: 'b',
    });
  });

  it('leaves out what the API would refuse', () => {
    const odd = source(`level=SEVERE&sort=name&order=up&search=${'x'.repeat(300)}`);
    expect(levelsOf(odd)).toEqual([]);
    expect(sortingOf(odd)).toEqual({ sort: 'score', order: 'desc' });
    expect(queryOf(odd).search).toHaveLength(256);
  });
});

it('knows whether it filters', () => {
  expect(isFiltered(source('sort=time&after=a'))).toBe(false);
  expect(isFiltered(source('level=HIGH'))).toBe(true);
  expect(isFiltered(source('search=web'))).toBe(true);
});
