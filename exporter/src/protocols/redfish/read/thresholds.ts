/** Thresholds of a reading, in the two forms that there are. */
import { number, type Resource, within } from './resource.ts';

export interface Threshold {
  /** `upper_critical`, `lower_caution`, … */
  readonly name: string;
  readonly value: number;
}

/** Of Thermal and Power → ours. */
const LEGACY: Readonly<Record<string, string>> = {
  UpperThresholdNonCritical: 'upper_caution',
  UpperThresholdCritical: 'upper_critical',
  UpperThresholdFatal: 'upper_fatal',
  LowerThresholdNonCritical: 'lower_caution',
  LowerThresholdCritical: 'lower_critical',
  LowerThresholdFatal: 'lower_fatal',
};
/** Of a Sensor → ours. */
const SENSOR: Readonly<Record<string, string>> = {
  UpperCaution: 'upper_caution',
  UpperCritical: 'upper_critical',
  UpperFatal: 'upper_fatal',
  LowerCaution: 'lower_caution',
  LowerCritical: 'lower_critical',
  LowerFatal: 'lower_fatal',
};

export function readThresholds(resource: Resource): Threshold[] {
  return named(LEGACY, (key) => number(resource[key]));
}

export function readSensorThresholds(resource: Resource): Threshold[] {
  return named(SENSOR, (key) => number(within(resource, 'Thresholds', key)['Reading']));
}

function named(names: Readonly<Record<string, string>>, read: (key: string) => number | null): Threshold[] {
  return Object.entries(names).flatMap(([key, name]) => {
    const value = read(key);
    return value === null ? [] : [{ name, value }];
  });
}
