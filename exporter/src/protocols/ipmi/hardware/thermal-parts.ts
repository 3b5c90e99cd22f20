/** Temperatures and fans, by their sensors. */
import { EVENT_TYPE, type FullSensorRecord, SENSOR_TYPE, UNIT } from 'ipmi-js';
import type { FanReading, FaultReading, Health, TemperatureReading } from '../../hardware/reading.ts';
import { faultOf } from './faults.ts';
import type { Looked, Said } from './looked.ts';
import { hasState } from './states.ts';
import { celsiusOf, type ThresholdMemory } from './thresholds.ts';

/** Bits of a threshold sensor's reading (IPMI 2.0, table 35-14). */
const LOWER = { nonCritical: 0, critical: 1, nonRecoverable: 2 } as const;
const UPPER = { nonCritical: 3, critical: 4, nonRecoverable: 5 } as const;

export function temperaturesOf(looked: Looked, thresholds: ThresholdMemory): TemperatureReading[] {
  return looked.measured(SENSOR_TYPE.temperature).flatMap((said) => {
    const { sensor, value, name } = said;
    if (sensor.kind !== 'full' || value === null) return [];
    const celsius = celsiusOf(sensor, value);
    return celsius === null ? [] : [{ name, celsius, ...thresholds.of(sensor), told: toldOf(said) }];
  });
}

/** Sensors whose thresholds are of use. */
export function isTemperature(sensor: Said['sensor']): sensor is FullSensorRecord {
  return (
    sensor.kind === 'full' &&
    sensor.sensorType === SENSOR_TYPE.temperature &&
    sensor.eventType === EVENT_TYPE.threshold
  );
}

function toldOf(said: Said): 'caution' | 'critical' | null {
  if (hasState(said, UPPER.critical) || hasState(said, UPPER.nonRecoverable)) return 'critical';
  return hasState(said, UPPER.nonCritical) ? 'caution' : null;
}

export function fansOf(looked: Looked): FanReading[] {
  return looked.measured(SENSOR_TYPE.fan).flatMap((said) => {
    const { sensor, value, name } = said;
    const units = unitsOf(sensor);
    if (value === null || units === null) return [];
    return [{ name, health: fanHealth(said), speed: Math.round(value), units, kin: kinOf(said) }];
  });
}

function unitsOf(sensor: Said['sensor']): string | null {
  if (sensor.units.base === UNIT.rpm) return 'rpm';
  return sensor.units.percentage ? 'percent' : null;
}

/** Too slow: one that is fast has work to do. */
function fanHealth(said: Said): Health {
  if (hasState(said, LOWER.critical) || hasState(said, LOWER.nonRecoverable)) return 'Critical';
  return hasState(said, LOWER.nonCritical) ? 'Warning' : 'OK';
}

/** Those of supplies, and of each row of the machine, have speeds of their own. */
function kinOf({ sensor: { entity, name } }: Said): string {
  return `${entity.id} ${name.replace(/\d+/g, '').trim().toLowerCase()}`;
}

/** Of sensors that know states alone. */
export function thermalFaults(looked: Looked): FaultReading[] {
  const temperatures = looked
    .states(SENSOR_TYPE.temperature)
    .map((said) => faultOf(said, { kind: 'hardware.thermal', group: 'thermal' }));
  const fans = [SENSOR_TYPE.fan, SENSOR_TYPE.coolingDevice].flatMap((type) =>
    looked.states(type).map((said) => {
      const fault = faultOf(said, { kind: 'hardware.fan', group: 'thermal' });
      const isDegrading = fault.health === 'Warning';
      return {
        ...fault,
        kind: isDegrading ? ('hardware.fan_degrading' as const) : fault.kind,
        attributes: { ...fault.attributes, reason: 'health' },
      };
    }),
  );
  return [...temperatures, ...fans];
}
