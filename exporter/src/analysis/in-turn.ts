import { ModuleError } from '../model/errors.ts';

/**
 * Runs works one after the other, in the order they came.
 * @throws ModuleError `limit_exceeded` when more than `limit` are waiting: whoever asks may try again.
 */
export function inTurn(limit: number, what: string): <T>(work: () => Promise<T>) => Promise<T> {
  let waiting = 0;
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    if (waiting >= limit)
      return Promise.reject(new ModuleError('limit_exceeded', `too many ${what} are waiting`));
    waiting += 1;
    const result = last.then(work).finally(() => (waiting -= 1));
    last = result.catch(() => undefined);
    return result;
  };
}
