/** Readings of one BMC that are in each other's way: who reserves its records cancels the reservation of others. */
import { IpmiError } from 'ipmi-js';

export class OneAtATime {
  #last: Promise<void> = Promise.resolve();

  /** Begins when all before have ended. @throws IpmiError 'aborted' for who no longer waits; what `work` throws */
  run<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T> {
    const before = this.#last;
    const turn = unlessAborted(before, signal).then(work);
    this.#last = Promise.allSettled([before, turn]).then(() => undefined);
    return turn;
  }
}

function unlessAborted(before: Promise<void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const giveUp = () =>
      reject(new IpmiError('aborted', 'given up while others read', { cause: signal.reason }));
    if (signal.aborted) return giveUp();
    signal.addEventListener('abort', giveUp, { once: true });
    void before.then(() => {
      signal.removeEventListener('abort', giveUp);
      resolve();
    });
  });
}
