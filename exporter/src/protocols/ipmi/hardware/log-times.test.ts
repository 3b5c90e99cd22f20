import { describe, expect, it } from 'vitest';
import { logged } from '../../../../../test/support/ipmi/changing-bmc.ts';
import { atLeast, timesOf } from './log-times.ts';

const NOW_S = 1_795_000_000;
const HOUR = 3600;
const UNSPECIFIED = 0xffffffff;

const entry = (time: number) =>
  Uint8Array.from(logged({ id: 1, time, sensorType: 4, sensor: 5, data: [0, 0, 0] }));
/** Seconds before now; null for "unknown". */
const ago = (times: readonly number[], clock: number | null) =>
  timesOf(times.map(entry), clock, NOW_S * 1000).map((ms) => (ms === null ? null : NOW_S - ms / 1000));

describe('an entry was written', () => {
  it.each<[string, number[], number | null, (number | null)[]]>([
    ['when it says', [NOW_S - HOUR, NOW_S - 5], NOW_S, [HOUR, 5]],
    ['when it says: clocks differ a little', [NOW_S - 5], NOW_S + 30, [5]],
    ['when it says, if the clock is not told', [NOW_S - 5], null, [5]],
    ['nobody knows when, if that is yet to come', [NOW_S + HOUR], null, [null]],
    ['an hour later where the clock is of another zone', [NOW_S - HOUR - 5], NOW_S - HOUR, [5]],
    ['before now where the clock is ahead', [NOW_S + 2 * HOUR], NOW_S + 3 * HOUR, [HOUR]],
    ['so long ago as the BMC has run since', [100, 160], 200, [100, 40]],
    ['nobody knows when, before the BMC started again', [500, 100], 200, [null, 100]],
    ['when it says, before the clock was lost', [NOW_S - HOUR, 100], 200, [HOUR, 100]],
    ['when it says, before the clock was set to another time', [NOW_S - HOUR, 1e9], 1e9 + 60, [HOUR, 60]],
    ['nobody knows when, without a time', [UNSPECIFIED], NOW_S, [null]],
    ['as the others around one without a time', [100, UNSPECIFIED, 160], 200, [100, null, 40]],
  ])('%s', (_, times, clock, expected) => {
    expect(ago(times, clock)).toEqual(expected);
  });

  it('no earlier than the one before it', () => {
    expect(atLeast([null, 5, null, 7])).toEqual([null, 5, 5, 7]);
  });
});
