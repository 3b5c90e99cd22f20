import { describe, expect, it } from 'vitest';
import { defaultLimit, newQuery } from './newQuery';
import { MAX_LIMIT, MAX_TOPOLOGY, QUERY_TYPES, readQuery } from './query';
import { MAX_OPTIONS, readVariableQuery } from './variableQuery';

describe('a saved query', () => {
  it.each([undefined, null, 7, 'assets', [], {}, { queryType: 'sql' }])('is one of assets where it is %j', (saved) => {
    expect(readQuery(saved)).toEqual(newQuery('assets'));
  });

  it.each(QUERY_TYPES)('of type %s stays as it is', (type) => {
    const query = { ...newQuery(type, 'B'), limit: 7, label: 'env', columns: ['labels.env'], hide: true };
    expect(readQuery(query)).toEqual(query);
  });

  it('has lists of values, also when somebody wrote one', () => {
    const saved = { queryType: 'assets', filters: { kind: 'host', status: ['active', '', 3, null], tenant: {} } };
    expect(readQuery(saved).filters).toEqual({ kind: ['host'], status: ['active', '3'] });
  });

  it('loses the filters that its type does not have', () => {
    const filters = { severity: ['high'], focus: ['host-a'], __proto__: ['x'] };
    expect(readQuery({ queryType: 'incidents', filters }).filters).toEqual({ severity: ['high'] });
  });

  it.each([
    ['assets', 5, 5],
    ['assets', 1e9, MAX_LIMIT],
    ['topology', 1e9, MAX_TOPOLOGY],
    ['events', 0, defaultLimit('events')],
    ['events', Number.NaN, defaultLimit('events')],
    ['events', '12', defaultLimit('events')],
    ['events', 2.9, 2],
  ])('of %s with the limit %j asks for %j', (queryType, limit, expected) => {
    expect(readQuery({ queryType, limit }).limit).toBe(expected);
  });

  it('is bounded', () => {
    const kind = Array.from({ length: 1000 }, () => 'x'.repeat(5000));
    const { filters } = readQuery({ queryType: 'assets', filters: { kind } });
    expect(filters.kind).toHaveLength(100);
    expect(filters.kind?.[0]).toHaveLength(1024);
  });
});

describe('a saved variable', () => {
  it.each([undefined, 'kinds', { find: 'x' }])('is one of assets where it is %j', (saved) => {
    expect(readVariableQuery(saved)).toMatchObject({ find: 'assets', value: 'id', limit: MAX_OPTIONS });
  });

  it('has the filters of what it finds', () => {
    const filters = { kind: ['host'], severity: ['high'] };
    expect(readVariableQuery({ find: 'tenants', filters }).filters).toEqual({ kind: ['host'] });
    expect(readVariableQuery({ find: 'incidents', filters }).filters).toEqual({ severity: ['high'] });
  });
});
