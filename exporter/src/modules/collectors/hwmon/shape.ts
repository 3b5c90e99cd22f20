import { cleanName } from './attribute-name.ts';

type Fixed =
  | 'node_hwmon_beep_enabled'
  | 'node_hwmon_voltage_regulator_version'
  | 'node_hwmon_update_interval_seconds'
  | 'node_hwmon_freq_freq_mhz'
  | 'node_hwmon_power_accuracy';
type Pattern =
  | 'status'
  | 'beeping'
  | 'volts'
  | 'celsius'
  | 'amps'
  | 'joules'
  | 'watts'
  | 'intervals'
  | 'rpm'
  | 'humidity'
  | 'other';

/** What becomes of a file's number: it is multiplied and divided as node_exporter does, so that it is rounded alike. */
interface Scale {
  readonly factor: number;
  readonly divisor: number;
}

/** The family of an attribute; `variable` is the part of its name that the pattern leaves open. */
export type Shape = Scale &
  (
    | { readonly family: Fixed; readonly variable: null }
    | { readonly family: Pattern; readonly variable: string }
  );

const ONE: Scale = { factor: 1, divisor: 1 };
const MILLI: Scale = { factor: 0.001, divisor: 1 };
const MICRO: Scale = { factor: 1, divisor: 1_000_000 };

const fixed = (family: Fixed, scale = ONE): Shape => ({ family, variable: null, ...scale });

const RPM_ELEMENTS: ReadonlySet<string> = new Set(['input', 'min', 'max', 'target']);
const INTERVALS: ReadonlySet<string> = new Set([
  'average_interval',
  'average_interval_min',
  'average_interval_max',
]);

/**
 * The family of `element` of a sensor of `type`; null when there is none. `bare` says that the sensor also has
 * a file without an element.
 */
export function shapeOf(type: string, element: string, bare: boolean): Shape | null {
  if (type === 'beep_enable') return element === '' ? fixed('node_hwmon_beep_enabled') : null;
  if (type === 'vrm') return element === '' ? fixed('node_hwmon_voltage_regulator_version') : null;
  if (type === 'update_interval')
    return element === '' ? fixed('node_hwmon_update_interval_seconds', MILLI) : null;
  const shown = element === 'input' && !bare ? '' : cleanName(element);
  const variable = shown === '' ? type : `${type}_${shown}`;
  const as = (family: Pattern, scale = ONE): Shape => ({ family, variable, ...scale });
  if (element === 'fault' || element === 'alarm') return as('status');
  if (element === 'beep') return as('beeping');
  switch (type) {
    case 'in':
    case 'cpu':
      return as('volts', MILLI);
    case 'temp':
      return element === 'type' ? as('other') : as('celsius', MILLI);
    case 'curr':
      return as('amps', MILLI);
    case 'energy':
      return as('joules', MICRO);
    case 'power':
      if (element === 'accuracy') return fixed('node_hwmon_power_accuracy', MICRO);
      return INTERVALS.has(element) ? as('intervals', MILLI) : as('watts', MICRO);
    case 'humidity':
      return as('humidity', MICRO);
    case 'fan':
      return RPM_ELEMENTS.has(element) ? as('rpm') : as('other');
    case 'freq':
      return element === 'input' ? fixed('node_hwmon_freq_freq_mhz', MICRO) : as('other');
    default:
      return as('other');
  }
}
