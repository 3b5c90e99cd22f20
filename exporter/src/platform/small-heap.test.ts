import { describe, expect, it } from 'vitest';
import { collectGarbage, HeapSize } from './small-heap.ts';

function made() {
  const flags: string[] = [];
  const size = new HeapSize((flag) => flags.push(flag));
  /** The percentages that were set since it was asked last. */
  const set = () => flags.splice(0).flatMap((flag) => /percent=(\d+)/.exec(flag)?.[1] ?? []);
  return { size, set };
}

describe('the size of the heap', () => {
  it('is left alone until it is to be small', () => {
    const { size, set } = made();
    size.burstBegins();
    size.burstEnds();
    expect(set()).toEqual([]);
    size.keepSmall();
    expect(set()).toEqual(['10']);
  });

  it('may be larger from the beginning of the first burst to the end of the last', () => {
    const { size, set } = made();
    size.keepSmall();
    size.burstBegins();
    size.burstBegins();
    expect(set()).toEqual(['10', '50']);
    size.burstEnds();
    expect(set()).toEqual([]);
    size.burstEnds();
    expect(set()).toEqual(['10']);
    size.burstBegins();
    expect(set()).toEqual(['50']);
  });

  it('becomes small after a burst that had begun before', () => {
    const { size, set } = made();
    size.burstBegins();
    size.keepSmall();
    expect(set()).toEqual([]);
    size.burstEnds();
    expect(set()).toEqual(['10']);
  });
});

it('V8 knows the flags', () => {
  const size = new HeapSize();
  size.keepSmall();
  size.burstBegins();
  size.burstEnds();
});

it('what nobody refers to any longer is gone at once when it is looked for', () => {
  let made: object | null = { some: 'thing' };
  const weak = new WeakRef(made);
  made = null;
  return new Promise<void>((resolve) => {
    // What was made in this turn of the event loop is kept until its end.
    setImmediate(() => {
      collectGarbage();
      expect(weak.deref()).toBeUndefined();
      resolve();
    });
  });
});
