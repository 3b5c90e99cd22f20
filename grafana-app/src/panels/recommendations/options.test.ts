import { describe, expect, it } from 'vitest';
import { DEFAULTS, MAX_ITEMS, migrateOptions } from './options';

describe('options of the recommendations panel', () => {
  it.each([undefined, null, 'x', 7, [], {}])('are the defaults where a dashboard has %j', (saved) => {
    expect(migrateOptions(saved)).toEqual(DEFAULTS);
  });

  it('are kept as they were saved', () => {
    const saved = { version: 1, severities: ['critical', 'low'], states: [], maxItems: 5, display: 'expanded' };
    expect(migrateOptions(saved)).toEqual(saved);
  });

  it('lose what another panel left and what makes no sense', () => {
    const saved = { version: 9, severities: ['fatal'], states: 'open', maxItems: 0, display: 'list', legend: true };
    expect(migrateOptions(saved)).toEqual(DEFAULTS);
    expect(migrateOptions({ maxItems: 1e9 }).maxItems).toBe(MAX_ITEMS);
    expect(migrateOptions({ maxItems: 2.5 }).maxItems).toBe(DEFAULTS.maxItems);
  });
});
