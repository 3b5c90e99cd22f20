import { expect, it } from 'vitest';
import { OneAtATime } from './one-at-a-time.ts';

const { signal } = new AbortController();
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

it('one begins when the one before has ended, however it did', async () => {
  const turns = new OneAtATime();
  const seen: string[] = [];
  const work = (name: string, fails: boolean) => async () => {
    seen.push(`${name} begins`);
    await sleep(5);
    seen.push(`${name} ends`);
    if (fails) throw new Error(name);
    return name;
  };
  const all = [turns.run(work('a', true), signal), turns.run(work('b', false), signal)];
  expect(await Promise.allSettled(all)).toMatchObject([{ status: 'rejected' }, { value: 'b' }]);
  expect(seen).toEqual(['a begins', 'a ends', 'b begins', 'b ends']);
});

it('who no longer waits is let go, and holds nobody up', async () => {
  const turns = new OneAtATime();
  const impatient = new AbortController();
  const first = turns.run(() => sleep(20).then(() => 'first'), signal);
  const second = turns.run(() => Promise.resolve('second'), impatient.signal);
  const third = turns.run(() => Promise.resolve('third'), signal);
  impatient.abort();
  await expect(second).rejects.toMatchObject({ code: 'aborted' });
  expect(await Promise.all([first, third])).toEqual(['first', 'third']);
});
