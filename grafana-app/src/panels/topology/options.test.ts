import { describe, expect, it } from 'vitest';
import { DEFAULTS, migrateOptions } from './options';

describe('options of the topology panel', () => {
  it.each([undefined, null, 'x', 7, [], {}])('are the defaults where a dashboard has %j', (saved) => {
    expect(migrateOptions(saved)).toEqual(DEFAULTS);
  });

  it('are kept as they were saved', () => {
    const saved = { version: 1, coloring: 'score', show: 'list', legend: false, wheelZooms: true };
    expect(migrateOptions(saved)).toEqual(saved);
  });

  it('lose what another panel left and what makes no sense', () => {
    expect(migrateOptions({ version: 99, coloring: 'red', legend: 'yes', nodes: { color: 'x' } })).toEqual(DEFAULTS);
  });
});
