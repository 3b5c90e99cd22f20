/** What states of discrete sensors mean for the part that they are about. */
import { EVENT_TYPE, SENSOR_TYPE, statesOf } from 'ipmi-js';
import type { Health } from '../../hardware/reading.ts';
import { readingSeverity } from '../interpretation/state-severity.ts';
import type { SensorLook } from '../read/sensors.ts';

/** By FreeIPMI's words. */
const HEALTH = { nominal: 'OK', warning: 'Warning', critical: 'Critical' } as const;
const RANK: readonly Health[] = ['', 'OK', 'Warning', 'Critical'];

/** By FreeIPMI's tables. @param but bits of states that are left out of account */
export function healthOf({ sensor, reading }: SensorLook, but = 0): Health {
  if (reading === null) return '';
  const severity = readingSeverity(sensor.eventType, sensor.sensorType, reading.states & ~but);
  return severity === null ? '' : HEALTH[severity];
}

export function worstOf(healths: readonly Health[]): Health {
  return healths.reduce((worst, each) => (RANK.indexOf(each) > RANK.indexOf(worst) ? each : worst), '');
}

export function hasState({ reading }: SensorLook, offset: number): boolean {
  return reading !== null && ((reading.states >> offset) & 1) === 1;
}

/** In words. @param but bits of states that are left out */
export function stateTexts({ sensor, reading }: SensorLook, but = 0): string {
  const states = statesOf(sensor.eventType, sensor.sensorType, (reading?.states ?? 0) & ~but);
  return states.map(({ offset, text }) => text ?? `state ${offset}`).join(', ');
}

/** Offsets of "presence detected" by type of sensor (IPMI 2.0, table 42-3). */
export const PRESENCE: Readonly<Record<number, number>> = {
  [SENSOR_TYPE.powerSupply]: 0,
  [SENSOR_TYPE.driveSlot]: 0,
  [SENSOR_TYPE.memory]: 6,
};

/** It could say that its part is there, and does not. */
export function isAbsent({ sensor: { eventType, sensorType, masks }, reading }: SensorLook): boolean {
  const offset = PRESENCE[sensorType];
  if (offset === undefined || eventType !== EVENT_TYPE.sensorSpecific) return false;
  return reading?.states === 0 && ((masks.reading >> offset) & 1) === 1;
}

export function bits(...offsets: readonly number[]): number {
  return offsets.reduce((mask, offset) => mask | (1 << offset), 0);
}
