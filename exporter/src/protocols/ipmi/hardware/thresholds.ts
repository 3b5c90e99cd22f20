/** Where the thresholds of temperatures lie, as the BMC has them now: they are asked for once in a while. */
import {
  type CommandChannel,
  convertDifference,
  convertThresholds,
  type FullSensorRecord,
  getHysteresis,
  getThresholds,
  isNonLinear,
  UNIT,
  unitName,
} from 'ipmi-js';
import type { TemperatureReading } from '../../hardware/reading.ts';
import { ifTold } from '../read/if-told.ts';
import { keyOf } from './plan.ts';

export type TemperatureLimits = Pick<TemperatureReading, 'caution' | 'critical'> & {
  readonly fallCelsius: number;
};

/** Values of the record's fields `thresholds` and `hysteresis` (IPMI 2.0, table 43-1): can they be read? */
const READABLE: readonly number[] = [1, 2];
const FIXED = 3;
const UNKNOWN: TemperatureLimits = { caution: null, critical: null, fallCelsius: 0 };
/** To degrees Celsius: from unit to a function of the value and what a difference of one is. */
const CELSIUS: Readonly<Record<string, readonly [(value: number) => number, number]>> = {
  C: [(value) => value, 1],
  F: [(value) => ((value - 32) * 5) / 9, 5 / 9],
  K: [(value) => value - 273.15, 1],
};

/** Null for units that are none of temperature. */
export function celsiusOf({ units }: FullSensorRecord, value: number): number | null {
  const convert = units.base === UNIT.unspecified ? undefined : CELSIUS[unitName(units)]?.[0];
  return convert === undefined ? null : Math.round(convert(value) * 100) / 100;
}

export class ThresholdMemory {
  readonly #known = new Map<string, TemperatureLimits>();

  /** They are asked for again. */
  forget(): void {
    this.#known.clear();
  }

  of(sensor: FullSensorRecord): TemperatureLimits {
    return this.#known.get(keyOf(sensor)) ?? UNKNOWN;
  }

  /** Asks for those that are not known. @throws IpmiError */
  async learn(
    channel: CommandChannel,
    sensors: readonly FullSensorRecord[],
    signal: AbortSignal,
  ): Promise<void> {
    for (const sensor of sensors) {
      const key = keyOf(sensor);
      if (!this.#known.has(key)) this.#known.set(key, await limitsOf(channel, sensor, signal));
    }
  }
}

/** Where the BMC does not tell, those of the record count. */
async function limitsOf(
  channel: CommandChannel,
  sensor: FullSensorRecord,
  signal: AbortSignal,
): Promise<TemperatureLimits> {
  // Their factors change with the reading: what a threshold means nobody says.
  if (isNonLinear(sensor.linearization)) return UNKNOWN;
  const { thresholds, hysteresis } = sensor.capabilities;
  const now = READABLE.includes(thresholds) ? await ifTold(getThresholds(channel, sensor, { signal })) : null;
  const { upperNonCritical, upperCritical, upperNonRecoverable } = convertThresholds(
    now ?? sensor.thresholds,
    sensor,
  );
  const counts = READABLE.includes(hysteresis)
    ? await ifTold(getHysteresis(channel, sensor, { signal }))
    : null;
  const recorded = hysteresis === FIXED || READABLE.includes(hysteresis) ? sensor.positiveHysteresis : 0;
  const critical = upperCritical ?? upperNonRecoverable;
  return {
    caution: upperNonCritical === null ? null : celsiusOf(sensor, upperNonCritical),
    critical: critical === null ? null : celsiusOf(sensor, critical),
    fallCelsius: differenceOf(sensor, counts?.positive ?? recorded),
  };
}

function differenceOf(sensor: FullSensorRecord, counts: number): number {
  const [, step = 1] = CELSIUS[unitName(sensor.units)] ?? [];
  return (convertDifference(counts, sensor) ?? 0) * step;
}
