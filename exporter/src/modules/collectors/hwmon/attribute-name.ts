/** https://docs.kernel.org/hwmon/sysfs-interface.html, and attributes of old drivers. */
const SENSOR_TYPES: ReadonlySet<string> = new Set([
  'vrm',
  'beep_enable',
  'update_interval',
  'in',
  'cpu',
  'fan',
  'pwm',
  'temp',
  'curr',
  'power',
  'energy',
  'humidity',
  'intrusion',
  'freq',
]);
const NAME = /^([^0-9]+)([0-9]*)(?:_(.+))?$/;
/** A folder in each device of sysfs, for its power management. */
const POWER_FOLDER = 'power';

export interface AttributeName {
  readonly type: string;
  /** `temp1`. */
  readonly sensor: string;
  /** `input`, `crit_alarm`; empty for a file named as the sensor. */
  readonly element: string;
}

/** `temp1_crit` is the element `crit` of the sensor `temp1`; null when the file belongs to no sensor. */
export function parseAttributeName(name: string): AttributeName | null {
  const [, type = '', digits = '', element = ''] = NAME.exec(name) ?? [];
  const number = Number(digits);
  if (!SENSOR_TYPES.has(type) || name === POWER_FOLDER || !Number.isSafeInteger(number)) return null;
  return { type, sensor: `${type}${number}`, element };
}

/** As a part of a metric's name: small letters, digits, `:` and `_`. */
export function cleanName(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^a-z0-9:_]/gu, '_')
    .replace(/^_+|_+$/g, '');
}
