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

/** In the order of the records; sensors that are not there at the moment are left out. @throws IpmiError */
export async function readSensors(
  channel: CommandChannel,
  memory: BmcMemory,
  options: SensorOptions,
): Promise<SensorReport[]> {
  const repository = await readRepository(channel, memory, options.signal);
  if (repository.malformed > 0)
    options.onFault(new IpmiError('malformed_reply', `${repository.malformed} sensor records make no sense`));
  const wanted = repository.sensors.flatMap((sensor) => asked(sensor, options) ?? []);
  const reports = new Array<SensorReport | null>(wanted.length).fill(null);
  let next = 0;
  const askNext = async () => {
    for (let at = next++; at < wanted.length; at = next++)
      reports[at] = await reportOf(channel, wanted[at] as ReadableSensor, options);
  };
  await Promise.all(Array.from({ length: ASKED_AT_ONCE }, askNext));
  return reports.filter((report) => report !== null);
}

/** The sensor, owned by whoever is to be asked for it; null when nobody is. */
function asked(sensor: ReadableSensor, options: SensorOptions): ReadableSensor | null {
  if (options.excludeSensorIds.has(sensor.recordId) || sensor.owner.isSoftware) return null;
  if (options.readingWorkarounds.has('assumebmcowner')) return { ...sensor, owner: OWNED_BY_BMC };
  return isOwnedByBmc(sensor) || options.bridgeSensors ? sensor : null;
}

async function reportOf(
  channel: CommandChannel,
  sensor: ReadableSensor,
  options: SensorOptions,
): Promise<SensorReport | null> {
  try {
    const reading = await readSensor(channel, sensor, options);
    const isRead = reading.isScanning || options.readingWorkarounds.has('ignorescanningdisabled');
    if (!reading.isAvailable || !isRead) return null;
    const value = await valueOf(channel, sensor, reading, options);
    const severity = readingSeverity(sensor.eventType, sensor.sensorType, reading.states);
    return { ...headOf(sensor, value !== null), value: rounded(value), severity };
  } catch (error) {
    if (!(error instanceof IpmiError) || !concernsOneSensor(error)) throw error;
    options.onFault(error);
    return { ...headOf(sensor, false), value: NaN, severity: null };
  }
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
