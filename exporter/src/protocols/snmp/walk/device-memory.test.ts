import { describe, expect, it } from 'vitest';
import { DeviceMemories, DeviceMemory, MAX_COLUMNS, MAX_VARBINDS } from './device-memory.ts';

const BASE = 25;
const HOUR = 3_600_000;

function made() {
  const clock = { now: 0 };
  return { clock, memory: new DeviceMemory(() => clock.now) };
}

describe('a device', () => {
  it('is trusted with more the more it answers, up to a bound', () => {
    const { memory } = made();
    const rooms = [25, 100, 300, 300].map((asked) => {
      const room = memory.room(BASE);
      memory.answered(asked);
      return room;
    });
    expect(rooms).toEqual([25, 100, MAX_VARBINDS, MAX_VARBINDS]);
    expect(memory.provenRoom(BASE)).toBe(MAX_VARBINDS);
    expect(memory.isProven(300, BASE)).toBe(true);
  });

  it('that cuts a reply short is asked for little more than it told', () => {
    const { memory } = made();
    memory.answered(25);
    memory.cutShort(40);
    expect(memory.provenRoom(BASE)).toBe(40);
    expect([memory.room(BASE), memory.isProven(40, BASE), memory.isProven(41, BASE)]).toEqual([
      60,
      true,
      false,
    ]);
  });

  it('for which it was too much is asked for half, or half-way to what it had answered', () => {
    const { memory } = made();
    memory.answered(20);
    expect(memory.room(BASE)).toBe(80);
    memory.tooBig(80);
    expect(memory.room(BASE)).toBe(50);
    memory.answered(50);
    memory.tooBig(50);
    expect(memory.room(BASE)).toBe(25);
    for (let i = 0; i < 10; i += 1) memory.tooBig(memory.room(BASE));
    expect(memory.room(BASE)).toBe(1);
  });

  it('for which it was too much once is tried with more after some answers', () => {
    const { memory } = made();
    memory.tooBig(100);
    for (let i = 0; i < 7; i += 1) memory.answered(50);
    expect(memory.room(BASE)).toBe(50);
    memory.answered(50);
    expect(memory.room(BASE)).toBeGreaterThan(50);
  });

  it.each([
    [HOUR, 60],
    [HOUR + 1, 240],
  ])('that was silent is tried again after an hour (%d ms)', (after, room) => {
    const { memory, clock } = made();
    memory.answered(60);
    memory.silent(BASE);
    for (let i = 0; i < 20; i += 1) memory.answered(60);
    clock.now = after;
    memory.answered(memory.room(BASE));
    expect(memory.room(BASE)).toBe(room);
  });

  it('that no longer answers begins anew', () => {
    const { memory } = made();
    memory.answered(100);
    memory.startOver();
    expect([memory.room(BASE), memory.isProven(26, BASE)]).toEqual([BASE, false]);
  });

  it('that mixes up columns is asked for one', () => {
    const { memory } = made();
    expect(memory.columns).toBe(MAX_COLUMNS);
    memory.needsOneColumn();
    expect(memory.columns).toBe(1);
  });

  it('has so many tables at most', () => {
    const { memory } = made();
    memory.noteRows(new Map([['a', 5]]));
    expect([memory.rows('a'), memory.rows('b')]).toEqual([5, undefined]);
    memory.noteRows(new Map(Array.from({ length: 1000 }, (_, i) => [`t${i}`, i])));
    expect([memory.rows('a'), memory.rows('t999')]).toEqual([undefined, 999]);
  });
});

it('of devices, those that were asked last are remembered', () => {
  const memories = new DeviceMemories(() => 0);
  const [first, second] = [memories.of('first'), memories.of('second')];
  for (let i = 0; i < 4095; i += 1) {
    memories.of(`device ${i}`);
    memories.of('second');
  }
  expect(memories.of('second')).toBe(second);
  expect(memories.of('first')).not.toBe(first);
});
