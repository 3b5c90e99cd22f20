/**
 * Where in its machine a part is, so that its several names can be told to mean one thing: `PS1 Status`, `PSU 1` and
 * `Power Supply Bay 01` are all `1`, `DIMM A1` and `P1-DIMMA1` are `a.1` and `p.1.a.1`.
 */

/** Words that say what a part is, or what is measured of it, and not which one. */
const KINDS =
  'power supply|power supplies|pwr supply|powersupply|psu|pwr|power|ps|fan|blower|dimm|memory|mem|drive|disk|hdd|ssd';
const PLACES = 'system board|system|sys|slot|bay|module|device|physical|unit|fru';
const MEASURES =
  'status|state|presence|present|prsnt|health|fault|fail|failure|predictive|ecc|temperature|temp|rpm|speed|tach|pwm|duty|input|output|iin|iout|vin|vout|pin|pout';
/** A word ends where its letters end; behind it one letter and a number may stand: `DIMMA1`. */
const WORDS = new RegExp(`(?<![a-z])(?:${KINDS}|${PLACES}|${MEASURES})(?=[a-z]?(?:[^a-z]|$))`, 'g');
const MEASURE_AT_END = new RegExp(`[\\s_.-]+(?:${MEASURES})$`, 'i');

/** Empty when the name does not say. */
export function placeOf(name: string): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, ' ')
    .replace(WORDS, ' ');
  const runs = words.match(/[a-z]+|\d+/g) ?? [];
  return runs.map((run) => run.replace(/^0+(?=\d)/, '')).join('.');
}

/** `PSU1` of `PSU1 Status`. */
export function withoutMeasure(name: string): string {
  return name.replace(MEASURE_AT_END, '').trim();
}
