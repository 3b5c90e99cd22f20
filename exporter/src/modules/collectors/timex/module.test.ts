import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { collect, collectorOf } from '../../../../../test/support/collect.ts';
import { ModuleError } from '../../../contract/module.ts';
import type { KernelClock } from '../../../contract/ports.ts';
import timex from './module.ts';
import { parseTimex } from './parse.ts';

/** struct timex of 64 bits: `int`s at their places, `long`s at theirs. */
function timexOf(longs: Readonly<Record<number, bigint>>, ints: Readonly<Record<number, number>>): Buffer {
  const bytes = Buffer.alloc(208);
  for (const [at, value] of Object.entries(longs)) bytes.writeBigInt64LE(value, Number(at));
  for (const [at, value] of Object.entries(ints)) bytes.writeInt32LE(value, Number(at));
  return bytes;
}

const clockOf = (state: number, bytes: Buffer, wordBytes = 8): KernelClock => ({
  adjtimex: () => ({ state, timex: bytes, wordBytes }),
});

const SYNCHRONIZED = timexOf(
  {
    8: -71_545n, // offset, ns
    16: -1_312_768n, // frequency
    24: 31_500n, // maximum error, µs
    32: 250n,
    48: 7n, // constant
    88: 10_000n, // tick
    96: 65_536n,
    104: 2_000n, // jitter, ns
    120: 131_072n,
    128: 1n,
    136: 2n,
    144: 3n,
    152: 4n,
  },
  { 40: 0x2001, 112: 5, 160: 37 },
);

describe('timex', () => {
  it('shows a synchronized clock', async () => {
    const { lines } = await collect(timex, { clock: clockOf(0, SYNCHRONIZED) });
    expect(lines).toEqual([
      'node_timex_estimated_error_seconds 0.00025',
      'node_timex_frequency_adjustment_ratio 0.99997996875',
      'node_timex_loop_time_constant 7',
      'node_timex_maxerror_seconds 0.0315',
      'node_timex_offset_seconds -0.000071545',
      'node_timex_pps_calibration_total 2',
      'node_timex_pps_error_total 3',
      'node_timex_pps_frequency_hertz 0.000001',
      'node_timex_pps_jitter_seconds 0.000002',
      'node_timex_pps_jitter_total 1',
      'node_timex_pps_shift_seconds 5',
      'node_timex_pps_stability_exceeded_total 4',
      'node_timex_pps_stability_hertz 0.000002',
      'node_timex_status 8193',
      'node_timex_sync_status 1',
      'node_timex_tai_offset_seconds 37',
      'node_timex_tick_seconds 0.01',
    ]);
  });

  it.each<[string, number, Buffer, string[]]>([
    [
      'a clock that is not',
      5,
      timexOf({}, { 40: 0x40 }),
      ['node_timex_sync_status 0', 'node_timex_status 64'],
    ],
    ['a leap second to come', 1, timexOf({}, {}), ['node_timex_sync_status 1']],
    [
      'microseconds',
      0,
      timexOf({ 8: 250n, 104: 5n }, { 40: 1 }),
      ['node_timex_offset_seconds 0.00025', 'node_timex_pps_jitter_seconds 0.000005'],
    ],
    [
      'absurd figures',
      0,
      timexOf({ 8: -(2n ** 63n), 24: 2n ** 63n - 1n }, { 160: -1 }),
      [
        'node_timex_offset_seconds -9223372036854.775',
        'node_timex_maxerror_seconds 9223372036854.775',
        'node_timex_tai_offset_seconds -1',
      ],
    ],
  ])('shows %s', async (_, state, bytes, expected) => {
    const { lines } = await collect(timex, { clock: clockOf(state, bytes) });
    expect(lines).toEqual(expect.arrayContaining(expected));
  });

  it('reads the structure of 32 bits', async () => {
    const bytes = Buffer.alloc(128);
    const values = { 4: -500, 8: 655_360, 12: 16, 20: 1, 24: 2, 44: 10_000, 56: 6, 80: 37 };
    for (const [at, value] of Object.entries(values)) bytes.writeInt32LE(value, Number(at));
    const { lines } = await collect(timex, { clock: clockOf(0, bytes, 4) });
    expect(lines).toEqual(
      expect.arrayContaining([
        'node_timex_offset_seconds -0.0005',
        'node_timex_frequency_adjustment_ratio 1.00001',
        'node_timex_maxerror_seconds 0.000016',
        'node_timex_tick_seconds 0.01',
        'node_timex_pps_shift_seconds 6',
        'node_timex_tai_offset_seconds 37',
      ]),
    );
  });

  it.each([
    ['permission_denied', 'unsupported'],
    ['unsupported', 'unsupported'],
    ['unreachable', 'unreachable'],
  ] as const)('has nothing to show after %s: %s', async (code, expected) => {
    const clock = {
      adjtimex: () => {
        throw new ModuleError(code, 'adjtimex: EPERM');
      },
    };
    const { lines, error } = await collectorOf(timex, { clock }).attempt();
    expect(lines).toEqual([]);
    expect(error).toMatchObject({ code: expected });
  });

  it.each([
    [Buffer.alloc(0), 8],
    [Buffer.alloc(167), 8],
    [Buffer.alloc(83), 4],
    [Buffer.alloc(208), 16],
  ])('refuses a structure of another size', (bytes, wordBytes) =>
    expect(() => parseTimex(bytes, wordBytes)).toThrow(expect.objectContaining({ code: 'malformed_reply' })),
  );

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 168, maxLength: 208 }), fc.constantFrom(4, 8), (bytes, word) => {
        for (const value of Object.values(parseTimex(Buffer.from(bytes), word))) expect(value).not.toBeNaN();
      }),
    );
  });
});
