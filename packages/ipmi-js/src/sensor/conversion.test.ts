import { describe, expect, it } from 'vitest';
import type { AnalogFormat } from '../sdr/record.ts';
import { convertDifference, convertReading, convertThresholds } from './conversion.ts';

const factors = (m: number, b = 0, bExponent = 0, rExponent = 0) => ({
  ...{ m, b, bExponent, rExponent },
  ...{ tolerance: 0, accuracy: 0, accuracyExponent: 0 },
});
const PLAIN = { analogFormat: 'unsigned' as const, linearization: 0, factors: factors(1) };

describe('a reading', () => {
  it.each<[string, number, AnalogFormat, number, ReturnType<typeof factors>, number | null]>([
    ['counts', 45, 'unsigned', 0, factors(1), 45],
    ['counts high', 200, 'unsigned', 0, factors(60), 12000],
    ['two’s complement', 0xf6, 'twos_complement', 0, factors(1), -10],
    ['one’s complement', 0xf6, 'ones_complement', 0, factors(1), -9],
    ['one’s complement of nothing', 0xff, 'ones_complement', 0, factors(1), 0],
    ['M, B and both exponents', 190, 'unsigned', 0, factors(63, 5, 1, -3), (190 * 63 + 50) / 1000],
    ['a negative M', 10, 'unsigned', 0, factors(-512, 511, 0, 0), -4609],
    ['a value of the power supply', 190, 'unsigned', 0, factors(63, 0, 0, -3), 11.97],
    ['ln', 10, 'unsigned', 1, factors(1), Math.log(10)],
    ['log10', 100, 'unsigned', 2, factors(1), 2],
    ['log2', 8, 'unsigned', 3, factors(1), 3],
    ['e', 2, 'unsigned', 4, factors(1), Math.exp(2)],
    ['exp10', 3, 'unsigned', 5, factors(1), 1000],
    ['exp2', 10, 'unsigned', 6, factors(1), 1024],
    ['1/x', 4, 'unsigned', 7, factors(1), 0.25],
    ['1/x of nothing', 0, 'unsigned', 7, factors(1), 0],
    ['x²', 12, 'unsigned', 8, factors(1), 144],
    ['x³', 0xfe, 'twos_complement', 9, factors(1), -8],
    ['√x', 144, 'unsigned', 10, factors(1), 12],
    ['∛x', 27, 'unsigned', 11, factors(1), 3],
    ['factors of its own', 7, 'unsigned', 0x70, factors(2, 1), 15],
    ['a function that nobody knows', 7, 'unsigned', 12, factors(1), null],
    ['no analog reading', 7, 'none', 0, factors(1), null],
  ])('%s', (_, raw, analogFormat, linearization, each, expected) =>
    expect(convertReading(raw, { analogFormat, linearization, factors: each })).toBe(expected),
  );

  it('of thresholds leaves out what cannot be read', () => {
    const raw = {
      ...{ lowerNonCritical: 10, lowerCritical: null, lowerNonRecoverable: 0 },
      ...{ upperNonCritical: null, upperCritical: 90, upperNonRecoverable: null },
    };
    const expected = { ...raw, lowerNonCritical: 20, upperCritical: 180 };
    expect(convertThresholds(raw, { ...PLAIN, factors: factors(2) })).toEqual(expected);
  });

  it.each([
    ['without B', 0, factors(-3, 50), 6],
    ['none for a function', 2, factors(3), null],
  ])('of a difference: %s', (_, linearization, each, expected) =>
    expect(convertDifference(2, { ...PLAIN, linearization, factors: each })).toBe(expected),
  );
});
