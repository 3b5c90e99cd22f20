/** Of temperatures, fans and power. `chassis` is a label of those after the first. */
import { gauge, untyped } from '../../../../contract/metrics.ts';

export const sensorMetrics = {
  idrac_sensors_temperature: gauge('Sensors reporting temperature measurements', [
    'id',
    'name',
    'units',
    'chassis',
  ]),
  idrac_sensors_fan_health: gauge('Health status for fans', ['id', 'name', 'status', 'chassis']),
  idrac_sensors_fan_speed: gauge('Sensors reporting fan speed measurements', [
    'id',
    'name',
    'units',
    'chassis',
  ]),
  idrac_sensors_voltage: gauge('Sensors reporting voltage measurements', ['id', 'name', 'units', 'chassis']),
  idrac_power_supply_health: gauge('Power supply health status', ['id', 'status', 'chassis']),
  idrac_power_supply_output_watts: gauge('Power supply output in watts', ['id', 'chassis']),
  idrac_power_supply_input_watts: gauge('Power supply input in watts', ['id', 'chassis']),
  idrac_power_supply_capacity_watts: gauge('Power supply capacity in watts', ['id', 'chassis']),
  idrac_power_supply_input_voltage: gauge('Power supply input voltage', ['id', 'chassis']),
  idrac_power_supply_efficiency_percent: gauge('Power supply efficiency in percentage', ['id', 'chassis']),
  idrac_power_control_consumed_watts: gauge('Consumption of power control system in watts', [
    'id',
    'name',
    'chassis',
  ]),
  idrac_power_control_capacity_watts: gauge('Capacity of power control system in watts', [
    'id',
    'name',
    'chassis',
  ]),
  idrac_power_control_min_consumed_watts: gauge(
    'Minimum consumption of power control system during the reported interval',
    ['id', 'name', 'chassis'],
  ),
  idrac_power_control_max_consumed_watts: gauge(
    'Maximum consumption of power control system during the reported interval',
    ['id', 'name', 'chassis'],
  ),
  idrac_power_control_avg_consumed_watts: gauge(
    'Average consumption of power control system during the reported interval',
    ['id', 'name', 'chassis'],
  ),
  idrac_power_control_interval_in_minutes: gauge('Interval for measurements of power control system', [
    'id',
    'name',
    'chassis',
  ]),
  fathom_redfish_power_supply_info: untyped('A power supply: its `id` is that of idrac_power_supply_*.', [
    'id',
    'name',
    'model',
    'serial',
    'chassis',
  ]),
  fathom_redfish_redundancy_health: gauge(
    'Health of a group of fans or power supplies that stand in for each other: 0 while one may fail.',
    ['id', 'name', 'kind', 'mode', 'status', 'chassis'],
  ),
  fathom_redfish_redundancy_members: gauge('Fans or power supplies of a group.', [
    'id',
    'name',
    'kind',
    'chassis',
  ]),
  fathom_redfish_redundancy_needed: gauge('How many of a group there must be.', [
    'id',
    'name',
    'kind',
    'chassis',
  ]),
  fathom_redfish_temperature_threshold_celsius: gauge(
    'Threshold of idrac_sensors_temperature: upper_caution, upper_critical, upper_fatal, lower_….',
    ['id', 'name', 'threshold', 'chassis'],
  ),
  fathom_redfish_voltage_threshold_volts: gauge('Threshold of idrac_sensors_voltage.', [
    'id',
    'name',
    'threshold',
    'chassis',
  ]),
  fathom_redfish_sensor_reading: gauge('What a sensor of the collection Sensors measures, in its units.', [
    'id',
    'name',
    'type',
    'units',
    'context',
    'chassis',
  ]),
  fathom_redfish_sensor_health: gauge('Health of a sensor: 0 OK, 1 warning, 2 critical, 10 another word.', [
    'id',
    'name',
    'status',
    'chassis',
  ]),
  fathom_redfish_sensor_threshold: gauge('Threshold of fathom_redfish_sensor_reading.', [
    'id',
    'name',
    'threshold',
    'chassis',
  ]),
};
