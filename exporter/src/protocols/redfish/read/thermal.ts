/** Temperatures and fans: of the resource Thermal, and of the subsystem that takes its place. */
import { isBad } from './health.ts';
import { lastPart, list, number, type Resource, statusOf, text, within } from './resource.ts';
import { type Redundancy, readRedundancy } from './redundancy.ts';
import { readThresholds, type Threshold } from './thresholds.ts';

export interface Temperature {
  readonly id: string;
  readonly name: string;
  readonly celsius: number;
  readonly thresholds: readonly Threshold[];
  /** Path of the sensor that it is of, which has the thresholds then; null when they are here. */
  readonly sensor: string | null;
}

export interface Fan {
  readonly id: string;
  readonly name: string;
  readonly health: string;
  /** Null when the service does not say. */
  readonly speed: number | null;
  /** `rpm` or `percent`. */
  readonly units: string;
  /** Turned on, with a reading: idrac_exporter shows no others; one that has failed may be none of these. */
  readonly isAtWork: boolean;
}

export interface Thermal {
  readonly temperatures: readonly Temperature[];
  readonly fans: readonly Fan[];
  readonly redundancy: readonly Redundancy[];
}

export function readThermal(resource: Resource): Thermal {
  return {
    temperatures: list(resource['Temperatures']).flatMap((each, i) => temperatureOf(each, i) ?? []),
    fans: list(resource['Fans']).flatMap((each, i) => fanOf(each, i) ?? []),
    redundancy: list(resource['Redundancy']).map((each, i) => readRedundancy(each, i, 'fan')),
  };
}

function temperatureOf(resource: Resource, position: number): Temperature | null {
  const celsius = number(resource['ReadingCelsius']);
  // Below zero stands for "no reading" on many machines, and idrac_exporter leaves it out.
  if (statusOf(resource).state !== 'Enabled' || celsius === null || celsius < 0) return null;
  return {
    id: idOf(resource, position, 'Number'),
    name: text(resource['Name']),
    celsius,
    thresholds: readThresholds(resource),
    sensor: null,
  };
}

/** Null for a place without a fan. */
function fanOf(resource: Resource, position: number): Fan | null {
  const { state, health } = statusOf(resource);
  const name = text(resource['FanName']) || text(resource['Name']);
  const units = (text(resource['ReadingUnits']) || text(resource['Units'])).toLowerCase();
  const speed = number(resource['Reading']) ?? number(resource['CurrentReading']);
  const isAtWork = state === 'Enabled' && units !== '';
  if (state === 'Absent' || name === '' || !(isAtWork || isBad(health))) return null;
  return { id: idOf(resource, position), name, health, speed, units, isAtWork };
}

function idOf(resource: Resource, position: number, numberKey?: string): string {
  const id = text(resource['MemberId']);
  if (id !== '') return id;
  const given = numberKey === undefined ? null : number(resource[numberKey]);
  return String(given !== null && given > 0 ? given : position);
}

/** A member of ThermalSubsystem/Fans; null for a place without a fan, and for one that tells nothing. */
export function readSubsystemFan(resource: Resource): Fan | null {
  const { state, health } = statusOf(resource);
  const reading = within(resource, 'SpeedPercent');
  const rpm = number(reading['SpeedRPM']);
  const speed = rpm ?? number(reading['Reading']);
  if (state === 'Absent' || (speed === null && !isBad(health))) return null;
  return {
    id: text(resource['Id']),
    name: text(resource['Name']),
    health,
    speed,
    units: rpm === null ? 'percent' : 'rpm',
    isAtWork: speed !== null,
  };
}

/** ThermalMetrics: readings by their position, for they have no names of their own. */
export function readThermalMetrics(resource: Resource, isDell: boolean): Temperature[] {
  return list(resource['TemperatureReadingsCelsius']).flatMap((each, i) => {
    const celsius = number(each['Reading']);
    if (celsius === null) return [];
    // What Dell calls a device's name is the same for many sensors.
    const device = isDell ? '' : text(each['DeviceName']);
    const source = text(each['DataSourceUri']);
    const sensor = source.startsWith('/') ? source : null;
    return [{ id: String(i), name: device || lastPart(source), celsius, thresholds: [], sensor }];
  });
}
