import { describe, expect, it } from 'vitest';
import { TakingTurns, visitInTurns } from './in-turns.ts';

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

describe('TakingTurns', () => {
  function* steps(name: string, order: string[]): Generator<void, string> {
    for (let i = 0; i < 3; i += 1) {
      busyFor(5);
      order.push(name);
      yield;
    }
    return name;
  }
  const run = { signal: AbortSignal.timeout(5000) };

  it('takes one after the other, and lets others run after each long step', async () => {
    const turns = new TakingTurns();
    const order: string[] = [];
    const timer = setInterval(() => order.push('other'), 1);
    const results = await Promise.all([
      turns.run(() => steps('a', order), run),
      turns.run(() => steps('b', order), run),
    ]);
    clearInterval(timer);
    expect(results).toEqual(['a', 'b']);
    expect(order.filter((name) => name !== 'other').join('')).toBe('aaabbb');
    expect(order.slice(0, -1).join(' ')).toMatch(/a other.* b other/);
  });

  it('goes on with the next when one fails or is told to stop', async () => {
    const turns = new TakingTurns();
    const stopped = turns.run(() => steps('a', []), { signal: AbortSignal.abort() });
    const broken = turns.run(
      () => ({
        next: () => {
          throw new RangeError('broken');
        },
      }),
      run,
    );
    const sound = turns.run(() => steps('c', []), run);
    await expect(stopped).rejects.toMatchObject({ code: 'timeout' });
    await expect(broken).rejects.toThrow(RangeError);
    await expect(sound).resolves.toBe('c');
  });
});
