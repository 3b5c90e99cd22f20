/** What a BMC knows: everything that is asked over a CommandChannel. */
export * from './bmc/chassis.ts';
export * from './bmc/dcmi.ts';
export * from './bmc/device.ts';
export * from './bmc/ipv6.ts';
export * from './bmc/lan.ts';
export * from './bmc/system-info.ts';
export * from './bmc/watchdog.ts';
export { decodeFru, type FruHeader } from './fru/decode.ts';
export type * from './fru/inventory.ts';
export type {
  ManagementAccess,
  MultiRecord,
  OtherRecord,
  PowerOutput,
  PowerSupplyInformation,
} from './fru/multirecord.ts';
export { type FruOptions, readFru } from './fru/read.ts';
export { decodeSdr } from './sdr/decode.ts';
export * from './sdr/record.ts';
export {
  getDeviceSdrInfo,
  getSdrInfo,
  readDeviceSdrs,
  readSdrRepository,
  type SdrInfo,
  type SdrPart,
  type SdrOptions,
  type SdrSnapshot,
  type SdrStore,
} from './sdr/repository.ts';
export { SensorIndex } from './sdr/sensor-index.ts';
export { expandShared } from './sdr/shared.ts';
export * from './sel/entry.ts';
export { entryText, eventSensorName, eventText, hundredths, sensorOf } from './sel/event-text.ts';
export * from './sel/info.ts';
export { readSel, type SelOptions, type SelSnapshot } from './sel/log.ts';
export {
  type Conversion,
  convertDifference,
  convertReading,
  convertThresholds,
  isNonLinear,
} from './sensor/conversion.ts';
export {
  getEventEnable,
  getEventStatus,
  getHysteresis,
  getThresholds,
  type Hysteresis,
  type SensorEvents,
} from './sensor/limits.ts';
export {
  conversionFor,
  isOwnedByBmc,
  type RawReading,
  readSensor,
  type SensorReading,
} from './sensor/reading.ts';
export { entityName } from './tables/entities.ts';
export { EVENT_TYPE, type EventClass, eventClass } from './tables/generic-states.ts';
export { manufacturerName } from './tables/manufacturers.ts';
export { SENSOR_TYPE, sensorTypeName } from './tables/sensor-types.ts';
export { type SensorState, stateText, statesOf } from './tables/state-text.ts';
export { type SensorUnits, UNIT, unitName } from './tables/units.ts';
