import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { Deadline } from './deadline.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const aborted = (signal: AbortSignal) =>
  new Promise<unknown>((resolve) => signal.addEventListener('abort', () => resolve(signal.reason)));

describe('a deadline', () => {
  it('passes', async () => {
    const deadline = new Deadline(5);
    expect(deadline.hasPassed).toBe(false);
    expect(await aborted(deadline.signal)).toMatchObject({ name: 'TimeoutError', message: '5 ms are over' });
    expect(deadline.hasPassed).toBe(true);
  });

  it('that was cancelled does not', async () => {
    const deadline = new Deadline(5);
    deadline.cancel();
    await sleep(30);
    expect(deadline.hasPassed).toBe(false);
  });

  // With AbortSignal.timeout in its place it is not: that is why there is this class.
  it('passes when nobody but AbortSignal.any refers to its signal, and garbage is collected', async () => {
    const stop = new AbortController();
    const waitFor = ({ signal }: Deadline) => aborted(AbortSignal.any([stop.signal, signal]));
    const passed = waitFor(new Deadline(60)).then(() => 'passed');
    for (let i = 0; i < 3; i += 1) {
      await sleep(10);
      collectGarbage();
    }
    expect(await Promise.race([passed, sleep(1000)])).toBe('passed');
  });
});
