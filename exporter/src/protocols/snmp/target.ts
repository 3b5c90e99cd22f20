/** How people write where a device is. */
import { UserError } from '../../model/errors.ts';

export interface Target {
  readonly transport: 'udp' | 'tcp';
  /** Name or address. */
  readonly host: string;
  readonly port: number;
}

const DEFAULT_PORT = 161;
const MAX_PORT = 65_535;
/** As Go has them; which family an address is of follows from the address. */
const TRANSPORTS: Readonly<Record<string, Target['transport']>> = {
  udp: 'udp',
  udp4: 'udp',
  udp6: 'udp',
  tcp: 'tcp',
  tcp4: 'tcp',
  tcp6: 'tcp',
};
const WITH_PORT = /^(?:\[([^\][]+)\]|([^:]*)):([^:]*)$/;
const IN_BRACKETS = /^\[([^\][]+)\]$/;
/** Names, addresses of both kinds, zones. */
const HOST = /^[\w.:%-]+$/;

/**
 * `[transport://]host[:port]`, IPv6 addresses in brackets or, without a port, bare.
 * @throws UserError
 */
export function parseTarget(text: string): Target {
  const separator = text.indexOf('://');
  const scheme = separator < 0 ? 'udp' : text.slice(0, separator);
  const rest = separator < 0 ? text : text.slice(separator + 3);
  const transport = TRANSPORTS[scheme];
  if (!transport) throw fault(text, `the transport ${JSON.stringify(scheme)} is not known; udp and tcp are`);
  const match = WITH_PORT.exec(rest);
  const host = match ? (match[1] ?? match[2] ?? '') : (IN_BRACKETS.exec(rest)?.[1] ?? rest);
  if (!HOST.test(host)) throw fault(text, 'no host name or address is in it');
  return { transport, host, port: match ? portOf(match[3] ?? '', text) : DEFAULT_PORT };
}

function portOf(digits: string, text: string): number {
  const port = /^\d{1,5}$/.test(digits) ? Number(digits) : 0;
  if (port < 1 || port > MAX_PORT)
    throw fault(text, `the port ${JSON.stringify(digits.slice(0, 20))} is no number from 1 to ${MAX_PORT}`);
  return port;
}

function fault(text: string, reason: string): UserError {
  const shown = JSON.stringify(text.slice(0, 200));
  return new UserError(`'target' ${shown}: ${reason}; expected [transport://]host[:port]`);
}
