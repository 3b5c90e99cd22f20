import { healthValue } from '../../../../protocols/redfish/read/health.ts';
import type { Power, PowerControl, PowerSupply, Voltage } from '../../../../protocols/redfish/read/power.ts';
import type { Redundancy } from '../../../../protocols/redfish/read/redundancy.ts';
import type { Sensor } from '../../../../protocols/redfish/read/sensor.ts';
import type { Fan, Temperature, Thermal } from '../../../../protocols/redfish/read/thermal.ts';
import type { RedfishOut } from '../metrics.ts';
import { ifKnown } from './if-known.ts';

/** Where it belongs, and whether what idrac_exporter does not show is wanted. */
export interface Place {
  readonly label: string | null;
  readonly additional: boolean;
}

export function writeThermal(out: RedfishOut, thermal: Thermal, place: Place): void {
  for (const each of thermal.temperatures) writeTemperature(out, each, place);
  for (const each of thermal.fans) writeFan(out, each, place);
  if (place.additional) for (const each of thermal.redundancy) writeRedundancy(out, each, place);
}

function writeTemperature(out: RedfishOut, temperature: Temperature, { label, additional }: Place): void {
  const { id, name, celsius, thresholds } = temperature;
  out.idrac_sensors_temperature(celsius, id, name, 'celsius', label);
  if (!additional) return;
  for (const threshold of thresholds)
    out.fathom_redfish_temperature_threshold_celsius(threshold.value, id, name, threshold.name, label);
}

function writeFan(out: RedfishOut, fan: Fan, { label, additional }: Place): void {
  const { id, name, health, units, isAtWork } = fan;
  if (!isAtWork && !additional) return;
  ifKnown(healthValue(health), (value) => out.idrac_sensors_fan_health(value, id, name, health, label));
  if (isAtWork) ifKnown(fan.speed, (speed) => out.idrac_sensors_fan_speed(speed, id, name, units, label));
}

export function writePower(out: RedfishOut, power: Power, place: Place): void {
  for (const each of power.supplies) writeSupply(out, each, place);
  for (const each of power.controls) writeControl(out, each, place);
  if (place.additional) for (const each of power.redundancy) writeRedundancy(out, each, place);
}

export function writeVoltages(out: RedfishOut, voltages: readonly Voltage[], place: Place): void {
  const { label, additional } = place;
  for (const { id, name, volts, thresholds } of voltages) {
    out.idrac_sensors_voltage(volts, id, name, 'volts', label);
    if (!additional) continue;
    for (const threshold of thresholds)
      out.fathom_redfish_voltage_threshold_volts(threshold.value, id, name, threshold.name, label);
  }
}

function writeSupply(out: RedfishOut, supply: PowerSupply, { label, additional }: Place): void {
  const { id, health, name, model, serial, isAtWork } = supply;
  if (!isAtWork && !additional) return;
  ifKnown(healthValue(health), (value) => out.idrac_power_supply_health(value, id, health, label));
  if (additional) out.fathom_redfish_power_supply_info(1, id, name, model, serial, label);
  if (!isAtWork) return;
  ifKnown(supply.outputWatts, (watts) => out.idrac_power_supply_output_watts(watts, id, label));
  ifKnown(supply.inputWatts, (watts) => out.idrac_power_supply_input_watts(watts, id, label));
  ifKnown(supply.capacityWatts, (watts) => out.idrac_power_supply_capacity_watts(watts, id, label));
  ifKnown(supply.inputVolts, (volts) => out.idrac_power_supply_input_voltage(volts, id, label));
  ifKnown(supply.efficiencyPercent, (percent) =>
    out.idrac_power_supply_efficiency_percent(percent, id, label),
  );
}

function writeControl(out: RedfishOut, control: PowerControl, { label }: Place): void {
  const { id, name } = control;
  ifKnown(control.consumedWatts, (watts) => out.idrac_power_control_consumed_watts(watts, id, name, label));
  ifKnown(control.capacityWatts, (watts) => out.idrac_power_control_capacity_watts(watts, id, name, label));
  ifKnown(control.minWatts, (watts) => out.idrac_power_control_min_consumed_watts(watts, id, name, label));
  ifKnown(control.maxWatts, (watts) => out.idrac_power_control_max_consumed_watts(watts, id, name, label));
  ifKnown(control.averageWatts, (watts) =>
    out.idrac_power_control_avg_consumed_watts(watts, id, name, label),
  );
  ifKnown(control.intervalMinutes, (minutes) =>
    out.idrac_power_control_interval_in_minutes(minutes, id, name, label),
  );
}

function writeRedundancy(out: RedfishOut, redundancy: Redundancy, { label }: Place): void {
  const { id, name, kind, mode, status, needed, members } = redundancy;
  ifKnown(healthValue(status.health), (value) =>
    out.fathom_redfish_redundancy_health(value, id, name, kind, mode, status.health, label),
  );
  out.fathom_redfish_redundancy_members(members, id, name, kind, label);
  ifKnown(needed, (count) => out.fathom_redfish_redundancy_needed(count, id, name, kind, label));
}

export function writeSensor(out: RedfishOut, sensor: Sensor, label: string | null): void {
  const { id, name, type, units, context, status } = sensor;
  ifKnown(sensor.reading, (value) =>
    out.fathom_redfish_sensor_reading(value, id, name, type, units, context, label),
  );
  ifKnown(healthValue(status.health), (value) =>
    out.fathom_redfish_sensor_health(value, id, name, status.health, label),
  );
  for (const threshold of sensor.thresholds)
    out.fathom_redfish_sensor_threshold(threshold.value, id, name, threshold.name, label);
}
