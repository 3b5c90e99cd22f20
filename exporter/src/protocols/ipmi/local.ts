/** Modules for the BMC of this machine. */
import type { IpmiModule } from './settings.ts';

/** The module of requests that name none. */
export const DEFAULT_MODULE = 'default';
/** This machine as a target, wherever its name is known. */
export const LOCAL_ADDRESS = '127.0.0.1';
const LOCAL_HOSTS = ['localhost', LOCAL_ADDRESS, '::1'];

/** Whom a request for `host` by the module concerns. */
export function askedHost(host: string, { driver }: Pick<IpmiModule, 'driver'>): string {
  return driver === 'local' ? LOCAL_ADDRESS : host;
}

/** What is wrong with asking `host` by the module; null for nothing. */
export function localFault(
  host: string,
  name: string,
  { driver }: Pick<IpmiModule, 'driver'>,
): string | null {
  if (driver !== 'local' || LOCAL_HOSTS.includes(host.toLowerCase())) return null;
  return `the driver of module ${JSON.stringify(name)} is for the BMC of this machine: its only target is localhost`;
}
