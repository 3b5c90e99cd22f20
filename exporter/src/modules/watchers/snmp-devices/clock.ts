/** What time has passed in a device between two looks, and whether it began anew meanwhile. */
import type { Reading, Uptime } from './reading.ts';

/** `agent`: only what answers has started again. `unclear`: the clock was set, or another device answers. */
export type Restart = 'none' | 'agent' | 'device' | 'unclear';

/** Hundredths of a second in 32 bits: 497 days. */
const WRAP = 2 ** 32;
/** Requests may take their time, and clocks differ. */
const SLACK_TICKS = 500;
const SLACK_SHARE = 0.1;

type Look = Pick<Reading, 'atMs' | 'uptime'>;

export function restartBetween(before: Look, now: Look): Restart {
  const elapsed = (now.atMs - before.atMs) / 10;
  const agent = courseOf(before.uptime.agent, now.uptime.agent, elapsed);
  if (agent !== 'anew') return agent === 'on' ? 'none' : 'unclear';
  return machineRanOn(before.uptime, now.uptime, elapsed) ? 'agent' : 'device';
}

function machineRanOn(before: Uptime, now: Uptime, elapsed: number): boolean {
  if (before.machine === null || now.machine === null) return false;
  return courseOf(before.machine, now.machine, elapsed) === 'on';
}

/** `elapsed` by our own clock; all in hundredths of a second. */
function courseOf(before: number | null, now: number | null, elapsed: number): 'on' | 'anew' | 'elsewhere' {
  // Some agents do not count.
  if (before === null || now === null || now === before) return 'on';
  const slack = SLACK_TICKS + SLACK_SHARE * elapsed;
  const expected = before + elapsed;
  if (now > before) return now + slack < Math.min(elapsed, expected) ? 'anew' : 'on';
  if (Math.abs(expected - WRAP - now) <= slack) return 'on';
  return now <= elapsed + slack ? 'anew' : 'elsewhere';
}

/** By the device's clock, for its counters go by it, unless it goes astray. */
export function secondsBetween(before: Look, now: Look): number {
  const own = (now.atMs - before.atMs) / 1000;
  if (before.uptime.agent === null || now.uptime.agent === null) return own;
  const ticks = (now.uptime.agent - before.uptime.agent + WRAP) % WRAP;
  const device = ticks / 100;
  return device >= own / 2 && device <= own * 2 ? device : own;
}
