import { describe, expect, it } from 'vitest';
import { eventFilter, hasFilter, kindChoices } from './eventFilter';

const filterOf = (search: string) => {
  const url = new URLSearchParams(search);
  return eventFilter({ get: (name) => url.get(name) ?? '' });
};

describe('eventFilter', () => {
  it('takes the filters of the URL', () => {
    const filter = filterOf('severity=error&kind=process.started&search=+node+&from=2026-11-21T00:00:00Z');
    expect(filter).toEqual({
      severity: 'error',
      kind: 'process.started',
      search: 'node',
      from: '2026-11-21T00:00:00.000Z',
      to: undefined,
    });
    expect(hasFilter(filter)).toBe(true);
  });

  it('ignores what is not valid', () => {
    const filter = filterOf(`severity=loud&from=yesterday&search=+`);
    expect(hasFilter(filter)).toBe(false);
    expect(filterOf(`search=${'x'.repeat(999)}`).search).toHaveLength(256);
  });
});

describe('kindChoices', () => {
  it('has each kind once, and the chosen one also when no event of it is there', () => {
    expect(kindChoices([{ kind: 'b' }, { kind: 'a' }, { kind: 'b' }], 'c')).toEqual(['a', 'b', 'c']);
    expect(kindChoices([{ kind: 'b' }], undefined)).toEqual(['b']);
  });
});
