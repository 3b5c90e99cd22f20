/** So many in a second, evenly, and so many at a time. */

/** Resolves when it is the caller's turn; rejects with the reason of the signal. */
export type Turn = (signal: AbortSignal) => Promise<void>;

export function pace(perSecond: number, now: () => number = () => performance.now()): Turn {
  const stepMs = 1000 / perSecond;
  let next = now();
  return async (signal) => {
    signal.throwIfAborted();
    const at = Math.max(next, now());
    next = at + stepMs;
    await sleep(at - now(), signal);
  };
}

function sleep(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      if (signal.aborted) reject(signal.reason as Error);
      else resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done, { once: true });
  });
}

/** Calls `work` for each of the items, at most `limit` at a time, for as long as `isEnough` does not say so. */
export async function eachOf<T>(
  items: Iterable<T>,
  limit: number,
  isEnough: () => boolean,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const rest = items[Symbol.iterator]();
  const worker = async () => {
    while (!isEnough()) {
      const { value, done } = rest.next() as IteratorResult<T, undefined>;
      if (done) return;
      await work(value);
    }
  };
  await Promise.all(Array.from({ length: limit }, worker));
}
