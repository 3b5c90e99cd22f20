/** How people write where a service is. */
import { UserError } from '../../model/errors.ts';
import type { RedfishLogin, RedfishSettings } from './settings.ts';

export interface NamedTarget {
  /** Name or address, without brackets. */
  readonly host: string;
  /** Null when it does not say. */
  readonly port: number | null;
}

const MAX_PORT = 65_535;
const WITH_PORT = /^(?:\[([^\][]+)\]|([^:[\]]+)):(\d{1,5})$/;
const IN_BRACKETS = /^\[([^\][]+)\]$/;
/** Names, addresses of both kinds, zones; longer names there are none. */
const HOST = /^[\w.:%-]{1,253}$/;

/**
 * `host`, `host:port`; IPv6 addresses in brackets or, without a port, bare.
 * @throws UserError
 */
export function parseTarget(text: string): NamedTarget {
  const match = WITH_PORT.exec(text);
  const host = match ? (match[1] ?? match[2] ?? '') : (IN_BRACKETS.exec(text)?.[1] ?? text);
  const port = match ? Number(match[3]) : null;
  const isHost = HOST.test(host) && (host.split(':').length !== 2 || match !== null);
  if (!isHost || port === 0 || (port ?? 0) > MAX_PORT)
    throw new UserError(
      `'target' ${JSON.stringify(text.slice(0, 200))}: expected host or host:port, with IPv6 addresses in brackets`,
    );
  return { host, port };
}

const DEFAULT_PORTS = { https: 443, http: 80 } as const;

/** The port of the login wins, as with idrac_exporter. */
export function portOf({ port }: NamedTarget, login: RedfishLogin): number {
  return login.port ?? port ?? DEFAULT_PORTS[login.scheme];
}

const DEFAULT_HOST = 'default';

/** As idrac_exporter chooses: the auth that is asked for, else that of the host, else the default one. */
export function loginFor(
  named: string,
  auth: string,
  { hosts, auths }: Pick<RedfishSettings, 'hosts' | 'auths'>,
): RedfishLogin | undefined {
  if (auth !== '') return auths.get(auth);
  return hosts.get(named) ?? hosts.get(DEFAULT_HOST);
}
