/** Raw readings → values (IPMI 2.0, section 36). */
import { signed } from '../reply-bytes.ts';
import type { AnalogFormat, ConversionFactors, Thresholds } from '../sdr/record.ts';

/** Exactly 10^-8 to 10^7: exponents have four bits. */
const POWERS = [1e-8, 1e-7, 1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7];
const POWER_OF_ZERO = 8;

const LINEARIZATIONS: readonly ((value: number) => number)[] = [
  (value) => value,
  Math.log,
  Math.log10,
  Math.log2,
  Math.exp,
  (value) => 10 ** value,
  (value) => 2 ** value,
  (value) => (value === 0 ? 0 : 1 / value),
  (value) => value ** 2,
  (value) => value ** 3,
  Math.sqrt,
  Math.cbrt,
];
const NON_LINEAR_FIRST = 0x70;

export interface Conversion {
  readonly analogFormat: AnalogFormat;
  readonly linearization: number;
  readonly factors: ConversionFactors;
}

/** True when the factors change with the reading and have to be asked for. */
export function isNonLinear(linearization: number): boolean {
  return linearization >= NON_LINEAR_FIRST;
}

/** Null when the sensor has no analog reading, or a linearization that the specification does not have. */
export function convertReading(
  raw: number,
  { analogFormat, linearization, factors }: Conversion,
): number | null {
  const count = countOf(raw, analogFormat);
  const linearize = isNonLinear(linearization) ? LINEARIZATIONS[0] : LINEARIZATIONS[linearization];
  if (count === null || linearize === undefined) return null;
  return linearize(
    (count * factors.m + factors.b * powerOfTen(factors.bExponent)) * powerOfTen(factors.rExponent),
  );
}

/** Counts of hysteresis are differences: neither B nor functions take part. Null where a difference has no one value. */
export function convertDifference(raw: number, { linearization, factors }: Conversion): number | null {
  return linearization === 0 ? Math.abs(raw * factors.m) * powerOfTen(factors.rExponent) : null;
}

export function convertThresholds(raw: Thresholds, conversion: Conversion): Thresholds {
  const convert = (value: number | null) => (value === null ? null : convertReading(value, conversion));
  return {
    lowerNonCritical: convert(raw.lowerNonCritical),
    lowerCritical: convert(raw.lowerCritical),
    lowerNonRecoverable: convert(raw.lowerNonRecoverable),
    upperNonCritical: convert(raw.upperNonCritical),
    upperCritical: convert(raw.upperCritical),
    upperNonRecoverable: convert(raw.upperNonRecoverable),
  };
}

function countOf(raw: number, format: AnalogFormat): number | null {
  switch (format) {
    case 'unsigned':
      return raw;
    case 'ones_complement':
      return raw >= 0x80 ? raw - 0xff : raw;
    case 'twos_complement':
      return signed(raw, 8);
    case 'none':
      return null;
  }
}

function powerOfTen(exponent: number): number {
  return POWERS[exponent + POWER_OF_ZERO] ?? 10 ** exponent;
}
