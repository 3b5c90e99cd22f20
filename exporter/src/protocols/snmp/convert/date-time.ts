/** Points in time as SNMP has them → Unix seconds; null for what is none. */

const SHORT_LENGTH = 8;
const LENGTH_WITH_ZONE = 11;
/** From 1900, where NTP begins, to 1970. RFC 5905 */
const NTP_TO_UNIX_SECONDS = 2_208_988_800;
/** Of Go's time.Parse: an offset of 24 hours or 60 minutes passes. */
const MAX_ZONE_HOURS = 24;
const MAX_ZONE_MINUTES = 60;

/** RFC 2579: year, month, day, hour, minute, second, tenths, and perhaps sign, hours and minutes from UTC. */
export function dateAndTimeSeconds(octets: Buffer): number | null {
  if (octets.length !== SHORT_LENGTH && octets.length !== LENGTH_WITH_ZONE) return null;
  const offset = octets.length === LENGTH_WITH_ZONE ? zoneSeconds(octets) : 0;
  if (offset === null) return null;
  const [month, day, hour, minute, second, tenths] = octets.subarray(2) as unknown as Six;
  const seconds = utcSeconds(octets.readUInt16BE(0), month, day, hour, minute, second);
  return seconds + Math.floor(tenths / 10) - offset;
}
type Six = readonly [number, number, number, number, number, number];

function zoneSeconds(octets: Buffer): number | null {
  const sign = octets.toString('latin1', 8, 9);
  const hours = octets.readUInt8(9);
  const minutes = octets.readUInt8(10);
  if ((sign !== '+' && sign !== '-') || hours > MAX_ZONE_HOURS || minutes > MAX_ZONE_MINUTES) return null;
  const seconds = (hours * 60 + minutes) * 60;
  return sign === '-' ? -seconds : seconds;
}

/** The first four octets of what an NTP server tells: whole seconds. */
export function ntpSeconds(octets: Buffer): number | null {
  return octets.length < SHORT_LENGTH ? null : octets.readUInt32BE(0) - NTP_TO_UNIX_SECONDS;
}

/** Months from 1; what is too much in one part is carried into the next, as Go's time.Date does. */
export function utcSeconds(
  year: number,
  month: number,
  day: number,
  hour: number,
  minute: number,
  second: number,
): number {
  const date = new Date(0);
  // Not Date.UTC: it takes years below 100 for those of the 20th century.
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute, second);
  return date.getTime() / 1000;
}
