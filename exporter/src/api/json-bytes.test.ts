import { expect, it } from 'vitest';
import { jsonBytes } from './json-bytes.ts';

const items = (count: number) => Array.from({ length: count }, (_, i) => ({ id: i, name: `"ü",${i}` }));

it.each<[string, unknown]>([
  ['an object', { a: [1, 'ü'] }],
  ['a list', items(500)],
  ['an empty page', { items: [], nextCursor: null }],
  ['a page', { items: items(100), nextCursor: 'x' }],
  ['a page of one more', { items: items(101), nextCursor: null }],
  ['a long page', { items: items(1000), nextCursor: '"' }],
  ['more than a page', { items: items(300), nextCursor: null, total: 3 }],
])('writes %s as JSON.stringify does', async (_, value) => {
  expect((await jsonBytes(value)).toString()).toBe(JSON.stringify(value));
});

it('lets others have their turn while it writes a long page', async () => {
  let turns = 0;
  const count = () => {
    turns += 1;
    return turns < 100 ? setImmediate(count) : undefined;
  };
  setImmediate(count);
  await jsonBytes({ items: items(1000), nextCursor: null });
  expect(turns).toBeGreaterThanOrEqual(9);
});
