import { describe, expect, it } from 'vitest';
import { isFiltered, queryOf, sortingOf } from './incidentFilter';

function url(text: string) {
  const search = new URLSearchParams(text);
  const get = (name: string) => search.get(name) ?? '';
  return {
    get,
    list: (name: string) =>
      get(name)
        .split(',')
        .filter((each) => each !== ''),
  };
}

const DEFAULT = { sort: 'startedAt', order: 'desc', limit: 25 };

describe('the filter of incidents', () => {
  it.each([
    ['', DEFAULT],
    ['status=open', { ...DEFAULT, status: ['open'] }],
    ['severity=low,critical', { ...DEFAULT, severity: ['critical', 'low'] }],
    ['severity=urgent,high&status=closed', { ...DEFAULT, severity: ['high'] }],
    ['asset=host-a&search=%20disk%20', { ...DEFAULT, asset: 'host-a', search: 'disk' }],
    ['sort=updatedAt&order=asc', { ...DEFAULT, sort: 'updatedAt', order: 'asc' }],
    ['sort=title&order=sideways', DEFAULT],
    ['after=one,two', { ...DEFAULT, cursor: 'two' }],
    ['search=+', DEFAULT],
  ])('%j', (text, expected) => {
    expect(queryOf(url(text), '', '')).toEqual(expected);
  });

  it('has the time as the page worked it out, not as the URL says it', () => {
    expect(queryOf(url('from=now-1h'), '2026-01-01T00:00:00Z', '')).toEqual({
      ...DEFAULT,
      from: '2026-01-01T00:00:00Z',
    });
  });

  it('never sends a search that the API would refuse', () => {
    expect(queryOf(url(`search=${'x'.repeat(1000)}`), '', '').search).toHaveLength(256);
  });

  it('is one only when something is left out', () => {
    expect(isFiltered(url('sort=updatedAt&after=x'))).toBe(false);
    expect(isFiltered(url('from=now-1h'))).toBe(true);
    expect(sortingOf(url('order=asc'))).toEqual({ sort: 'startedAt', order: 'asc' });
  });
});
