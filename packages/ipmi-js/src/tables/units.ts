/** Units of sensors (IPMI 2.0, table 43-15) as they stand behind a number, in the words of FreeIPMI's tools. */
const UNITS = [
  ...['unspecified', 'C', 'F', 'K', 'V', 'A', 'W', 'J', 'C', 'VA', 'nits', 'lm', 'lux', 'cd', 'KPA', 'PSI'],
  ...['N', 'CFM', 'RPM', 'Hz', 'us', 'ms', 's', 'min', 'hr', 'day', 'wk', 'mil', 'in', 'ft', 'cu in'],
  ...['cu feet', 'mm', 'cm', 'm', 'cu cm', 'cu m', 'L', 'fl oz', 'rad', 'sr', 'rev', 'c', 'g', 'oz', 'lb'],
  ...['ft lB', 'oz in', 'G', 'Gi', 'H', 'mH', 'F', 'uF', 'ohms', 'S', 'mol', 'Bq', 'PPM', 'Reserved', 'dB'],
  ...['DbA', 'DbC', 'Gy', 'Sv', 'color temp deg K', 'b', 'Kb', 'Mb', 'Gb', 'B', 'KB', 'MB', 'GB', 'word'],
  ...['dword', 'qword', 'line', 'hit', 'miss', 'retry', 'reset', 'overrun / overflow', 'underrun'],
  ...['collision', 'pkts', 'msgs', 'chars', 'err', 'correctable err', 'uncorrectable err', 'fatal err', 'g'],
];

/** Rate unit, bits 5:3 of the first byte; 7 is reserved. */
const RATES = ['', ' per uS', ' per ms', ' per s', ' per minute', ' per hour', ' per day'];
const PER_MINUTE = 4;
const RPM = 18;

export const UNIT = { unspecified: 0, celsius: 1, volts: 4, amperes: 5, watts: 6, rpm: RPM } as const;

export interface SensorUnits {
  readonly percentage: boolean;
  /** 0 none, 1 base / modifier, 2 base × modifier. */
  readonly modifierUse: number;
  /** 0 none, 1 µs, 2 ms, 3 s, 4 minute, 5 hour, 6 day. */
  readonly rate: number;
  readonly base: number;
  readonly modifier: number;
}

/** As `C`, `RPM`, `%`, `W / A`, `B per s`; `unspecified` for what the specification does not have. */
export function unitName(units: SensorUnits): string {
  const base = UNITS[units.base];
  const modifier = UNITS[units.modifier];
  const rate = RATES[units.rate];
  const isSenseless = units.modifierUse > 2 || (units.modifierUse !== 0 && units.rate !== 0);
  if (base === undefined || modifier === undefined || rate === undefined || isSenseless)
    return UNITS[0] ?? '';
  const isPlain = units.modifierUse === 0 && units.rate === 0;
  if (units.percentage && isPlain && units.base === UNIT.unspecified) return '%';
  const text = `${base}${rateText(units, rate)}${modifierText(units, modifier)}`;
  return units.percentage ? `% ${text}` : text;
}

/** Revolutions are per minute already. */
function rateText(units: SensorUnits, rate: string): string {
  return units.base === RPM && units.rate === PER_MINUTE ? '' : rate;
}

function modifierText(units: SensorUnits, modifier: string): string {
  if (units.modifierUse === 0 || units.modifier === UNIT.unspecified) return '';
  return units.modifierUse === 1 ? ` / ${modifier}` : ` * ${modifier}`;
}
