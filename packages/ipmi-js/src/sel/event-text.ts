/** What an event says in words, as FreeIPMI's tools put it: `Fan 2 Fan1B`, `Lower Critical - going low ; Sensor Reading = 300.00 RPM`. */
import { hex } from '../reply-bytes.ts';
import type { SensorIndex } from '../sdr/sensor-index.ts';
import type { SensorRecord } from '../sdr/record.ts';
import { convertReading, isNonLinear } from '../sensor/conversion.ts';
import { EVENT_TYPE, type EventClass, eventClass } from '../tables/generic-states.ts';
import { SENSOR_TYPE } from '../tables/sensor-types.ts';
import { stateText } from '../tables/state-text.ts';
import { unitName } from '../tables/units.ts';
import type { SelEntry, SystemEvent } from './entry.ts';
import { data2Text, data3Text, SEPARATOR } from './event-data.ts';

const UNSPECIFIED = 0xff;
const UNSPECIFIED_OFFSET = 0x0f;
/** Its byte 3 says what its byte 2 is: only that is told. */
const MACHINE_CHECK_LOGGING = 6;
const BMC_ADDRESS = 0x20;

/** The record of the sensor that the event came from; null when the repository does not have it. */
export function sensorOf(event: SystemEvent, sensors: SensorIndex): SensorRecord | null {
  const found = sensors.find(event.generatorId, event.sensorNumber);
  // Some boards have the BMC's address one bit too far to the left.
  if (found !== null || event.generatorId !== BMC_ADDRESS << 1) return found;
  return sensors.find(BMC_ADDRESS, event.sensorNumber);
}

/** With the name of its entity; `Sensor #12` when no record has it. */
export function eventSensorName(event: SystemEvent, sensors: SensorIndex): string {
  const sensor = sensorOf(event, sensors);
  return sensor === null ? `Sensor #${event.sensorNumber}` : sensors.entitySensorName(sensor);
}

/** Of any entry; `N/A` for types that the specification reserves. */
export function entryText(entry: SelEntry, sensors: SensorIndex): string {
  if (entry.kind === 'event') return eventText(entry, sensorOf(entry, sensors));
  if (entry.kind === 'unknown') return 'N/A';
  return `OEM defined = ${Array.from(entry.data, (byte) => `${hex(byte)}h`).join(' ')}`;
}

/** @param sensor whose units readings are in; without it they stay raw */
export function eventText(event: SystemEvent, sensor: SensorRecord | null): string {
  const said = [stateOf(event), ...detailsOf(event, sensor)];
  return said.filter((each) => each !== '').join(SEPARATOR);
}

function stateOf({ eventType, sensorType, offset }: SystemEvent): string {
  if (eventClass(eventType) === 'oem') return `OEM Event Offset = ${hex(offset)}h`;
  return stateText(eventType, sensorType, offset) ?? `Event Offset = ${hex(offset)}h`;
}

function detailsOf(event: SystemEvent, sensor: SensorRecord | null): string[] {
  const kind = eventClass(event.eventType);
  const first = data2Says(event, kind, sensor);
  const second = data3Says(event, kind, sensor);
  return isMachineCheckLogging(event) ? [second] : [first, second];
}

function isMachineCheckLogging(event: SystemEvent): boolean {
  return (
    event.eventType === EVENT_TYPE.sensorSpecific &&
    event.sensorType === SENSOR_TYPE.eventLogging &&
    event.offset === MACHINE_CHECK_LOGGING &&
    event.data2Use === 'specific' &&
    event.data3Use === 'specific'
  );
}

/** Empty when it says nothing. */
function data2Says(event: SystemEvent, kind: EventClass, sensor: SensorRecord | null): string {
  const { data2, data2Use, sensorType, offset } = event;
  if (kind === 'oem') return oemSays(data2Use === 'none', data2, 2);
  if (kind === 'unspecified' || kind === 'reserved') return rawData(data2, 2);
  if (data2Use === 'trigger_reading') return `Sensor Reading = ${readingText(data2, sensor)}`;
  if (data2Use === 'none' || data2 === UNSPECIFIED) return '';
  if (data2Use === 'oem') return oemData(data2, 2);
  if (data2Use === 'previous_state') return previousState(event) ?? rawData(data2, 2);
  return data2Text(sensorType, offset, data2) ?? rawData(data2, 2);
}

function data3Says(event: SystemEvent, kind: EventClass, sensor: SensorRecord | null): string {
  const { data2, data3, data3Use, sensorType, offset } = event;
  if (kind === 'oem') return oemSays(data3Use === 'none', data3, 3);
  if (kind === 'unspecified' || kind === 'reserved') return rawData(data3, 3);
  if (data3Use === 'trigger_threshold') return `Threshold = ${readingText(data3, sensor)}`;
  if (data3Use === 'none' || data3Use === 'reserved' || data3 === UNSPECIFIED) return '';
  if (data3Use === 'oem') return oemData(data3, 3);
  return data3Text(sensorType, offset, data2, data3) ?? rawData(data3, 3);
}

function oemSays(isUnspecified: boolean, data: number, byte: number): string {
  return isUnspecified || data === UNSPECIFIED ? '' : oemData(data, byte);
}

function oemData(data: number, byte: number): string {
  return `OEM Event Data${byte} code = ${hex(data)}h`;
}

function rawData(data: number, byte: number): string {
  return `Event Data${byte} = ${hex(data)}h`;
}

/** The state before in the low, a severity in the high half; null when neither is told. */
function previousState({ sensorType, offset, data2 }: SystemEvent): string | null {
  const previous = data2 & 0x0f;
  const severity = data2 >> 4;
  const before = previous === UNSPECIFIED_OFFSET ? null : data2Text(sensorType, offset, previous);
  const graded =
    severity === UNSPECIFIED_OFFSET ? null : stateText(EVENT_TYPE.severity, sensorType, severity);
  const said = [
    before === null ? null : `Previous State = ${before}`,
    graded === null ? null : `Severity State = ${graded}`,
  ].filter((each) => each !== null);
  return said.length === 0 ? null : said.join(SEPARATOR);
}

function readingText(raw: number, sensor: SensorRecord | null): string {
  if (
    sensor?.kind !== 'full' ||
    sensor.eventType !== EVENT_TYPE.threshold ||
    isNonLinear(sensor.linearization)
  ) {
    return `${hex(raw)}h`;
  }
  const value = convertReading(raw, sensor);
  return value === null ? `${hex(raw)}h` : `${hundredths(value).toFixed(2)} ${unitName(sensor.units)}`;
}

/** Two places, where FreeIPMI rounds half towards zero; not finite where the sensor's function has no value. */
export function hundredths(value: number): number {
  const whole = Math.trunc(value);
  const rest = (value - whole) * 100;
  const places = Math.trunc(rest) + (rest - Math.trunc(rest) > 0.5 ? 1 : 0);
  return Number.isFinite(value) ? whole + places / 100 : value;
}
