import { describe, expect, it } from 'vitest';
import { Scheduler } from './scheduler.ts';

const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('Scheduler', () => {
  it('runs again and again, goes on after a failure, and waits for what runs when stopped', async () => {
    const errors: string[] = [];
    let runs = 0;
    let finished = 0;
    const scheduler = new Scheduler((task) => errors.push(task));
    const run = async () => {
      runs += 1;
      if (runs === 1) throw new Error('first');
      await wait(5);
      finished += 1;
    };
    scheduler.every({ name: 'test', intervalMs: 1, run });
    await wait(60);
    await scheduler.stop();
    expect(errors).toEqual(['test']);
    expect(runs).toBeGreaterThan(2);
    expect(finished).toBe(runs - 1);
    const runsWhenStopped = runs;
    await wait(20);
    expect(runs).toBe(runsWhenStopped);
  });
});
