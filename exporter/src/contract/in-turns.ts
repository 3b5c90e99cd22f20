import { ModuleError } from '../model/errors.ts';
import { SLICE_MS } from './in-slices.ts';
import type { BaseContext } from './module.ts';

/** Asked for its signal only when there are later turns: to make one costs as much as several files. */
type Run = Pick<BaseContext<unknown>, 'signal'>;

/**
 * Calls `visit` for each item: at once while that takes little time, the rest in later turns of the event loop.
 * @throws ModuleError `timeout` when the run was aborted in between.
 */
export function visitInTurns<T>(
  items: readonly T[],
  run: Run,
  visit: (item: T) => void,
): void | Promise<void> {
  if (items.length === 0) return;
  const rest = visitSlice(items, 0, visit);
  if (rest < items.length) return visitRest(items, rest, run.signal, visit);
}

async function visitRest<T>(
  items: readonly T[],
  first: number,
  signal: AbortSignal,
  visit: (item: T) => void,
): Promise<void> {
  for (let next = first; next < items.length; next = visitSlice(items, next, visit)) {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw new ModuleError('timeout', `stopped after ${next} of ${items.length}`);
  }
}

/** The first item that there was no time for. */
function visitSlice<T>(items: readonly T[], first: number, visit: (item: T) => void): number {
  const until = performance.now() + SLICE_MS;
  let next = first;
  do visit(items[next++] as T);
  while (next < items.length && performance.now() < until);
  return next;
}

/** Work of many who do not know each other, in steps: only one is at it in any turn of the event loop. */
export class TakingTurns {
  #last: Promise<unknown> = Promise.resolve();

  /**
   * Takes step after step to the end, and resolves to what the steps return. `begin` makes them when it is their turn:
   * steps that had waited would be old in the eyes of the garbage collector, and all that they hold on to with them.
   * @throws ModuleError `timeout` when the run was aborted before or in between.
   */
  run<T>(begin: () => Iterator<void, T>, run: Run): Promise<T> {
    const result = this.#last.then(() => stepThrough(begin, run.signal));
    this.#last = result.catch(() => undefined);
    return result;
  }
}

async function stepThrough<T>(begin: () => Iterator<void, T>, signal: AbortSignal): Promise<T> {
  let steps: Iterator<void, T> | null = null;
  for (;;) {
    await new Promise((resolve) => setImmediate(resolve));
    if (signal.aborted) throw new ModuleError('timeout', 'stopped before the end');
    steps ??= begin();
    const until = performance.now() + SLICE_MS;
    do {
      const step = steps.next();
      if (step.done) return step.value;
    } while (performance.now() < until);
  }
}
