import { describe, expect, it } from 'vitest';
import { choiceOf, combinations, interpolate, labelSelectors, numberIn, single } from './interpolate';
import { QueryError } from './queryError';

const VARIABLES: Readonly<Record<string, string>> = {
  kind: 'host,vm',
  all: '*',
  env: 'prod,staging',
  label: 'site=ams',
  text: 'a,b',
};
const replace = (text: string) => text.replace(/\$(\w+)/g, (_, name: string) => VARIABLES[name] ?? '');

describe('variables in filters', () => {
  it('may have several values', () => {
    const { lists } = interpolate({ kind: ['$kind', 'bmc', 'vm'] }, replace);
    expect(lists.kind).toEqual(['host', 'vm', 'bmc']);
  });

  it.each(['$all', '*', '.*', '$unknown', ' '])('filter nothing when they stand for all: %s', (value) => {
    const { lists, search } = interpolate({ kind: [value], search: [value] }, replace);
    expect(lists).toEqual({});
    expect(search).toBeUndefined();
  });

  it('stay one text in a search', () => {
    expect(interpolate({ search: ['$text', 'c'] }, replace).search).toBe('a,b c');
  });

  it('may be the value of a label, or all of it', () => {
    const { labels } = interpolate({ labels: ['env=$env', '$label', 'team=$all'] }, replace);
    expect([...labels]).toEqual([
      ['env', ['prod', 'staging']],
      ['site', ['ams']],
    ]);
    expect(labelSelectors(labels)).toEqual(['env=prod,site=ams', 'env=staging,site=ams']);
  });

  it('make no selector where there is no label', () => {
    expect(labelSelectors(interpolate({}, replace).labels)).toEqual([undefined]);
  });

  it.each(['env', '=x', '$kind'])('are refused as the label %s', (label) => {
    expect(() => interpolate({ labels: [label] }, replace)).toThrow(QueryError);
  });
});

describe('combinations', () => {
  const show = (lists: Parameters<typeof combinations<string>>[0]) =>
    combinations(lists).map((set) => Object.fromEntries(set));

  it('are one of each list', () => {
    expect(
      show([
        ['a', ['1', '2']],
        ['b', undefined],
        ['c', ['3']],
      ])
    ).toEqual([
      { a: '1', c: '3' },
      { a: '2', c: '3' },
    ]);
  });

  it('are a single empty one for no lists', () => expect(show([['a', undefined]])).toEqual([{}]));

  it('have a bound', () => {
    const five = ['1', '2', '3', '4', '5'];
    expect(() =>
      combinations([
        ['a', five],
        ['b', five],
      ])
    ).toThrow('too-many-combinations');
  });
});

describe('what takes one value', () => {
  it('refuses several', () => {
    expect(single('focus', ['a'])).toBe('a');
    expect(single('focus')).toBeUndefined();
    expect(() => single('focus', ['a', 'b'])).toThrow('one-value');
  });

  it.each(['x', '0', '5', '1e9', ''])('refuses %j where a number is wanted', (text) => {
    expect(() => numberIn('depth', [text], 1, 4)).toThrow('no-number');
  });

  it('takes a number within its bounds', () => {
    expect(numberIn('depth', ['4'], 1, 4)).toBe(4);
    expect(numberIn('depth', undefined, 1, 4)).toBeUndefined();
  });

  it('refuses what is no choice', () => {
    expect(choiceOf('severity', 'info', ['info'])).toBe('info');
    expect(choiceOf('severity', undefined, ['info'])).toBeUndefined();
    expect(() => choiceOf('severity', 'bad', ['info'])).toThrow('no-choice');
  });
});
