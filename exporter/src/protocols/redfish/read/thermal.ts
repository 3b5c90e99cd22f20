/** Temperatures and fans: of the resource Thermal, and of the subsystem that takes its place. */
import { lastPart, list, number, type Resource, statusOf, text, within } from './resource.ts';
import { type Redundancy, readRedundancy } from './redundancy.ts';
import { readThresholds, type Threshold } from './thresholds.ts';

export interface Temperature {
  readonly id: string;
  readonly name: string;
  readonly celsius: number;
  readonly thresholds: readonly Threshold[];
}

export interface Fan {
  readonly id: string;
  readonly name: string;
  readonly health: string;
  readonly speed: number;
  /** `rpm` or `percent`. */
  readonly units: string;
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
  };
}

function fanOf(resource: Resource, position: number): Fan | null {
  const status = statusOf(resource);
  const name = text(resource['FanName']) || text(resource['Name']);
  const units = text(resource['ReadingUnits']) || text(resource['Units']);
  const speed = number(resource['Reading']) ?? number(resource['CurrentReading']);
  if (status.state !== 'Enabled' || name === '' || units === '' || speed === null) return null;
  return { id: idOf(resource, position), name, health: status.health, speed, units: units.toLowerCase() };
}

function idOf(resource: Resource, position: number, numberKey?: string): string {
  const id = text(resource['MemberId']);
  if (id !== '') return id;
  const given = numberKey === undefined ? null : number(resource[numberKey]);
  return String(given !== null && given > 0 ? given : position);
}

/** A member of ThermalSubsystem/Fans; null without a reading. */
export function readSubsystemFan(resource: Resource): Fan | null {
  const reading = within(resource, 'SpeedPercent');
  const rpm = number(reading['SpeedRPM']);
  const speed = rpm ?? number(reading['Reading']);
  if (speed === null) return null;
  return {
    id: text(resource['Id']),
    name: text(resource['Name']),
    health: statusOf(resource).health,
    speed,
    units: rpm === null ? 'percent' : 'rpm',
  };
}

/** ThermalMetrics: readings by their position, for they have no names of their own. */
export function readThermalMetrics(resource: Resource, isDell: boolean): Temperature[] {
  return list(resource['TemperatureReadingsCelsius']).flatMap((each, i) => {
    const celsius = number(each['Reading']);
    if (celsius === null) return [];
    // What Dell calls a device's name is the same for many sensors.
    const device = isDell ? '' : text(each['DeviceName']);
    const name = device || lastPart(text(each['DataSourceUri']));
    return [{ id: String(i), name, celsius, thresholds: [] }];
  });
}
