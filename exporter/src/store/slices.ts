import { setImmediate } from 'node:timers/promises';

/** Lets whatever waits on the event loop have its turn. */
export function yieldToLoop(): Promise<void> {
  return setImmediate();
}

/** `items` in slices of at most `size`, giving way to the event loop between them. */
export async function* slicesOf<T>(items: readonly T[], size: number): AsyncGenerator<readonly T[]> {
  for (let at = 0; at < items.length; at += size) {
    if (at > 0) await yieldToLoop();
    yield items.slice(at, at + size);
  }
}

/** Runs works one after the other, in the order they came. */
export function createQueue(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
