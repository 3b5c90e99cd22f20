/** What an event of the log is about, by its codes (IPMI 2.0, tables 42-2 and 42-3). */
import { EVENT_TYPE, SENSOR_TYPE, type SystemEvent } from 'ipmi-js';
import type { HardwareEventKind } from '../../hardware/events.ts';

const BY_SENSOR: Readonly<Record<number, HardwareEventKind>> = {
  [SENSOR_TYPE.temperature]: 'hardware.thermal',
  [SENSOR_TYPE.voltage]: 'hardware.power',
  [SENSOR_TYPE.current]: 'hardware.power',
  [SENSOR_TYPE.fan]: 'hardware.fan',
  [SENSOR_TYPE.physicalSecurity]: 'hardware.intrusion',
  [SENSOR_TYPE.processor]: 'hardware.processor',
  [SENSOR_TYPE.powerSupply]: 'hardware.psu',
  [SENSOR_TYPE.powerUnit]: 'hardware.power',
  [SENSOR_TYPE.coolingDevice]: 'hardware.fan',
  [SENSOR_TYPE.memory]: 'hardware.memory',
  [SENSOR_TYPE.driveSlot]: 'hardware.drive',
  [SENSOR_TYPE.watchdog1]: 'hardware.watchdog',
  [SENSOR_TYPE.watchdog2]: 'hardware.watchdog',
  [SENSOR_TYPE.acpiPowerState]: 'hardware.power',
};

/** States of sensors that are about something else than the rest of their sensor is. */
const BY_STATE: Readonly<Record<number, Readonly<Record<number, HardwareEventKind>>>> = {
  // "LAN leash lost" is no open chassis.
  [SENSOR_TYPE.physicalSecurity]: { 4: 'hardware.log' },
  [SENSOR_TYPE.processor]: { 1: 'hardware.thermal' },
  [SENSOR_TYPE.memory]: {
    0: 'hardware.memory_errors',
    5: 'hardware.memory_errors',
    10: 'hardware.thermal',
  },
  [SENSOR_TYPE.driveSlot]: {
    2: 'hardware.drive_predicted',
    5: 'hardware.storage',
    6: 'hardware.storage',
    8: 'hardware.storage',
  },
  // "Correctable memory error logging disabled": there were too many.
  [SENSOR_TYPE.eventLogging]: { 0: 'hardware.memory_errors' },
  [SENSOR_TYPE.chipSet]: { 0: 'hardware.power', 1: 'hardware.thermal' },
};

export function topicOf({
  eventType,
  sensorType,
  offset,
}: Pick<SystemEvent, 'eventType' | 'sensorType' | 'offset'>): HardwareEventKind {
  if (eventType === EVENT_TYPE.redundancy) return 'hardware.redundancy_lost';
  const topic = BY_SENSOR[sensorType] ?? 'hardware.log';
  if (eventType === EVENT_TYPE.sensorSpecific) return BY_STATE[sensorType]?.[offset] ?? topic;
  if (eventType === EVENT_TYPE.predictiveFailure && topic === 'hardware.drive')
    return 'hardware.drive_predicted';
  if (eventType === EVENT_TYPE.predictiveFailure && topic === 'hardware.fan') return 'hardware.fan_degrading';
  return topic;
}
