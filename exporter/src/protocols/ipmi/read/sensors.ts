/** What the sensors of a BMC say, as `ipmimonitoring` shows it. */
import {
  type CommandChannel,
  conversionFor,
  convertReading,
  EVENT_TYPE,
  type FullSensorRecord,
  hundredths,
  IpmiError,
  isOwnedByBmc,
  readSensor,
  type SensorReading,
  sensorTypeName,
  UNIT,
  unitName,
} from 'ipmi-js';
import type { BmcMemory, ReadableSensor } from '../bmc-memory.ts';
import { readingSeverity, type Severity } from '../interpretation/state-severity.ts';
import type { IpmiModule } from '../settings.ts';
import { readRepository } from './repository.ts';

/** Sensors asked for at the same time; the session lets few of them out at once. */
const ASKED_AT_ONCE = 8;
const OWNED_BY_BMC = { address: 0x20, isSoftware: false, channel: 0, lun: 0 };
/** FreeIPMI's words for what has no unit, and for types that the specification reserves. */
const NO_UNIT = 'N/A';
const UNKNOWN_TYPE = 'Unrecognized';

export interface SensorReport {
  readonly recordId: number;
  readonly name: string;
  /** In FreeIPMI's words: `Power Supply`. */
  readonly type: string;
  /** Of the value: `C`, `RPM`, `%`; `N/A` for discrete sensors. */
  readonly unit: string;
  /** Two places, as FreeIPMI prints them; NaN for none. */
  readonly value: number;
  /** Null when the tables say nothing, or the sensor could not be read. */
  readonly severity: Severity | null;
}

export interface SensorOptions extends Pick<
  IpmiModule,
  'excludeSensorIds' | 'readingWorkarounds' | 'bridgeSensors'
> {
  readonly signal: AbortSignal;
  /** Told of sensors that could not be read while others could. */
  readonly onFault: (error: IpmiError) => void;
}

/** What one sensor said. */
export interface SensorLook {
  readonly sensor: ReadableSensor;
  /** Null when the BMC failed to read it. */
  readonly reading: SensorReading | null;
  /** In the unit of the record; null when there is none. */
  readonly value: number | null;
}

/** In the order of the records; sensors that are not there at the moment are left out. @throws IpmiError */
export async function readSensors(
  channel: CommandChannel,
  memory: BmcMemory,
  options: SensorOptions,
): Promise<SensorReport[]> {
  const repository = await readRepository(channel, memory, options.signal);
  if (repository.malformed > 0)
    options.onFault(new IpmiError('malformed_reply', `${repository.malformed} sensor records make no sense`));
  const looks = await lookAtSensors(channel, repository.sensors, options);
  return looks.flatMap((look) =>
    look.reading === null || isRead(look.reading, options) ? [reportOf(look)] : [],
  );
}

/** Each of those that may be asked, in their order. @throws IpmiError when it is not of one sensor alone */
export async function lookAtSensors(
  channel: CommandChannel,
  sensors: readonly ReadableSensor[],
  options: SensorOptions,
): Promise<SensorLook[]> {
  const wanted = sensors.flatMap((sensor) => asked(sensor, options) ?? []);
  const looks = new Array<SensorLook>(wanted.length);
  let next = 0;
  const askNext = async () => {
    for (let at = next++; at < wanted.length; at = next++)
      looks[at] = await lookAt(channel, wanted[at] as ReadableSensor, options);
  };
  await Promise.all(Array.from({ length: ASKED_AT_ONCE }, askNext));
  return looks;
}

/** Whether what it says means anything. */
export function isRead(
  { isAvailable, isScanning }: SensorReading,
  { readingWorkarounds }: Pick<SensorOptions, 'readingWorkarounds'>,
): boolean {
  return isAvailable && (isScanning || readingWorkarounds.has('ignorescanningdisabled'));
}

/** The sensor, owned by whoever is to be asked for it; null when nobody is. */
function asked(sensor: ReadableSensor, options: SensorOptions): ReadableSensor | null {
  if (options.excludeSensorIds.has(sensor.recordId) || sensor.owner.isSoftware) return null;
  if (options.readingWorkarounds.has('assumebmcowner')) return { ...sensor, owner: OWNED_BY_BMC };
  return isOwnedByBmc(sensor) || options.bridgeSensors ? sensor : null;
}

async function lookAt(
  channel: CommandChannel,
  sensor: ReadableSensor,
  options: SensorOptions,
): Promise<SensorLook> {
  try {
    const reading = await readSensor(channel, sensor, options);
    const value = isRead(reading, options) ? await valueOf(channel, sensor, reading, options) : null;
    return { sensor, reading, value };
  } catch (error) {
    if (!(error instanceof IpmiError) || !concernsOneSensor(error)) throw error;
    options.onFault(error);
    return { sensor, reading: null, value: null };
  }
}

function reportOf({ sensor, reading, value }: SensorLook): SensorReport {
  const severity = reading && readingSeverity(sensor.eventType, sensor.sensorType, reading.states);
  return { ...headOf(sensor, value !== null), value: rounded(value), severity };
}

function concernsOneSensor({ code }: IpmiError): boolean {
  return code === 'completion_code' || code === 'malformed_reply';
}

function headOf(sensor: ReadableSensor, hasValue: boolean) {
  const isMeasured = sensor.kind === 'full' && (isThreshold(sensor) || hasValue);
  return {
    recordId: sensor.recordId,
    name: sensor.name,
    type: sensorTypeName(sensor.sensorType) ?? UNKNOWN_TYPE,
    unit: isMeasured ? unitName(sensor.units) : NO_UNIT,
  };
}

async function valueOf(
  channel: CommandChannel,
  sensor: ReadableSensor,
  reading: SensorReading,
  { readingWorkarounds, signal }: SensorOptions,
): Promise<number | null> {
  if (reading.value !== null || sensor.kind !== 'full') return reading.value;
  // Where ipmi-js gives none, a workaround may want it all the same.
  const wanted = isThreshold(sensor)
    ? !reading.isScanning
    : readingWorkarounds.has('discretereading') && hasUnit(sensor);
  if (!wanted) return null;
  return convertReading(reading.raw, await conversionFor(channel, sensor, reading.raw, { signal }));
}

const isThreshold = ({ eventType }: ReadableSensor) => eventType === EVENT_TYPE.threshold;
const hasUnit = ({ units }: FullSensorRecord) => units.percentage || units.base !== UNIT.unspecified;

function rounded(value: number | null): number {
  return value === null ? NaN : Number(hundredths(value).toFixed(2));
}
