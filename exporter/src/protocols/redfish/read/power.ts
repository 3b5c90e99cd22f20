/** Power supplies, what a machine takes, and voltages: of the resource Power, and of the subsystem that takes its place. */
import { isBad } from './health.ts';
import { list, number, positive, type Resource, statusOf, text, within } from './resource.ts';
import { type Redundancy, readRedundancy } from './redundancy.ts';
import { readThresholds, type Threshold } from './thresholds.ts';
import type { Vendor } from './vendor.ts';

export interface PowerSupply {
  readonly id: string;
  readonly name: string;
  readonly model: string;
  readonly serial: string;
  readonly health: string;
  readonly outputWatts: number | null;
  readonly inputWatts: number | null;
  readonly capacityWatts: number | null;
  readonly inputVolts: number | null;
  readonly efficiencyPercent: number | null;
  /** Turned on: idrac_exporter shows no others, and one that has no input may be none of these. */
  readonly isAtWork: boolean;
}

export interface PowerControl {
  readonly id: string;
  readonly name: string;
  readonly consumedWatts: number | null;
  readonly capacityWatts: number | null;
  readonly minWatts: number | null;
  readonly maxWatts: number | null;
  readonly averageWatts: number | null;
  readonly intervalMinutes: number | null;
}

export interface Voltage {
  readonly id: string;
  readonly name: string;
  readonly volts: number;
  readonly thresholds: readonly Threshold[];
}

export interface Power {
  readonly supplies: readonly PowerSupply[];
  readonly controls: readonly PowerControl[];
  readonly voltages: readonly Voltage[];
  readonly redundancy: readonly Redundancy[];
}

export function readPower(resource: Resource, vendor: Vendor): Power {
  return {
    supplies: list(resource['PowerSupplies']).flatMap((each, i) => supplyOf(each, i, resource, vendor) ?? []),
    controls: controlsOf(resource, vendor),
    voltages: list(resource['Voltages']).flatMap((each, i) => voltageOf(each, i) ?? []),
    redundancy: list(resource['Redundancy']).map((each, i) => readRedundancy(each, i, 'power')),
  };
}

/** Null for an empty bay. */
function supplyOf(resource: Resource, position: number, power: Resource, vendor: Vendor): PowerSupply | null {
  const { state, health } = statusOf(resource);
  // Inventec says nothing of the state.
  const isAtWork = state === 'Enabled' || vendor === 'inventec';
  if (!isAtWork && (state === 'Absent' || !isKnown(resource))) return null;
  // An empty bay of iLO 4 looks like a supply without firmware.
  if (vendor === 'hpe-ilo4' && text(resource['FirmwareVersion']) === '0.00') return null;
  const huawei = vendor === 'huawei' ? within(resource, 'Oem', 'Huawei') : {};
  const name = text(resource['Name']);
  return {
    id: String(position),
    name,
    model: text(resource['Model']),
    serial: text(resource['SerialNumber']),
    health,
    outputWatts:
      positive(huawei['PowerOutputWatts']) ??
      positive(resource['PowerOutputWatts']) ??
      number(resource['LastPowerOutputWatts']) ??
      number(resource['PowerOutputWatts']),
    inputWatts:
      positive(huawei['PowerInputWatts']) ??
      (vendor === 'fujitsu' ? fujitsuWatts(power, name) : null) ??
      number(resource['PowerInputWatts']),
    capacityWatts: number(resource['PowerCapacityWatts']),
    inputVolts: number(resource['LineInputVoltage']),
    efficiencyPercent: positive(resource['EfficiencyPercent']),
    isAtWork,
  };
}

/** Some call an empty bay `Disabled`. */
function isKnown(supply: Resource): boolean {
  return isBad(statusOf(supply).health) || text(supply['SerialNumber']) !== '';
}

/** Fujitsu has what a supply takes in a list of sensors, by the name of the supply. */
function fujitsuWatts(power: Resource, supply: string): number | null {
  if (supply === '') return null;
  const sensors = list(within(power, 'Oem', 'ts_fujitsu')['ChassisPowerSensors']);
  const sensor = sensors.find(
    (each) => text(each['EntityId']) === 'Power Supply' && text(each['Designation']).startsWith(supply),
  );
  return sensor ? number(sensor['CurrentPowerConsumptionW']) : null;
}

function controlsOf(resource: Resource, vendor: Vendor): PowerControl[] {
  const controls = list(resource['PowerControl']).map(controlOf);
  const [first] = controls;
  if (vendor === 'fujitsu' && first) return [withFujitsu(first, resource), ...controls.slice(1)];
  const watts = number(within(resource, 'Oem', 'Public')['TotalPower']);
  if (vendor !== 'inspur' || first !== undefined || watts === null) return controls;
  return [{ ...controlOf({}, 0), name: 'Chassis Power', consumedWatts: watts }];
}

function controlOf(resource: Resource, position: number): PowerControl {
  const metrics = within(resource, 'PowerMetrics');
  return {
    id: String(position),
    name: text(resource['Name']),
    consumedWatts: number(resource['PowerConsumedWatts']),
    capacityWatts: number(resource['PowerCapacityWatts']),
    minWatts: number(metrics['MinConsumedWatts']),
    maxWatts: number(metrics['MaxConsumedWatts']),
    averageWatts: number(metrics['AverageConsumedWatts']),
    intervalMinutes: number(metrics['IntervalInMin']),
  };
}

function withFujitsu(control: PowerControl, power: Resource): PowerControl {
  const own = within(power, 'Oem', 'ts_fujitsu', 'ChassisPowerConsumption');
  return {
    ...control,
    consumedWatts: positive(own['CurrentPowerConsumptionW']) ?? control.consumedWatts,
    capacityWatts: positive(own['CurrentMaximumPowerW']) ?? control.capacityWatts,
    minWatts: control.minWatts ?? number(own['MinimumPowerW']),
    maxWatts: control.maxWatts ?? number(own['PeakPowerW']),
    averageWatts: control.averageWatts ?? number(own['AveragePowerW']),
  };
}

function voltageOf(resource: Resource, position: number): Voltage | null {
  const volts = number(resource['ReadingVolts']);
  if (statusOf(resource).state !== 'Enabled' || volts === null) return null;
  return {
    id: text(resource['MemberId']) || String(number(resource['SensorNumber']) ?? position),
    name: text(resource['Name']),
    volts,
    thresholds: readThresholds(resource),
  };
}

/** A member of PowerSubsystem/PowerSupplies with its metrics; null for an empty bay. */
export function readSubsystemSupply(resource: Resource, metrics: Resource): PowerSupply | null {
  const { state, health } = statusOf(resource);
  if (state === 'Absent') return null;
  const reading = (key: string) => number(within(metrics, key)['Reading']);
  return {
    id: text(resource['Id']),
    name: text(resource['Name']),
    model: text(resource['Model']),
    serial: text(resource['SerialNumber']),
    health,
    outputWatts: reading('OutputPowerWatts'),
    inputWatts: reading('InputPowerWatts'),
    capacityWatts: number(resource['PowerCapacityWatts']),
    inputVolts: reading('InputVoltage'),
    efficiencyPercent: null,
    isAtWork: true,
  };
}

/** What a chassis takes, by its EnvironmentMetrics, which stand in for PowerControl there. */
export function readEnvironmentPower(metrics: Resource, subsystem: Resource): PowerControl[] {
  const consumedWatts = number(within(metrics, 'PowerWatts')['Reading']);
  if (consumedWatts === null) return [];
  const capacityWatts = number(subsystem['CapacityWatts']);
  return [{ ...controlOf({}, 0), name: text(metrics['Name']), consumedWatts, capacityWatts }];
}
