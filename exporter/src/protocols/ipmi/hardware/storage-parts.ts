/** Drives, and what is made of them, by the sensors of their slots. */
import { EVENT_TYPE, SENSOR_TYPE } from 'ipmi-js';
import type { DriveReading, StorageReading } from '../../hardware/reading.ts';
import type { Looked, Said, SaidOf } from './looked.ts';
import type { Inventory } from './power-parts.ts';
import { bits, hasState, healthOf, worstOf } from './states.ts';

/** States of a drive slot (IPMI 2.0, table 42-3). */
const SLOT = { predictive: 2, criticalArray: 5, failedArray: 6, rebuildAborted: 8 } as const;
const OF_OTHERS = bits(SLOT.predictive, SLOT.criticalArray, SLOT.failedArray, SLOT.rebuildAborted);
const PREDICTED = 1;

export function drivesOf(looked: Looked, inventory: Inventory): DriveReading[] {
  return looked.components('drive', SENSOR_TYPE.driveSlot).map(({ name, said }) => ({
    name,
    health: worstOf(said.map(driveHealth)),
    model: inventory.get(name)?.model ?? '',
    serial: inventory.get(name)?.serial ?? '',
    slot: /(\d+)\D*$/.exec(name)?.[1] ?? '',
    storage: '',
    mediaType: '',
    capacityBytes: null,
    failurePredicted: said.some(isPredicted),
    lifeLeftPercent: null,
    volumes: [],
  }));
}

function driveHealth(said: Said): string {
  if (said.sensor.eventType === EVENT_TYPE.predictiveFailure) return '';
  return healthOf(said, said.sensor.eventType === EVENT_TYPE.sensorSpecific ? OF_OTHERS : 0);
}

function isPredicted(said: Said): boolean {
  const { eventType } = said.sensor;
  if (eventType === EVENT_TYPE.predictiveFailure) return hasState(said, PREDICTED);
  return eventType === EVENT_TYPE.sensorSpecific && hasState(said, SLOT.predictive);
}

/** The arrays that the drives say they are in; which those are they do not say. */
export function arraysOf(looked: Looked): StorageReading[] {
  return looked.components('drive', SENSOR_TYPE.driveSlot).flatMap(arrayOf);
}

function arrayOf({ name, said }: SaidOf): StorageReading[] {
  const has = (state: number) =>
    said.some((each) => each.sensor.eventType === EVENT_TYPE.sensorSpecific && hasState(each, state));
  const hasFailed = has(SLOT.failedArray);
  if (!hasFailed && !has(SLOT.criticalArray) && !has(SLOT.rebuildAborted)) return [];
  return [{ what: 'volume', name: `of ${name}`, health: hasFailed ? 'Critical' : 'Warning', storage: '' }];
}
