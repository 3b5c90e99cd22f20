import { describe, expect, it } from 'vitest';
import { collect, collectAll, type FetchPage } from './paging';

/** A list of numbers whose cursor is the place in it. */
function listOf(numbers: readonly number[], asked: number[] = []): FetchPage<number> {
  return async ({ limit, cursor = '0' }) => {
    asked.push(limit);
    const end = Number(cursor) + limit;
    return { items: numbers.slice(Number(cursor), end), nextCursor: end < numbers.length ? String(end) : null };
  };
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);
const { signal } = new AbortController();

describe('a list', () => {
  it('is followed to its end', async () => {
    const asked: number[] = [];
    const { items, isCut } = await collect(listOf(numbers(2500), asked), 10_000, signal);
    expect(items).toHaveLength(2500);
    expect(isCut).toBe(false);
    expect(asked).toEqual([1000, 1000, 1000]);
  });

  it('ends at the limit, and says so', async () => {
    const asked: number[] = [];
    const { items, isCut } = await collect(listOf(numbers(2500), asked), 1200, signal);
    expect(items).toHaveLength(1200);
    expect(isCut).toBe(true);
    expect(asked).toEqual([1000, 200]);
  });

  it('is whole when it has just as many as wanted', async () => {
    expect(await collect(listOf(numbers(5)), 5, signal)).toEqual({ items: numbers(5), isCut: false });
  });

  it('of empty pages is not followed for ever', async () => {
    let pages = 0;
    const empty: FetchPage<number> = async () => ({ items: [], nextCursor: String((pages += 1)) });
    expect(await collect(empty, 10, signal)).toEqual({ items: [], isCut: true });
    expect(pages).toBe(50);
  });

  it('is not asked for once nobody waits', async () => {
    const asked: number[] = [];
    await expect(collect(listOf(numbers(5), asked), 5, AbortSignal.abort())).rejects.toThrow();
    expect(asked).toEqual([]);
  });
});

describe('several lists', () => {
  const how = { idOf: String, compare: (a: number, b: number) => b - a };

  it('are one, in order, without what is in both', async () => {
    const found = await collectAll([listOf([5, 3, 1]), listOf([4, 3, 2])], 10, signal, how);
    expect(found).toEqual({ items: [5, 4, 3, 2, 1], isCut: false });
  });

  it('have one limit', async () => {
    const found = await collectAll([listOf([5, 3, 1]), listOf([4, 2])], 3, signal, how);
    expect(found).toEqual({ items: [5, 4, 3], isCut: true });
  });

  it('leave the order of a single one', async () => {
    expect((await collectAll([listOf([1, 3, 2])], 3, signal, how)).items).toEqual([1, 3, 2]);
  });
});
