import { describe, expect, it } from 'vitest';
import { visitInTurns } from './in-turns.ts';

const busyFor = (ms: number) => {
  for (const until = performance.now() + ms; performance.now() < until;);
};

describe('visitInTurns', () => {
  it('visits what takes little time at once', () => {
    const visited: number[] = [];
    expect(
      visitInTurns([1, 2, 3], { signal: AbortSignal.timeout(1000) }, (item) => visited.push(item)),
    ).toBeUndefined();
    expect(visited).toEqual([1, 2, 3]);
    expect(
      visitInTurns([], { signal: AbortSignal.timeout(1000) }, () => expect.unreachable()),
    ).toBeUndefined();
  });

  it('lets others run in between what takes long', async () => {
    const order: string[] = [];
    const visiting = visitInTurns([1, 2, 3], { signal: AbortSignal.timeout(1000) }, (item) => {
      busyFor(6);
      order.push(String(item));
    });
    setImmediate(() => order.push('other'));
    await visiting;
    expect(order).toHaveLength(4);
    expect(order.indexOf('other')).toBeLessThan(order.indexOf('3'));
  });

  it('stops when it is told to', async () => {
    const abort = new AbortController();
    const visited: number[] = [];
    const visiting = visitInTurns([1, 2, 3], abort, (item) => {
      busyFor(6);
      visited.push(item);
    });
    abort.abort();
    await expect(visiting).rejects.toMatchObject({ code: 'timeout' });
    expect(visited).toEqual([1]);
  });
});
