import { expect, it } from 'vitest';
import { tokenBucket } from './rate-limit.ts';

it('lets a burst through, then one per interval, and saves up no more than the burst', () => {
  let now = 0;
  const allow = tokenBucket(100, 2, () => now);
  expect([allow(), allow(), allow()]).toEqual([true, true, false]);
  now = 99;
  expect(allow()).toBe(false);
  now = 199;
  expect([allow(), allow()]).toEqual([true, false]);
  now = 10_000;
  expect([allow(), allow(), allow()]).toEqual([true, true, false]);
});

it('lets nothing through without a burst', () => {
  let now = 0;
  const allow = tokenBucket(100, 0, () => now);
  now = 1000;
  expect(allow()).toBe(false);
});
