import { gauge, type MetricType, pattern } from '../../../contract/metrics.ts';

const LABELS = ['chip', 'sensor'] as const;
const VARIABLE = 'sensor';

const typeOf = (variable: string) => variable.split('_', 1)[0] ?? '';
/** `in_max` is the element `max` of `in`. */
const elementOf = (variable: string) =>
  variable.includes('_') ? variable.slice(variable.indexOf('_') + 1) : '';

/** Families of one unit: `node_hwmon_` + type of sensor and element + unit. */
function unit(suffix: string, what: string, type: MetricType = 'gauge') {
  return pattern({
    prefix: 'node_hwmon_',
    variable: VARIABLE,
    suffix,
    type,
    help: (variable) => `Hardware monitor ${what} (${elementOf(variable) || 'input'})`,
    labels: LABELS,
  });
}

export const metrics = {
  node_hwmon_chip_names: gauge('Annotation metric for human-readable chip names', ['chip', 'chip_name']),
  node_hwmon_sensor_label: gauge('Label for given chip and sensor', ['chip', 'sensor', 'label']),
  node_hwmon_beep_enabled: gauge('Hardware beep enabled', LABELS),
  node_hwmon_voltage_regulator_version: gauge('Hardware voltage regulator', LABELS),
  node_hwmon_update_interval_seconds: gauge('Hardware monitor update interval', LABELS),
  node_hwmon_freq_freq_mhz: gauge('Hardware monitor for GPU frequency in MHz', LABELS),
  node_hwmon_power_accuracy: gauge('Hardware monitor power meter accuracy, as a ratio', LABELS),
  status: pattern({
    prefix: 'node_hwmon_',
    variable: VARIABLE,
    type: 'gauge',
    help: (variable) => `Hardware sensor ${elementOf(variable)} status (${typeOf(variable)})`,
    labels: LABELS,
  }),
  beeping: pattern({
    prefix: 'node_hwmon_',
    variable: VARIABLE,
    suffix: '_enabled',
    type: 'gauge',
    help: () => 'Hardware monitor sensor has beeping enabled',
    labels: LABELS,
  }),
  volts: unit('_volts', 'for voltage'),
  celsius: unit('_celsius', 'for temperature'),
  amps: unit('_amps', 'for current'),
  joules: unit('_joule_total', 'for joules used so far', 'counter'),
  watts: unit('_watt', 'for power usage in watts'),
  intervals: unit('_seconds', 'power usage update interval'),
  rpm: unit('_rpm', 'for fan revolutions per minute'),
  humidity: unit('', 'for humidity, as a ratio (multiply with 100.0 to get the humidity as a percentage)'),
  other: pattern({
    prefix: 'node_hwmon_',
    variable: VARIABLE,
    type: 'gauge',
    help: (variable) => `Hardware monitor ${typeOf(variable)} element ${elementOf(variable)}`,
    labels: LABELS,
  }),
} as const;
