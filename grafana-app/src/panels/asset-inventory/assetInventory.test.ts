import { describe, expect, it } from 'vitest';
import { assetsIn, found, sorted, type Frame } from './frameAssets';
import { DEFAULTS, MAX_PAGE, migrateOptions, MIN_PAGE } from './options';

function frame(rows: ReadonlyArray<Record<string, unknown>>): Frame {
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { fields: names.map((name) => ({ name, values: rows.map((row) => row[name]) })), length: rows.length };
}

const host = (id: string, more: Record<string, unknown> = {}) => ({
  id,
  name: id,
  kind: 'host',
  status: 'active',
  ...more,
});

describe('assets of frames', () => {
  it('have their fields, labels and attributes', () => {
    const row = host('a', { name: 'A', lastSeen: 0, 'labels.env': 'prod', 'labels.rack': null, 'attributes.cores': 8 });
    expect(assetsIn([frame([row])])).toEqual([
      expect.objectContaining({
        id: 'a',
        name: 'A',
        kind: 'host',
        labels: { env: 'prod' },
        attributes: { cores: '8' },
        lastSeen: '1970-01-01T00:00:00.000Z',
        firstSeen: '',
      }),
    ]);
  });

  it('are there once each, and only with an id', () => {
    const assets = assetsIn([frame([host('a'), host('')]), frame([host('a', { name: 'later' }), host('b')])]);
    expect(assets?.map(({ name }) => name)).toEqual(['later', 'b']);
  });

  it('of unknown words are still shown', () => {
    expect(assetsIn([frame([{ id: 'a', kind: 'toaster', status: 'odd' }])])?.[0]).toMatchObject({
      name: 'a',
      kind: 'other',
      status: 'active',
    });
  });

  it.each([
    ['no frame', []],
    ['frames of something else', [frame([{ time: 1, value: 2 }])]],
  ])('are none with %s', (_, frames) => {
    expect(assetsIn(frames)).toBeNull();
  });
});

describe('search and order', () => {
  const assets =
    assetsIn([frame([host('n10'), host('n9', { 'labels.env': 'Prod' }), host('m1', { status: 'gone' })])]) ?? [];
  const ids = (list: typeof assets) => list.map(({ id }) => id);

  it.each([
    ['', ['n10', 'n9', 'm1']],
    ['PROD', ['n9']],
    ['n prod', ['n9']],
    ['nothing', []],
  ])('finds by %j', (search, expected) => expect(ids(found(assets, search))).toEqual(expected));

  it('sorts names as people count', () => {
    expect(ids(sorted(assets, { by: 'name', order: 'asc' }))).toEqual(['m1', 'n9', 'n10']);
  });

  it('sorts equals by their id, in the same direction', () => {
    expect(ids(sorted(assets, { by: 'status', order: 'desc' }))).toEqual(['m1', 'n10', 'n9']);
  });
});

describe('saved options', () => {
  it.each([undefined, null, 'x', [], {}])('are the defaults where a dashboard has %j', (saved) => {
    expect(migrateOptions(saved)).toEqual(DEFAULTS);
  });

  it('are kept as they were saved', () => {
    const saved = {
      ...DEFAULTS,
      columns: ['name', 'labels.env'],
      sortBy: 'kind',
      order: 'desc',
      search: false,
      pageSize: 20,
    };
    expect(migrateOptions(saved)).toEqual(saved);
  });

  it('lose what makes no sense', () => {
    const saved = {
      version: 9,
      columns: ['nonsense', 3, 'kind'],
      sortBy: 'price',
      order: 'up',
      search: 1,
      pageSize: 1e9,
    };
    expect(migrateOptions(saved)).toEqual({ ...DEFAULTS, columns: ['name', 'kind'], pageSize: MAX_PAGE });
    expect(migrateOptions({ pageSize: -1 }).pageSize).toBe(MIN_PAGE);
  });
});
