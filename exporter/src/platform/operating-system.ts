import { lookup, lookupService } from 'node:dns/promises';
import { readFileSync, statSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import type { NetworkAddress, OperatingSystem, TimeZone, Uname } from '../contract/ports.ts';
import { zoneName } from '../protocols/tzif.ts';

/** A resolver that is not reachable answers after tens of seconds; a scan has no such time. */
const FQDN_TIMEOUT_MS = 2000;
const ZONES = '/usr/share/zoneinfo';
/** The largest of the zone database has 4 KiB. */
const MAX_ZONE_BYTES = 64 * 1024;
const HOUR_MS = 3_600_000;

export function operatingSystem(): OperatingSystem {
  return {
    uname,
    timeZone: cachedTimeZone(),
    fqdn,
    platform: () => os.platform(),
    cpuCount: () => os.cpus().length,
    addresses,
    uptimeSeconds: () => os.uptime(),
    totalMemoryBytes: () => os.totalmem(),
  };
}

function uname(): Uname {
  return {
    sysname: os.type(),
    nodename: os.hostname(),
    release: os.release(),
    version: os.version(),
    machine: os.machine(),
  };
}

function addresses(): NetworkAddress[] {
  return Object.entries(os.networkInterfaces()).flatMap(([name, infos = []]) =>
    infos.map(({ address, family, mac, cidr, internal }) => ({
      interface: name,
      address,
      family: family === 'IPv4' ? 4 : 6,
      mac,
      cidr,
      internal,
    })),
  );
}

/** As `hostname --fqdn`: the name that the resolver (or /etc/hosts) has for the hostname's address. */
async function fqdn(): Promise<string> {
  const hostname = os.hostname();
  if (hostname.includes('.')) return hostname;
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<string>((resolve) => {
    timer = setTimeout(() => resolve(hostname), FQDN_TIMEOUT_MS);
    timer.unref();
  });
  try {
    return await Promise.race([canonicalName(hostname), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

async function canonicalName(hostname: string): Promise<string> {
  try {
    const { address } = await lookup(hostname);
    const { hostname: name } = await lookupService(address, 0);
    return name.toLowerCase().startsWith(`${hostname.toLowerCase()}.`) ? name : hostname;
  } catch {
    return hostname; // no resolver knows it, which is common and no fault
  }
}

/** The zone changes on the hour or half-hour; the file that names it is read once for each stretch. */
function cachedTimeZone(): (timeMs: number) => TimeZone {
  let known: TimeZone & { readonly period: number } = { name: '', offsetSeconds: 0, period: NaN };
  return (timeMs) => {
    const period = Math.floor((2 * timeMs) / HOUR_MS);
    if (period !== known.period) known = { ...readTimeZone(timeMs), period };
    return known;
  };
}

function readTimeZone(timeMs: number): TimeZone {
  const offsetSeconds = 0 - 60 * new Date(timeMs).getTimezoneOffset();
  const file = readZoneFile();
  return {
    name: (file && zoneName(file, timeMs / 1000, offsetSeconds)) ?? numericName(offsetSeconds),
    offsetSeconds,
  };
}

/** The file that tzset(3) would read; null, and the name is then the offset, when there is no such zone. */
function readZoneFile(): Buffer | null {
  const path = zonePath(process.env['TZ']);
  try {
    const file = statSync(path);
    return file.isFile() && file.size <= MAX_ZONE_BYTES ? readFileSync(path) : null;
  } catch {
    return null;
  }
}

function zonePath(zone: string | undefined): string {
  if (zone === undefined) return '/etc/localtime';
  return zone.startsWith('/') ? zone : join(ZONES, zone.replace(/^:/, '') || 'UTC');
}

function numericName(offsetSeconds: number): string {
  if (offsetSeconds === 0) return 'UTC';
  const minutes = Math.abs(offsetSeconds) / 60;
  const [hh, mm] = [Math.floor(minutes / 60), minutes % 60].map((n) => String(n).padStart(2, '0'));
  return `${offsetSeconds < 0 ? '-' : '+'}${hh}${mm === '00' ? '' : mm}`;
}
