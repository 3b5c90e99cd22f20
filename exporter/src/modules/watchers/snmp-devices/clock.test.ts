import { describe, expect, it } from 'vitest';
import { type Restart, restartBetween, secondsBetween } from './clock.ts';

const DAY = 24 * 3600 * 100;
const MINUTE = 6000;
const WRAP = 2 ** 32;

const at = (atMs: number, agent: number | null, machine: number | null = null) => ({
  atMs,
  uptime: { agent, machine },
});

/** Ticks of the agent before and now, of the machine before and now; a minute lies between. */
type Case = readonly [
  name: string,
  before: number | null,
  now: number | null,
  machines: readonly [number | null, number | null],
  restart: Restart,
  elapsedMs?: number,
];

const NONE = [null, null] as const;

const cases: readonly Case[] = [
  ['it counts on', DAY, DAY + MINUTE, NONE, 'none'],
  ['it does not count at all', 500, 500, NONE, 'none'],
  ['it does not say', null, 100, NONE, 'none'],
  ['it no longer says', 100, null, NONE, 'none'],
  ['it begins anew', DAY, 1000, NONE, 'device'],
  ['it begins anew at once', DAY, 0, NONE, 'device'],
  ['it began anew shortly after the look', 1000, 2000, NONE, 'device', 600_000],
  ['the machine began anew with it', DAY, 1000, [2 * DAY, 1500], 'device'],
  ['the machine ran on', DAY, 1000, [2 * DAY, 2 * DAY + MINUTE], 'agent'],
  ['it comes to its end and goes on', WRAP - 3000, 3000, NONE, 'none'],
  ['the agent begins anew while the machine comes to its end', DAY, 1000, [WRAP - 3000, 3000], 'agent'],
  ['it is set back', 10 * DAY, 9 * DAY, NONE, 'unclear'],
  ['it is set back a little', 10 * DAY, 10 * DAY - 50, NONE, 'unclear'],
  ['it is set forward', DAY, 2 * DAY, NONE, 'none'],
  ['it counts a little slowly', 100, 5000, NONE, 'none'],
  ['it has begun anew soon after it began', 100, 3000, NONE, 'device'],
  ['it was silent for long, and began anew meanwhile', 30 * DAY, DAY / 2, NONE, 'device', 24 * 3600_000],
  ['it was silent for long, and counted on', DAY, 2 * DAY, NONE, 'none', 24 * 3600_000],
];

it.each(cases.map((each) => [each[0], each] as const))(
  '%s',
  (_, [, before, now, [machineBefore, machineNow], restart, elapsedMs = 60_000]) =>
    expect(restartBetween(at(0, before, machineBefore), at(elapsedMs, now, machineNow))).toBe(restart),
);

describe('what has passed', () => {
  it.each([
    ['is what the device says', 1000, 1000 + 6600, 66],
    ['is what it says over the end of its counter', WRAP - 1000, 5000, 60],
    ['is our own time where it does not say', null, 1000, 60],
    ['is our own time where it does not count', 1000, 1000, 60],
    ['is our own time where it goes astray', 1000, DAY, 60],
  ])('%s', (_, before, now, seconds) =>
    expect(secondsBetween(at(0, before), at(60_000, now))).toBeCloseTo(seconds),
  );
});
