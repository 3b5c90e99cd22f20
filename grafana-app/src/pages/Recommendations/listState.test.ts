import { describe, expect, it } from 'vitest';
import { isFiltered, orderOf, queryOf, severitiesOf, stateParameter, statesOf } from './listState';

function url(text: string) {
  const search = new URLSearchParams(text);
  return {
    get: (name: string) => search.get(name) ?? '',
    list: (name: string) => (search.get(name) ?? '').split(',').filter((each) => each !== ''),
  };
}

describe('the list of recommendations', () => {
  it('is of those to do something about, most severe first, unless the URL says otherwise', () => {
    expect(queryOf(url(''))).toEqual({ sort: 'severity', order: 'desc', limit: 25, state: ['open', 'acknowledged'] });
    expect(isFiltered(url('sort=newest'))).toBe(false);
  });

  it('takes all filters from the URL', () => {
    const source = url(
      'severity=high,critical&state=done&advisor=disk-fills-up&asset=host-a&search=%20/var%20&sort=oldest&after=c1,c2'
    );
    expect(queryOf(source)).toEqual({
      sort: 'firstSeen',
      order: 'asc',
      limit: 25,
      severity: ['critical', 'high'],
      state: ['done'],
      advisor: ['disk-fills-up'],
      asset: 'host-a',
      search: '/var',
      cursor: 'c2',
    });
    expect(isFiltered(source)).toBe(true);
  });

  it('leaves out what the API would refuse', () => {
    const source = url(`severity=fatal&state=lost&sort=colour&search=${'x'.repeat(300)}`);
    expect(severitiesOf(source)).toEqual([]);
    expect(statesOf(source)).toEqual(['open', 'acknowledged']);
    expect(orderOf(source)).toBe('severity');
    expect(queryOf(source).search).toHaveLength(256);
  });
});

describe('the states in the URL', () => {
  it.each([
    [[], 'any'],
    [['open', 'acknowledged'], ''],
    [['acknowledged', 'open'], ''],
    [['resolved', 'open'], 'open,resolved'],
  ] as const)('of %j are "%s", and come back', (states, text) => {
    expect(stateParameter(states)).toBe(text);
    expect([...statesOf(url(text === '' ? '' : `state=${text}`))].sort()).toEqual([...states].sort());
  });
});
