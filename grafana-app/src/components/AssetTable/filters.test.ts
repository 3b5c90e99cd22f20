import { describe, expect, it } from 'vitest';
import { choicesOf, isChosen, isSelectable, NO_FILTERS, toggleChoice } from './filters';

describe('filters of the inventory', () => {
  it('take several values of one filter', () => {
    const one = toggleChoice(NO_FILTERS, { filter: 'kind', value: 'host' });
    const two = toggleChoice(one, { filter: 'kind', value: 'vm' });
    expect(two.kind).toEqual(['host', 'vm']);
    expect(toggleChoice(two, { filter: 'kind', value: 'host' }).kind).toEqual(['vm']);
  });

  it('take one value of a label: an asset has no two', () => {
    const prod = toggleChoice(NO_FILTERS, { filter: 'labels', value: 'env=prod' });
    const team = toggleChoice(prod, { filter: 'labels', value: 'team=db' });
    const test = toggleChoice(team, { filter: 'labels', value: 'env=test' });
    expect(test.labels).toEqual(['team=db', 'env=test']);
    expect(toggleChoice(test, { filter: 'labels', value: 'team=db' }).labels).toEqual(['env=test']);
  });

  it('are listed one by one, each with what removes it', () => {
    const filters = { ...NO_FILTERS, search: 'db', status: ['stale'], labels: ['env=prod'] };
    const choices = choicesOf(filters);
    expect(choices).toEqual([
      { filter: 'search', value: 'db' },
      { filter: 'status', value: 'stale' },
      { filter: 'labels', value: 'env=prod' },
    ]);
    expect(choices.every((choice) => isChosen(filters, choice))).toBe(true);
    expect(choices.reduce(toggleChoice, filters)).toEqual(NO_FILTERS);
  });

  it('do not offer what the API has no words for', () => {
    expect(isSelectable('tenant', 'a,b')).toBe(false);
    expect(isSelectable('tenant', 'a=b')).toBe(true);
    expect(isSelectable('labels', 'env=')).toBe(true);
    expect(isSelectable('labels', '=x')).toBe(false);
    expect(isSelectable('labels', 'env=a=b')).toBe(true);
    expect(isSelectable('labels', 'env=a,b')).toBe(false);
  });
});
