import { describe, expect, it } from 'vitest';
import { isFiltered, queryOfAll, queryOfFocus, stateOf } from './topologyState';

function read(search: string) {
  const values = new URLSearchParams(search);
  return stateOf({
    get: (name) => values.get(name) ?? '',
    list: (name) => (values.get(name) ?? '').split(',').filter((each) => each !== ''),
  });
}

describe('the URL of the topology page', () => {
  it('has defaults', () => {
    expect(read('')).toEqual({
      coloring: 'health',
      view: 'graph',
      search: '',
      focus: null,
      depth: 1,
      only: false,
      filters: { kind: [], status: [], tenant: [] },
    });
  });

  it('says everything that is shown', () => {
    expect(
      read('color=score&view=list&search=db&focus=host:a&depth=3&only=true&kind=vm,pod&status=gone&tenant=t')
    ).toEqual({
      coloring: 'score',
      view: 'list',
      search: 'db',
      focus: 'host:a',
      depth: 3,
      only: true,
      filters: { kind: ['vm', 'pod'], status: ['gone'], tenant: ['t'] },
    });
  });

  it.each(['color=red', 'view=3d', 'focus=../x', 'depth=9', 'only=true', 'kind=toaster', 'status=,'])(
    'with %s is as if it were not there',
    (search) => {
      expect(read(search)).toEqual(read(''));
    }
  );

  it('leaves out what is gone unless it is asked for', () => {
    expect(queryOfAll(read('')).status).toEqual(['active', 'stale']);
  });

  it('becomes what is asked for', () => {
    expect(queryOfAll(read('kind=vm&focus=a&status=gone'))).toEqual({ kind: ['vm'], status: ['gone'], tenant: [] });
    expect(queryOfFocus(read('kind=vm&focus=a&depth=2'))).toEqual({ focus: 'a', depth: 2 });
    expect(queryOfFocus(read(''))).toBeNull();
    expect([read('tenant=a'), read('focus=a')].map(isFiltered)).toEqual([true, false]);
  });
});
