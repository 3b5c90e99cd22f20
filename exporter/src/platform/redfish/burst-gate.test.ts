import { afterEach, expect, it, vi } from 'vitest';
import { BurstGate } from './burst-gate.ts';

afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const turns = async () => {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setImmediate(resolve));
};

/** Ends of the handshakes that have begun, in their order. */
function begin(gate: BurstGate, count: number): (() => void)[] {
  const ends: (() => void)[] = [];
  for (let i = 0; i < count; i += 1) void gate.pass().then((over) => ends.push(over));
  return ends;
}

it('lets six begin, and another for each that is over', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const ends = begin(new BurstGate(6, 25), 10);
  await turns();
  expect(ends).toHaveLength(6);
  ends[0]?.();
  ends[0]?.();
  await turns();
  expect(ends).toHaveLength(7);
});

it('waits for nobody who is slow', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const gate = new BurstGate(6, 25);
  const ends = begin(gate, 14);
  await turns();
  vi.advanceTimersByTime(25);
  await turns();
  expect(ends).toHaveLength(12);
  for (const over of ends.splice(0)) over();
  await turns();
  for (const over of ends) over();
  await turns();
  const later = begin(gate, 7);
  await turns();
  expect(later).toHaveLength(6);
});

it('blames nobody for the time in which this process was busy itself, but not for ever', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  const ends = begin(new BurstGate(1, 20), 2);
  await turns();
  // Each time the timer is late by as much again.
  for (let busy = 1; busy <= 4; busy += 1) {
    clock.mockReturnValue(busy * 40);
    vi.advanceTimersByTime(20);
    await turns();
    expect(ends).toHaveLength(1);
  }
  clock.mockReturnValue(200);
  vi.advanceTimersByTime(20);
  await turns();
  expect(ends).toHaveLength(2);
});
