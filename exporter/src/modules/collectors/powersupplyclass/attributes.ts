/**
 * Files of /sys/class/power_supply/<power_supply> that hold a number.
 * https://docs.kernel.org/power/power_supply_class.html
 */
export interface NumberFile {
  /** The family is `node_power_supply_<metric>`. */
  readonly metric: string;
  /** What the number is divided by: the kernel counts in µV, µA, µW, µWh, µAh and in tenths of °C. */
  readonly divisor: number;
}

const MICRO = 1e6;
const TENTH = 10;

/** Each file, and its metric where that has another name. */
const COUNTS: Readonly<Record<string, string | null>> = {
  authentic: null,
  calibrate: null,
  capacity: null,
  capacity_alert_max: null,
  capacity_alert_min: null,
  cycle_count: 'cyclecount',
  online: null,
  present: null,
  time_to_empty_now: 'time_to_empty_seconds',
  time_to_full_now: 'time_to_full_seconds',
};
const MICROS: Readonly<Record<string, string | null>> = {
  current_boot: null,
  current_max: null,
  current_now: 'current_ampere',
  energy_empty: null,
  energy_empty_design: null,
  energy_full: null,
  energy_full_design: null,
  energy_now: 'energy_watthour',
  voltage_boot: null,
  voltage_max: null,
  voltage_max_design: null,
  voltage_min: null,
  voltage_min_design: null,
  voltage_now: 'voltage_volt',
  voltage_ocv: null,
  charge_control_limit: null,
  charge_control_limit_max: null,
  charge_counter: null,
  charge_empty: null,
  charge_empty_design: null,
  charge_full: null,
  charge_full_design: null,
  charge_now: 'charge_ampere',
  charge_term_current: null,
  constant_charge_current: null,
  constant_charge_current_max: null,
  constant_charge_voltage: null,
  constant_charge_voltage_max: null,
  precharge_current: null,
  input_current_limit: null,
  power_now: 'power_watt',
};
const TEMPERATURES: Readonly<Record<string, string | null>> = {
  temp: 'temp_celsius',
  temp_alert_max: 'temp_alert_max_celsius',
  temp_alert_min: 'temp_alert_min_celsius',
  temp_ambient: 'temp_ambient_celsius',
  temp_ambient_max: 'temp_ambient_max_celsius',
  temp_ambient_min: 'temp_ambient_min_celsius',
  temp_max: 'temp_max_celsius',
  temp_min: 'temp_min_celsius',
};

const files = (metrics: Readonly<Record<string, string | null>>, divisor: number) =>
  Object.entries(metrics).map(([file, metric]): [string, NumberFile] => [
    file,
    { metric: metric ?? file, divisor },
  ]);

export const NUMBER_FILES: ReadonlyMap<string, NumberFile> = new Map([
  ...files(COUNTS, 1),
  ...files(MICROS, MICRO),
  ...files(TEMPERATURES, TENTH),
]);

/** Files that hold a text, which are labels of `node_power_supply_info`, in the order of its declaration. */
export const TEXT_FILES = [
  'capacity_level',
  'charge_type',
  'health',
  'manufacturer',
  'model_name',
  'serial_number',
  'status',
  'technology',
  'type',
  'usb_type',
  'scope',
] as const;
