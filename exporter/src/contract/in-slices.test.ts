import { describe, expect, it } from 'vitest';
import { InSlices } from './in-slices.ts';

const busyFor = (ms: number) => {
  for (const until = performance.now() + ms; performance.now() < until;);
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('InSlices', () => {
  it('hands on at once what takes little time', () => {
    const seen: number[] = [];
    const slices = new InSlices<number>((item) => seen.push(item));
    for (const item of [1, 2, 3]) slices.push(item);
    expect(seen).toEqual([1, 2, 3]);
  });

  it('lets others run in between what takes long, and keeps the order', async () => {
    const seen: (number | string)[] = [];
    const slices = new InSlices<number>((item) => {
      busyFor(3);
      seen.push(item);
    });
    const items = Array.from({ length: 10 }, (_, i) => i);
    for (const item of items) slices.push(item);
    const atOnce = seen.length;
    expect(atOnce).toBeLessThan(4);
    await turn();
    slices.push(10);
    for (let i = 0; i < 20; i += 1) {
      seen.push('other');
      await turn();
    }
    expect(seen.filter((each) => each !== 'other')).toEqual([...items, 10]);
    const runs = seen.join(' ').split(/(?: ?other ?)+/);
    expect(Math.max(...runs.map((run) => run.split(' ').length))).toBeLessThan(4);
  });

  it('without time for more, hands on one in each turn', async () => {
    const seen: number[] = [];
    const slices = new InSlices<number>((item) => seen.push(item), 0);
    for (const item of [1, 2, 3]) slices.push(item);
    const counts = [seen.length];
    for (let i = 0; i < 10; i += 1) {
      await turn();
      counts.push(seen.length);
    }
    expect(seen).toEqual([1, 2, 3]);
    expect(Math.max(...counts.map((count, i) => count - (counts[i - 1] ?? 0)))).toBe(1);
  });

  it('hands on at once again when all is done', async () => {
    const seen: number[] = [];
    const slices = new InSlices<number>((item) => {
      busyFor(item);
      seen.push(item);
    });
    for (const item of [6, 6, 0]) slices.push(item);
    expect(seen).toEqual([6]);
    for (let i = 0; i < 10; i += 1) await turn();
    expect(seen).toEqual([6, 6, 0]);
    slices.push(1);
    expect(seen).toEqual([6, 6, 0, 1]);
  });
});
