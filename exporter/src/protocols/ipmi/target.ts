/** How people write where a BMC is. */
import { type NamedTarget, parseTarget } from '../redfish/target.ts';

const DEFAULT_PORT = 623;

export interface BmcAddress {
  /** Name or address, without brackets. */
  readonly host: string;
  readonly port: number;
}

/** `host`, `host:port`; IPv6 addresses in brackets or, without a port, bare. @throws UserError */
export function parseBmcAddress(text: string): BmcAddress {
  const { host, port }: NamedTarget = parseTarget(text);
  return { host, port: port ?? DEFAULT_PORT };
}
