const NS_PER_MS = 1_000_000n;
const NS_PER_SECOND = 1_000_000_000n;
const RFC3339 = /^(\d{4}-\d\d-\d\d)[Tt ](\d\d:\d\d:\d\d)(?:\.(\d{1,9})\d*)?([Zz]|[+-]\d\d:\d\d)$/;

export function msToNs(ms: number): bigint {
  return BigInt(Math.round(ms)) * NS_PER_MS;
}

export function nsToMs(ns: bigint): number {
  return Number(ns / NS_PER_MS);
}

/** RFC 3339 with nine decimals, so that texts sort as times do. */
export function formatTime(ns: bigint): string {
  const seconds = ns / NS_PER_SECOND;
  const rest = ns - seconds * NS_PER_SECOND;
  return `${new Date(Number(seconds) * 1000).toISOString().slice(0, 19)}.${rest.toString().padStart(9, '0')}Z`;
}

/** Nanoseconds since the epoch of an RFC 3339 time with up to nine decimals; null when it is not one. */
export function parseTime(text: string): bigint | null {
  const match = RFC3339.exec(text);
  if (!match) return null;
  const [, date, clock, fraction = '', zone] = match;
  const ms = Date.parse(`${date}T${clock}${zone?.toUpperCase()}`);
  if (Number.isNaN(ms) || ms < 0) return null;
  return BigInt(ms) * NS_PER_MS + BigInt(fraction.padEnd(9, '0'));
}
