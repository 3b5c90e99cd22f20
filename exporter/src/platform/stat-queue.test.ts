import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { StatQueue } from './stat-queue.ts';
import type { StatsFs, StatThread } from './stat-thread.ts';

const STATS: StatsFs = { bsize: 1, blocks: 1, bfree: 1, bavail: 1, files: 1, ffree: 1 };
const later = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
/** Longer than it takes to be slow. */
const SLOW_MS = 150;

/** Threads for which each path stays unanswered until `answer` is called for it. */
function world() {
  const asked: string[] = [];
  const open = new Map<string, (error?: Error) => void>();
  const hang = vi.fn();
  let own = 0;
  const threadOf = (name: string): StatThread & { over: boolean } => ({
    over: false,
    ended: false,
    ask: (path) => {
      asked.push(`${name} ${path}`);
      return new Promise((resolve, reject) =>
        open.set(path, (error) => {
          open.delete(path);
          if (error) reject(error);
          else resolve(STATS);
        }),
      );
    },
    end() {
      this.over = true;
    },
  });
  const owned: { over: boolean }[] = [];
  const queue = new StatQueue({
    shared: threadOf('shared'),
    own: () => {
      const thread = threadOf(`own${(own += 1)}`);
      owned.push(thread);
      return thread;
    },
    hang,
  });
  const answer = async (path: string, error?: Error) => {
    open.get(path)?.(error);
    await later();
  };
  return { queue, asked, owned, hang, answer };
}

describe('StatQueue', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  it('asks two at a time, by the shared threads', async () => {
    const { queue, asked, owned, answer } = world();
    const all = ['/a', '/b', '/c', '/d'].map((path) => queue.ask(path, path));
    expect(asked).toEqual(['shared /a', 'shared /b']);
    await answer('/b');
    expect(asked).toEqual(['shared /a', 'shared /b', 'shared /c']);
    for (const path of ['/a', '/c', '/d']) await answer(path);
    expect(await Promise.all(all)).toEqual([STATS, STATS, STATS, STATS]);
    expect(owned).toEqual([]);
  });

  it('does not ask again what has not answered', async () => {
    const { queue, asked, answer } = world();
    const [first, second] = [queue.ask('/a', 's'), queue.ask('/a', 's')];
    expect(asked).toHaveLength(1);
    await answer('/a');
    expect(await Promise.all([first, second])).toEqual([STATS, STATS]);
    void queue.ask('/a', 's');
    expect(asked).toHaveLength(2);
  });

  it('goes on with threads of its own while others hang, and ends these afterwards', async () => {
    const { queue, asked, owned, hang, answer } = world();
    void queue.ask('/dead1', 'one');
    void queue.ask('/dead2', 'two');
    const alive = ['/a', '/b'].map((path) => queue.ask(path, 'three'));
    expect(asked).toEqual(['shared /dead1', 'shared /dead2']);
    await later(SLOW_MS);
    expect(hang.mock.calls).toEqual([[true]]);
    expect(asked.slice(2)).toEqual(['own1 /a']);
    await answer('/a');
    expect(asked.slice(3)).toEqual(['own1 /b']);
    await answer('/b');
    expect(await Promise.all(alive)).toEqual([STATS, STATS]);
    expect(owned).toMatchObject([{ over: false }]);
    await answer('/dead1');
    expect(owned).toMatchObject([{ over: true }]);
    expect(hang.mock.calls).toEqual([[true]]);
    await answer('/dead2');
    expect(hang.mock.calls).toEqual([[true], [false]]);
  });

  it('asks those first of whose server nothing is open, and two of a silent one', async () => {
    const { queue, asked, answer } = world();
    for (const path of ['/1', '/2', '/3']) void queue.ask(path, 'dead');
    void queue.ask('/a', 'alive');
    expect(asked).toEqual(['shared /1', 'shared /2']);
    await later(SLOW_MS);
    expect(asked.slice(2)).toEqual(['own1 /a']);
    await answer('/a');
    await later(SLOW_MS);
    expect(asked).toHaveLength(3);
    await answer('/1');
    expect(asked.slice(3)).toEqual(['shared /3']);
  });

  it('holds at most eight threads', async () => {
    const { queue, asked, owned } = world();
    for (let i = 0; i < 12; i += 1) void queue.ask(`/${i}`, `${i}`);
    await later(12 * SLOW_MS);
    expect(asked).toHaveLength(8);
    expect(owned).toHaveLength(6);
  });

  it('hands on errors', async () => {
    const { queue, answer } = world();
    const refused = expect(queue.ask('/a', 's')).rejects.toThrow('stale');
    await answer('/a', new Error('stale'));
    await refused;
  });
});
